use ufunc::prelude::*;

#[ufunc]
fn rounded(n: i32, x: f64, b: bool) -> f64 {
    n.exp() as f64 + x.count_ones() as f64 + b.abs() as f64
}

fn main() {}
