use ufunc::prelude::*;

#[parallel(lastprivate(x))]
fn not_assigned(out: &mut [f64]) -> f64 {
    let x = 0.0;
    for i in 0..out.len() {
        out[i] = x;
    }
    x
}

#[parallel(lastprivate(y))]
fn no_such_variable(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

fn main() {}
