use ufunc::prelude::*;

#[ufunc]
fn negative(n: u32) -> u32 {
    -n
}

fn main() {}
