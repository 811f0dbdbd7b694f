use ufunc::prelude::*;

#[ufunc(reduce, identity = 0.0)]
fn scale(x: f64, n: i32) -> f64 {
    x * n as f64
}

fn main() {}
