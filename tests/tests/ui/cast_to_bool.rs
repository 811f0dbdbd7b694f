use ufunc::prelude::*;

#[ufunc]
fn truthy(n: i32) -> bool {
    n as bool
}

fn main() {}
