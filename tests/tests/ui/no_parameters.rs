use ufunc::prelude::*;

#[ufunc]
fn answer() -> i32 {
    42
}

fn main() {}
