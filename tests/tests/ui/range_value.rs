use ufunc::prelude::*;

#[ufunc]
fn count(n: u32) -> bool {
    let range = 0..n;
    range.contains(&3)
}

fn main() {}
