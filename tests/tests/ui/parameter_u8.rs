use ufunc::prelude::*;

#[ufunc]
fn next(x: u8) -> u8 {
    x + 1
}

fn main() {}
