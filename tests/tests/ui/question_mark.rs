use ufunc::prelude::*;

#[ufunc]
fn careful(x: f64) -> f64 {
    let y = checked(x)?;
    y + 1.0
}

fn checked(x: f64) -> Option<f64> {
    Some(x)
}

fn main() {}
