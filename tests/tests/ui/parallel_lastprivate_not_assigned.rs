use ufunc::prelude::*;

#[parallel(lastprivate(x))]
fn not_assigned(out: &mut [f64]) -> f64 {
    let x = 0.0;
    for i in 0..out.len() {
        out[i] = x;
    }
    x
}

fn main() {}
