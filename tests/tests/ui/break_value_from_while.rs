use ufunc::prelude::*;

#[ufunc]
fn count(n: u32) -> u32 {
    let mut i = 0;
    while i < n {
        i += 1;
        if i == 7 {
            break i;
        }
    }
    i
}

fn main() {}
