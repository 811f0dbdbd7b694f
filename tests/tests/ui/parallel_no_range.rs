use ufunc::prelude::*;

#[parallel]
fn over_elements(x: &[f64], out: &mut [f64]) {
    let mut i = 0;
    for value in x {
        out[i] = *value;
        i += 1;
    }
}

#[parallel]
fn over_pairs(x: &[f64], out: &mut [f64]) {
    for (y, x) in out.iter_mut().zip(x) {
        *y = *x;
    }
}

#[parallel]
fn without_a_loop(x: &[f64]) -> f64 {
    x[0]
}

#[parallel]
fn without_an_end(out: &mut [f64]) {
    for i in 0.. {
        out[i] = 1.0;
    }
}

fn main() {}
