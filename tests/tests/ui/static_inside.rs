use ufunc::prelude::*;

#[ufunc]
fn counted(x: u32) -> u32 {
    static mut CALLS: u32 = 0;
    x
}

fn main() {}
