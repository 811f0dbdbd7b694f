use ufunc::prelude::*;

#[ufunc]
fn pick(n: u32) -> f64 {
    let table = [1.0, 2.0];
    table[n]
}

fn main() {}
