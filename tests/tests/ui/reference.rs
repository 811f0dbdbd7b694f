use ufunc::prelude::*;

#[ufunc]
fn deref(x: f64) -> f64 {
    let r = &x;
    let s = &mut 3.0;
    *r + *s
}

fn main() {}
