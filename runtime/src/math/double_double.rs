//! Sums of two doubles: arithmetic with about 106 bits, of which the functions use what they need.
//!
//! Sources: Dekker 1971; Knuth 1969 for the sum of two; Joldes, Muller and Popescu 2017 for products, quotients and their
//! bounds. A pair is `(hi, lo)` with hi the nearest double of hi + lo.

use ufunc_macros::lane_fn;

/// a + b without error, for |a| ≥ |b| or a = 0.
#[lane_fn]
pub(crate) fn quick_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// a + b without error.
#[lane_fn]
pub(crate) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let taken = sum - a;
    (sum, (a - (sum - taken)) + (b - taken))
}

/// a · b without error.
#[lane_fn]
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, a.mul_add(b, -product))
}

/// a + b, to 2^-105 where both have one sign.
#[lane_fn]
pub(crate) fn add(a_hi: f64, a_lo: f64, b_hi: f64, b_lo: f64) -> (f64, f64) {
    let (sum, rest) = two_sum(a_hi, b_hi);
    quick_two_sum(sum, rest + (a_lo + b_lo))
}

/// a · b, to 2^-104.
#[lane_fn]
pub(crate) fn multiply(a_hi: f64, a_lo: f64, b_hi: f64, b_lo: f64) -> (f64, f64) {
    let product = a_hi * b_hi;
    let rest = a_hi.mul_add(b_hi, -product) + a_hi.mul_add(b_lo, a_lo * b_hi);
    quick_two_sum(product, rest)
}
