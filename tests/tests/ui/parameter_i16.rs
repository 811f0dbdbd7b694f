use ufunc::prelude::*;

#[ufunc]
fn next(x: i16) -> i16 {
    x + 1
}

fn main() {}
