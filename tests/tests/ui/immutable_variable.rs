use ufunc::prelude::*;

#[ufunc]
fn sum(x: f64) -> f64 {
    let total = 1.0;
    total += x;
    x = 2.0;
    total
}

fn main() {}
