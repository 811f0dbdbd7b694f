use ufunc::prelude::*;

#[ufunc]
fn name(x: f64) -> f64 {
    let unit = "metres";
    let letter = 'c';
    let byte = b'x';
    x
}

fn main() {}
