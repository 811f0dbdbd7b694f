use ufunc::prelude::*;

#[ufunc]
struct Table {
    values: [f64; 3],
}

fn main() {}
