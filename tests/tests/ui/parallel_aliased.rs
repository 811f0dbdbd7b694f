use ufunc::prelude::*;

fn clear(x: &mut [f64]) {
    x.fill(0.0);
}

#[parallel]
fn whole_array_passed_on(x: &mut [f64]) {
    for i in 0..x.len() {
        x[i] = 1.0;
        clear(x);
    }
}

#[parallel]
fn push(x: &[f64], out: &mut Vec<f64>) {
    for i in 0..x.len() {
        out.push(x[i]);
    }
}

fn main() {}
