use ufunc::prelude::*;

#[parallel]
fn histogram(keys: &[usize], counts: &mut [u64]) {
    for i in 0..keys.len() {
        counts[keys[i]] += 1;
    }
}

#[parallel]
fn permute(to: &[usize], x: &[f64], out: &mut [f64]) {
    for i in 0..to.len() {
        out[to[i]] = x[i];
    }
}

fn main() {}
