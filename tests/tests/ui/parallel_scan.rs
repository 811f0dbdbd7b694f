use ufunc::prelude::*;

#[parallel(reduction(inscan, +: s))]
fn no_scan(x: &[f64], out: &mut [f64]) {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i];
        out[i] = s;
    }
}

#[parallel(reduction(+: s))]
fn no_inscan(x: &[f64], out: &mut [f64]) {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i];
        scan!(inclusive(s));
        out[i] = s;
    }
}

#[parallel(reduction(inscan, +: s))]
fn another_name(x: &[f64], out: &mut [f64]) {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i];
        scan!(inclusive(t));
        out[i] = s;
    }
}

#[parallel(reduction(inscan, +: s))]
fn neither_form(x: &[f64], out: &mut [f64]) {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i];
        scan!(both(s));
        out[i] = s;
    }
}

#[parallel(reduction(inscan, +: s))]
fn two_scans(x: &[f64], out: &mut [f64]) {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i];
        scan!(inclusive(s));
        out[i] = s;
        scan!(inclusive(s));
    }
}

fn main() {}
