//! Kernels that call functions of others: their panics, and calls within calls.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};

use ufunc::Options;
use ufunc::prelude::*;

#[derive(Debug, PartialEq)]
struct Own(i32);

fn refuse_negative(x: f64) -> f64 {
    assert!(x >= 0.0, "{x} is negative");
    x + 1.0
}

fn throw(x: f64) -> f64 {
    if x == 3.0 { panic_any(Own(17)) } else { x }
}

/// A parallel call for every element, on as many threads as it wants.
fn inner_sum(x: f64) -> f64 {
    let xs: Vec<f64> = (0..1000).map(|i| x + f64::from(i)).collect();
    let options = Options::new().threads(3).min_parallel_len(0);
    plus_one::call_with(&options, &xs).iter().sum()
}

#[ufunc]
fn plus_one(x: f64) -> f64 {
    x + 1.0
}

#[ufunc]
fn guarded(x: f64) -> f64 {
    scalar!(refuse_negative(x))
}

#[ufunc]
fn throwing(x: f64) -> f64 {
    scalar!(throw(x))
}

#[ufunc]
fn nested(x: f64) -> f64 {
    scalar!(inner_sum(x))
}

fn options() -> Options {
    Options::new().threads(3).min_parallel_len(0)
}

#[test]
fn a_foreign_message_is_told_with_its_index() {
    let mut xs = vec![1.0; 10_000];
    xs[5000] = -2.0;
    xs[7000] = -3.0;
    let payload = catch_unwind(|| guarded::call_with(&options(), &xs)).unwrap_err();
    let message = payload.downcast_ref::<String>().unwrap();
    assert_eq!(message, "-2 is negative in ufunc `guarded` at index 5000");
    let payload = catch_unwind(|| guarded(-1.0)).unwrap_err();
    assert_eq!(payload.downcast_ref::<String>().unwrap(), "-1 is negative in ufunc `guarded`");
    assert_eq!(guarded::call_with(&options(), vec![1.0; 10_000]), vec![2.0; 10_000]);
}

#[test]
fn a_foreign_payload_is_passed_on() {
    let xs: Vec<f64> = (0..1000).map(f64::from).collect();
    let payload = catch_unwind(AssertUnwindSafe(|| throwing::call_with(&options(), &xs))).unwrap_err();
    assert_eq!(payload.downcast_ref::<Own>(), Some(&Own(17)));
}

#[test]
fn calls_within_calls_run() {
    let xs: Vec<f64> = (0..500).map(f64::from).collect();
    let expected: Vec<f64> = xs.iter().map(|x| 1000.0 * (x + 1.0) + 499_500.0).collect();
    assert_eq!(nested::call_with(&options(), &xs), expected);
    let pool = rayon_core::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    let own = Options::new().min_parallel_len(0);
    assert_eq!(ufunc::with_pool(&pool, || nested::call_with(&own, &xs)), expected);
}
