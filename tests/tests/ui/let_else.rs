use ufunc::prelude::*;

#[ufunc]
fn check(n: u32) -> u32 {
    let 3 = n else { return 0 };
    1
}

fn main() {}
