use ufunc::prelude::*;

#[parallel]
fn of_any_type<T: Copy>(x: &[T], out: &mut [T]) {
    for i in 0..x.len() {
        out[i] = x[i];
    }
}

#[parallel]
async fn later(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel]
const fn early(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel]
struct NoFunction {
    out: Vec<f64>,
}

fn main() {}
