use ufunc::prelude::*;

#[parallel(reduction(inscan, +: s))]
fn depends_on_itself(x: &[f64], out: &mut [f64]) {
    let mut s: f64 = 0.0;
    for i in 0..x.len() {
        let half = s / 2.0;
        s += half + x[i];
        scan!(inclusive(s));
        out[i] = s;
    }
}

#[parallel(reduction(inscan, +: s))]
fn depends_on_itself_across(x: &[f64], out: &mut [f64]) {
    let mut s: f64 = 0.0;
    for i in 0..x.len() {
        let mut half = x[i];
        if half > 1.0 {
            half = s / 2.0;
        }
        out[i] = s;
        scan!(exclusive(s));
        s += half;
    }
}

#[parallel(reduction(inscan, +: s))]
fn reads_what_it_wrote(out: &mut [f64]) {
    let mut s: f64 = 0.0;
    for i in 0..out.len() {
        out[i] = s;
        scan!(exclusive(s));
        s += out[i];
    }
}

#[parallel(reduction(inscan, +: s))]
fn adds_on_both_sides(x: &[f64], out: &mut [f64]) {
    let mut s: f64 = 0.0;
    for i in 0..x.len() {
        s += x[i];
        scan!(inclusive(s));
        out[i] = s;
        s += 1.0;
    }
}

#[parallel(reduction(inscan, +: s))]
fn writes_where_it_adds(x: &[f64], out: &mut [f64]) {
    let mut s: f64 = 0.0;
    for i in 0..x.len() {
        s += x[i];
        out[i] = x[i];
        scan!(inclusive(s));
    }
}

#[parallel(reduction(inscan, +: s))]
fn adds_on_the_other_side(x: &[f64], out: &mut [f64]) {
    let mut s: f64 = 0.0;
    for i in 0..x.len() {
        s += x[i];
        scan!(exclusive(s));
        out[i] = s;
    }
}

fn main() {}
