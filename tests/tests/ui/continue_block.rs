use ufunc::prelude::*;

#[ufunc]
fn count(n: u32) -> u32 {
    'block: {
        if n > 2 {
            continue 'block;
        }
    }
    n
}

fn main() {}
