use ufunc::prelude::*;

#[parallel]
fn twice(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i] = x[i];
        out[i + 1] = x[i];
    }
}

#[parallel]
fn triples_two_apart(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[2 * i] = x[i];
        out[2 * i + 1] = x[i];
        out[2 * i + 2] = x[i];
    }
}

#[parallel]
fn rows_too_long(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        for j in 0..5 {
            out[4 * i + j] = x[i];
        }
    }
}

fn main() {}
