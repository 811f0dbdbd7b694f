use ufunc::prelude::*;

#[ufunc]
fn unchecked(x: f64) -> i32 {
    unsafe { x.to_int_unchecked() }
}

fn main() {}
