use ufunc::prelude::*;

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
