use ufunc::prelude::*;

#[ufunc]
fn later(x: f64) -> f64 {
    let y = compute(x).await;
    y
}

async fn compute(x: f64) -> f64 {
    x
}

fn main() {}
