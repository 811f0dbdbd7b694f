use ufunc::prelude::*;

#[ufunc(identity = 0.0)]
fn sum(x: f64, y: f64) -> f64 {
    x + y
}

fn main() {}
