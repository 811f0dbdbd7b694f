use ufunc::prelude::*;

#[parallel]
fn total(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum
}

#[parallel]
fn largest(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for i in 0..x.len() {
        largest = largest.max(x[i]);
    }
    largest
}

#[parallel]
fn last(x: &[f64]) -> f64 {
    let mut last = 0.0;
    for i in 0..x.len() {
        last = x[i];
    }
    last
}

#[parallel]
fn count(x: &[f64], out: &mut [f64]) {
    let mut found = 0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            out[found] = x[i];
            found += 1;
        }
    }
}

fn main() {}
