use ufunc::prelude::*;

#[ufunc]
fn sum(x: f64) -> f64 {
    total = x;
    x + totl
}

fn main() {}
