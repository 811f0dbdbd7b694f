use ufunc::prelude::*;

fn plain(x: f64) -> f64 {
    x + 1.0
}

#[ufunc]
fn caller(x: f64) -> f64 {
    plain(x) + missing(x)
}

fn main() {}
