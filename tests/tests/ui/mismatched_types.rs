use ufunc::prelude::*;

#[ufunc]
fn mixed(x: f64, n: i32) -> f64 {
    let y: f32 = x;
    if n { x } else { x + n }
}

fn main() {}
