use ufunc::prelude::*;

#[parallel]
fn convolve(x: &[f64], weights: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        for j in 0..weights.len() {
            out[i + j] += x[i] * weights[j];
        }
    }
}

fn main() {}
