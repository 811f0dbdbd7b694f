use ufunc::prelude::*;

#[parallel]
fn width_of_another_row(n: usize, m: usize, out: &mut [f64]) {
    for i in 0..n {
        for j in 0..m {
            out[i * n + j] = 1.0;
            out[i * m + j] = 1.0;
        }
    }
}

#[parallel]
fn width_that_changes(n: usize, widths: &[usize], out: &mut [f64]) {
    for i in 0..n {
        let width = widths[i];
        out[i * width] = 1.0;
    }
}

#[parallel]
fn columns_of_a_slice(n: usize, out: &mut [f64]) {
    for j in 0..n {
        for i in 0..n {
            out[i * n + j] = 1.0;
        }
    }
}

fn main() {}
