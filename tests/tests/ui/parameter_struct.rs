use ufunc::prelude::*;

struct Point {
    x: f64,
    y: f64,
}

#[ufunc]
fn length(p: Point) -> f64 {
    (p.x * p.x + p.y * p.y).sqrt()
}

fn main() {}
