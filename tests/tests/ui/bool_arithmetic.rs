use ufunc::prelude::*;

#[ufunc]
fn count(a: bool, b: bool) -> bool {
    a + b
}

fn main() {}
