use ufunc::prelude::*;

#[ufunc]
fn area(r: f64) -> f64 {
    let sum = (0..3).map(|i| i as f64 * r).sum();
    sum
}

fn main() {}
