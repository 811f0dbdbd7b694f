use ufunc::prelude::*;

#[ufunc]
fn bump(x: &mut f64) -> f64 {
    *x += 1.0;
    *x
}

fn main() {}
