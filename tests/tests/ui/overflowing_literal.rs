use ufunc::prelude::*;

#[ufunc]
fn large(n: i32) -> i32 {
    n + 3_000_000_000
}

fn main() {}
