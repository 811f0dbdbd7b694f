use ufunc::prelude::*;

#[parallel]
fn running_sum(a: &mut [f64], x: &[f64]) {
    for i in 1..a.len() {
        a[i] = a[i - 1] + x[i];
    }
}

#[parallel]
fn shift_down(a: &mut [f64]) {
    for i in 0..a.len() - 1 {
        a[i] = a[i + 1];
    }
}

fn main() {}
