use ufunc::prelude::*;

const WEIGHTS: [f64; 3] = [1.0, 2.0, 3.0];

#[ufunc]
fn weighted(x: f64) -> f64 {
    let mut sum = 0.0;
    for weight in WEIGHTS.iter() {
        sum += weight * x;
    }
    for weight in &WEIGHTS {
        sum += weight * x;
    }
    sum
}

fn main() {}
