use ufunc::prelude::*;

#[ufunc]
fn next(x: String) -> String {
    x
}

fn main() {}
