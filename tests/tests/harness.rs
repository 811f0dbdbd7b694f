//! The harness itself: it must notice what is wrong.

use std::ops::Range;
use std::panic::catch_unwind;

use ufunc::Options;
use ufunc_tests::{Case, LARGE, Tolerance};

fn fails(run: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    catch_unwind(run).is_err()
}

/// A "kernel" that is right but for what `spoil` does to its results.
fn check(spoil: fn(&Options, &Range<usize>, &mut [f64]), tolerance: Tolerance) {
    Case {
        name: "spoilt",
        tolerance,
        plain: &|at: usize| at as f64,
        scalar: &|at: usize| at as f64,
        array: &|options: &Options, range: Range<usize>| {
            let mut results: Vec<f64> = range.clone().map(|at| at as f64).collect();
            spoil(options, &range, &mut results);
            results
        },
    }
    .run();
}

#[test]
fn what_is_right_passes() {
    check(|_, _, _| (), Tolerance::EXACT);
}

#[test]
fn a_wrong_element_is_found() {
    let last = |_: &Options, range: &Range<usize>, results: &mut [f64]| {
        if range.end == LARGE {
            results[range.len() - 1] += 1e-11;
        }
    };
    assert!(fails(|| check(last, Tolerance::EXACT)));
    assert!(fails(|| check(last, Tolerance::ulps(0))));
    check(last, Tolerance::ulps(1));
}

#[test]
fn a_lost_sign_of_zero_is_found() {
    assert!(fails(|| check(
        |_, range, results| if range.start == 0 && !range.is_empty() {
            results[0] = -0.0
        },
        Tolerance::EXACT
    )));
}

#[test]
fn a_run_that_differs_from_the_others_is_found() {
    let in_parallel = |options: &Options, range: &Range<usize>, results: &mut [f64]| {
        if range.len() == LARGE
            && *options != Options::new().threads(1)
            && format!("{options:?}").contains("5")
        {
            results[LARGE / 2] += 1e-9;
        }
    };
    assert!(fails(|| check(in_parallel, Tolerance::ulps(1_000_000))));
}

#[test]
fn a_wrong_tail_is_found() {
    let tail = |_: &Options, range: &Range<usize>, results: &mut [f64]| {
        if range.len() == 17 {
            results[16] = 0.5;
        }
    };
    assert!(fails(|| check(tail, Tolerance::ulps(1_000_000))));
}
