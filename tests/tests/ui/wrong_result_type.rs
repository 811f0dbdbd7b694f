use ufunc::prelude::*;

#[ufunc]
fn flag(x: f64) -> bool {
    x
}

fn main() {}
