use ufunc::prelude::*;

#[ufunc]
fn sum(x: f64, y: f64) -> f64 {
    x + y
}

fn main() {
    let a = sum(1.0f32, 2.0);
    let b = sum(&[1, 2], 3.0);
    let c = sum(&["one"], 3.0);
    let d = sum(1.0);
    let mut out = vec![0.0f32];
    let e = sum::into(&[1.0], 2.0, &mut out);
    let f = sum::reduce(&[1.0]);
}
