use ufunc::prelude::*;

#[ufunc]
fn next(x: i128) -> i128 {
    x + 1
}

fn main() {}
