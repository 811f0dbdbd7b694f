use ufunc::prelude::*;

use std::cell::Cell;

#[parallel]
fn of_one_thread(count: &Cell<u64>, out: &mut [f64]) {
    for i in 0..out.len() {
        count.set(count.get() + 1);
        out[i] = 1.0;
    }
}

fn main() {}
