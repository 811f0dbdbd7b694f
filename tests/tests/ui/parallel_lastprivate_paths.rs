use ufunc::prelude::*;

#[parallel(lastprivate(place))]
fn under_a_condition(x: &[f64]) -> usize {
    let mut place: usize = 0;
    for i in 0..x.len() {
        if x[i] > 0.5 {
            place = i;
        }
    }
    place
}

#[parallel(lastprivate(last))]
fn read_first(x: &[f64]) -> f64 {
    let mut last: f64 = 0.0;
    for i in 0..x.len() {
        let before = last;
        last = before + x[i];
    }
    last
}

#[parallel(lastprivate(last))]
fn added_to(x: &[f64]) -> f64 {
    let mut last: f64 = 0.0;
    for i in 0..x.len() {
        last += x[i];
    }
    last
}

#[parallel(lastprivate(last))]
fn skipped(x: &[f64]) -> f64 {
    let mut last: f64 = 0.0;
    for i in 0..x.len() {
        if x[i] < 0.5 {
            continue;
        }
        last = x[i];
    }
    last
}

#[parallel(lastprivate(last))]
fn in_a_loop_that_may_not_run(x: &[f64]) -> f64 {
    let mut last: f64 = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            last = x[j];
        }
    }
    last
}

#[parallel(lastprivate(seen))]
fn grown(x: &[f64]) -> Vec<f64> {
    let mut seen = Vec::new();
    for i in 0..x.len() {
        seen.push(x[i]);
    }
    seen
}

fn main() {}
