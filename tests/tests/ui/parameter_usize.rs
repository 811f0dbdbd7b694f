use ufunc::prelude::*;

#[ufunc]
fn next(x: usize) -> usize {
    x + 1
}

fn main() {}
