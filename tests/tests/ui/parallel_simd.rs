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

#[parallel(simd)]
fn grows_a_vector(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        let mut seen = Vec::new();
        seen.push(x[i]);
        out[i] = seen[0];
    }
}

fn main() {}
