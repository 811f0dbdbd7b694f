use ufunc::prelude::*;

#[ufunc]
fn twice<T>(x: T) -> T
where
    T: Float + PartialOrd<f64>,
{
    x + x
}

fn main() {}
