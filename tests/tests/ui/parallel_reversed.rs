use ufunc::prelude::*;

#[parallel]
fn mirror(x: &mut [f64]) {
    let n = x.len();
    for i in 0..n / 2 {
        x.swap(i, n - 1 - i);
    }
}

#[parallel]
fn mirror_by_hand(x: &mut [f64]) {
    let n = x.len();
    for i in 0..n / 2 {
        let low = x[i];
        x[i] = x[n - 1 - i];
        x[n - 1 - i] = low;
    }
}

fn main() {}
