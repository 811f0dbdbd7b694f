use ufunc::prelude::*;

#[ufunc]
fn first(n: u32) -> u32 {
    for i in n.. {
        if i % 7 == 0 {
            return i;
        }
    }
    0
}

fn main() {}
