use ufunc::prelude::*;

#[ufunc]
fn count(n: u32) -> u32 {
    if n > 3 {
        break;
    }
    continue;
}

fn main() {}
