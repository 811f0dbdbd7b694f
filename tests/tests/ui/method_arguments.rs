use ufunc::prelude::*;

#[ufunc]
fn clipped(x: f64) -> f64 {
    x.clamp(0.0).max(1.0, 2.0)
}

fn main() {}
