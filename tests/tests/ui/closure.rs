use ufunc::prelude::*;

#[ufunc]
fn area(r: f64) -> f64 {
    let square = |x: f64| x * x;
    3.0 * square(r)
}

fn main() {}
