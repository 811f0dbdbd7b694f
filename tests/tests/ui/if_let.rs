use ufunc::prelude::*;

#[ufunc]
fn check(n: u32) -> u32 {
    if let 3 = n { 1 } else { 0 }
}

fn main() {}
