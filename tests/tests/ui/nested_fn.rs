use ufunc::prelude::*;

#[ufunc]
fn outer(x: f64) -> f64 {
    fn inner(x: f64) -> f64 {
        x * x
    }
    inner(x)
}

fn main() {}
