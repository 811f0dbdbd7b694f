use ufunc::prelude::*;

#[ufunc]
fn everything(x: f64, name: String) -> f64 {
    let f = |y: f64| y;
    for i in [1, 2, 3] {
        println!("{i}");
    }
    let z = x.wiggle();
    'a: while z > 0.0 {
        break 'b;
    }
    unsafe { x }
}

fn main() {}
