use ufunc::prelude::*;

#[ufunc]
fn outer(x: f64) -> f64 {
    use std::f64::consts::PI;
    struct Local;
    x * PI
}

fn main() {}
