use ufunc::prelude::*;

#[ufunc]
fn scaled<const N: u32>(x: u32) -> u32 {
    x * N
}

fn main() {}
