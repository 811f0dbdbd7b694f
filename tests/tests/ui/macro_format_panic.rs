use ufunc::prelude::*;

#[ufunc]
fn strict(x: f64) -> f64 {
    if x < 0.0 {
        panic!("{x} is negative");
    }
    x
}

fn main() {}
