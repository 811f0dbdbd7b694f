use ufunc::prelude::*;

#[ufunc]
fn first<T: Float, U: Float>(x: T, y: U) -> T {
    x
}

fn main() {}
