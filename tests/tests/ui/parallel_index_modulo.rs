use ufunc::prelude::*;

#[parallel]
fn wrapped(x: &[f64], out: &mut [f64]) {
    let n = out.len();
    for i in 0..x.len() {
        out[i % n] = x[i];
    }
}

#[parallel]
fn halved(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i / 2] = x[i];
    }
}

#[parallel]
fn squared(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i * i] = x[i];
    }
}

fn main() {}
