use ufunc::prelude::*;

#[ufunc]
fn curve(x: f64) -> f64 {
    x.sinn() + x.frobnicate()
}

fn main() {}
