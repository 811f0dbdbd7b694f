use ufunc::prelude::*;

static mut CALLS: u32 = 0;

#[ufunc]
fn counted(x: u32) -> u32 {
    CALLS += 1;
    x + CALLS
}

fn main() {}
