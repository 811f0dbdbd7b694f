use ufunc::prelude::*;

#[ufunc]
fn twice<T: Copy>(x: T) -> T {
    x
}

fn main() {}
