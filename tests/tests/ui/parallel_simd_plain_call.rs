use ufunc::prelude::*;

fn elsewhere(x: f64) -> f64 {
    x + 1.0
}

#[parallel(simd)]
fn calls_a_plain_function(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i] = elsewhere(x[i]);
    }
}

fn main() {}
