use ufunc::prelude::*;

#[ufunc]
fn read<'a>(x: &'a f64) -> f64 {
    *x
}

fn main() {}
