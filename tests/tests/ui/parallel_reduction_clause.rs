use ufunc::prelude::*;

#[parallel(reduction(+: total))]
fn over_nothing(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum
}

#[parallel(reduction(+: sum))]
fn another_operator(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum *= x[i];
    }
    sum
}

#[parallel(reduction(+: sum))]
fn read_in_between(x: &[f64], out: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
        out[i] = sum;
    }
    sum
}

#[parallel(reduction(sum))]
fn no_operator(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum
}

#[parallel(reduction(+: sum), reduction(max: sum))]
fn twice(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum
}

fn main() {}
