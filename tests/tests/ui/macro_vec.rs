use ufunc::prelude::*;

#[ufunc]
fn table(i: u32) -> f64 {
    let values = vec![1.0, 2.0, 3.0];
    values[i as usize]
}

fn main() {}
