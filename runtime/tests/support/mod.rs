//! Kernels for the tests of calls.
#![allow(dead_code, reason = "each test uses some of them")]

use ufunc::prelude::*;
use ufunc::{Level, Options, Schedule};

/// `x + y`.
#[ufunc(reduce, identity = 0.0)]
pub(crate) fn add(x: f64, y: f64) -> f64 {
    x + y
}

/// Many operations on `x` and `y`, which show every difference in the bits.
#[ufunc]
pub(crate) fn busy(x: f64, y: f64) -> f64 {
    let mut z = x;
    for _ in 0..50 {
        z = z.mul_add(y, x).sqrt() + y;
        z /= x + z;
    }
    z
}

/// The scalar function that `busy` was.
pub(crate) fn busy_scalar(x: f64, y: f64) -> f64 {
    let mut z = x;
    for _ in 0..50 {
        z = z.mul_add(y, x).sqrt() + y;
        z /= x + z;
    }
    z
}

/// `x - 2 y + 3 z`, of three types; and whether `x < y`.
#[ufunc]
pub(crate) fn mixed(x: f64, y: i32, z: f32) -> (f64, bool) {
    (x - 2.0 * y as f64 + 3.0 * z as f64, x < y as f64)
}

/// The scalar function that `mixed` was.
pub(crate) fn mixed_scalar(x: f64, y: i32, z: f32) -> (f64, bool) {
    (x - 2.0 * f64::from(y) + 3.0 * f64::from(z), x < f64::from(y))
}

/// `x / y` of integers.
#[ufunc]
pub(crate) fn quotient(x: i32, y: i32) -> i32 {
    x / y
}

/// `!x`.
#[ufunc]
pub(crate) fn negate(x: bool) -> bool {
    !x
}

/// `x y + x`, of either float.
#[ufunc]
pub(crate) fn generic<T: Float>(x: T, y: T) -> T {
    x * y + x
}

/// `x + y` of integers, which panics when it overflows.
#[ufunc(reduce, identity = 0)]
pub(crate) fn checked(x: i32, y: i32) -> i32 {
    x + y
}

/// Settings for every instruction set, 1, 2 and 5 threads and every schedule, for calls of any length.
pub(crate) fn all_options() -> Vec<Options> {
    let schedules = [
        Schedule::STATIC,
        Schedule::STATIC.with_chunk(100),
        Schedule::DYNAMIC,
        Schedule::DYNAMIC.with_chunk(1),
        Schedule::GUIDED,
        Schedule::Auto,
        Schedule::Runtime,
    ];
    let mut all = Vec::new();
    for level in Level::available() {
        for threads in [1, 2, 5] {
            for schedule in schedules {
                let options = Options::new().max_simd(level).min_parallel_len(0);
                all.push(options.threads(threads).schedule(schedule));
            }
        }
    }
    all
}
