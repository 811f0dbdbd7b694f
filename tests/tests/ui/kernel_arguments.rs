use ufunc::prelude::*;

#[ufunc]
fn halved(x: f64) -> f64 {
    x / 2.0
}

#[ufunc]
fn caller(x: f64, n: i32) -> f64 {
    halved(n) + halved(x, x)
}

fn main() {}
