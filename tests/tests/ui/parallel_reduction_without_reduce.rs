use ufunc::prelude::*;

#[derive(Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
}

#[parallel(reduction(Range: range))]
fn without_reduce(x: &[f64]) -> (f64, f64) {
    let mut range = Range { low: f64::INFINITY, high: f64::NEG_INFINITY };
    for i in 0..x.len() {
        range = Range { low: range.low.min(x[i]), high: range.high.max(x[i]) };
    }
    (range.low, range.high)
}

fn main() {}
