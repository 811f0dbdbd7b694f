use ufunc::prelude::*;

#[ufunc]
fn drain(n: u32) -> u32 {
    let mut n = n;
    while let 1..=9 = n {
        n += 1;
    }
    n
}

fn main() {}
