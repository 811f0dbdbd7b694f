//! `a + b` against the loop that a person would write.
#![allow(missing_docs, reason = "a bench")]

use std::cell::RefCell;
use std::hint::black_box;

use ufunc::Options;
use ufunc_benches::{Clock, Goal, MEBI, Session, Way, angles, probabilities};

use ufunc::prelude::ufunc;

/// The sum.
#[ufunc]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn add_loop(a: &[f64], b: &[f64], sum: &mut [f64]) {
    for ((sum, a), b) in sum.iter_mut().zip(a).zip(b) {
        *sum = a + b;
    }
}

fn main() {
    let mut session = Session::from_arguments();
    let len = session.len(MEBI);
    let (a, b) = (angles(len), probabilities(len));
    let (mut by_loop, mut by_lanes) = (vec![0.0; len], vec![0.0; len]);
    let one = Options::new().threads(1);
    add_loop(&a, &b, &mut by_loop);
    add::into_with(&one, &a, &b, &mut by_lanes).expect("one shape");
    assert!(by_loop == by_lanes, "add: lanes and loop differ");
    // Both write to the same memory: how it is aligned is not what is compared.
    let sum = RefCell::new(by_lanes);
    session.ratio(
        "add/slice-loop",
        Goal::AtLeast(0.95),
        Clock::ONE_THREAD,
        [
            Way::new("loop", || add_loop(black_box(&a), black_box(&b), &mut sum.borrow_mut())),
            Way::new("ufunc", || {
                add::into_with(&one, &a, &b, &mut sum.borrow_mut()[..]).expect("one shape");
            }),
        ],
    );
}
