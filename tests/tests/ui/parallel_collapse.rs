use ufunc::prelude::*;

#[parallel(collapse(2))]
fn not_nested(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(collapse(2))]
fn something_between(n: usize, x: &[f64], out: &mut [f64]) {
    for i in 0..n {
        let scale = x[i];
        for j in 0..n {
            out[i * n + j] = scale;
        }
    }
}

#[parallel(collapse(2))]
fn triangular(n: usize, out: &mut [f64]) {
    for i in 0..n {
        for j in 0..i {
            out[i * n + j] = 1.0;
        }
    }
}

#[parallel(collapse(0))]
fn none(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(collapse(n))]
fn unknown_depth(n: usize, out: &mut [f64]) {
    for i in 0..n {
        out[i] = 1.0;
    }
}

#[parallel(collapse(2))]
fn written_by_rows_only(n: usize, out: &mut [f64]) {
    for i in 0..n {
        for j in 0..n {
            out[i] += j as f64;
        }
    }
}

fn main() {}
