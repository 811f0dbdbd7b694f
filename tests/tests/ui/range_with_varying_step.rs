use ufunc::prelude::*;

#[ufunc]
fn sum(n: u32, step: u32) -> u32 {
    let mut total = 0;
    for i in (0..n).step_by(step as usize) {
        total += i;
    }
    total
}

fn main() {}
