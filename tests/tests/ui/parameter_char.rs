use ufunc::prelude::*;

#[ufunc]
fn next(x: char) -> char {
    x
}

fn main() {}
