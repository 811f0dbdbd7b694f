use ufunc::prelude::*;

#[ufunc]
fn count(n: u32) -> u32 {
    let mut i = 0;
    'outer: while i < n {
        i += 1;
        if i == 7 {
            break 'inner;
        }
        if i == 5 {
            continue 'outter;
        }
    }
    i
}

fn main() {}
