use ufunc::prelude::*;

#[parallel]
fn first(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[0] = x[i];
    }
}

#[parallel]
fn any(x: &[f64], found: &mut bool) {
    for i in 0..x.len() {
        if x[i].is_nan() {
            *found = true;
        }
    }
}

fn main() {}
