use ufunc::prelude::*;

#[ufunc]
fn build(x: f64) -> f64 {
    let range = std::ops::Range { start: 0, end: 3 };
    x
}

fn main() {}
