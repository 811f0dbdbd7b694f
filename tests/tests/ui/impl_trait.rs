use ufunc::prelude::*;

#[ufunc]
fn twice(x: impl Float) -> f64 {
    2.0
}

fn main() {}
