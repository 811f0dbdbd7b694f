use ufunc::prelude::*;

#[ufunc]
fn nothing(x: f64) {
    let _ = x;
}

fn main() {}
