use ufunc::prelude::*;

#[parallel(reduction(&: bits))]
fn bits_of_floats(x: &[f64]) -> f64 {
    let mut bits: f64 = 1.0;
    for i in 0..x.len() {
        bits &= x[i];
    }
    bits
}

fn main() {}
