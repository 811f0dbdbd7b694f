//! e^x − 1.
//!
//! Reduction as in `exp`: x = n ln 2 + r + tail, and with s = 2^n the value is (s − 1) + s (e^(r + tail) − 1), where
//! e^r − 1 = r + r²/2 + r³ p(r), p of degree 9 (relative error of e^r − 1 below 2^-61). The sums of s − 1, s r and
//! s r²/2 are taken without error, so that near zero, where n = 0, the value is x + x²/2 + … by itself, and only the
//! last addition rounds by much: below 0.8 ULP. `f32` in `f32` the same way.
//! Source of the method: Tang 1992 for the reduction, Muller et al. 2018, Handbook of Floating-Point Arithmetic, for
//! the sums.
//! Special cases: NaN to NaN, ±0 to ±0, +∞ to +∞, −∞ to −1.

use super::exponential::{exp_far, exp_far_f32, exp_reduce, exp_reduce_f32, power_of_two, power_of_two_f32};
use super::poly::poly9;
use ufunc_macros::{lane_fn, ufunc};

/// (e^r − 1 − r − r²/2) / r³.
const EXP_M1: [f64; 10] = [
    0.16666666666666677,
    0.04166666666666669,
    0.00833333333332144,
    0.0013888888888868864,
    0.00019841269886576024,
    2.480158735873489e-05,
    2.755724377903817e-06,
    2.755724333638504e-07,
    2.5109181324447075e-08,
    2.0924444666401244e-09,
];

/// e^(r + tail) − 1 as hi + lo for |r| ≤ 0.35.
#[lane_fn]
pub(crate) fn exp_m1_reduced(r: f64, tail: f64) -> (f64, f64) {
    let half = 0.5 * r;
    let hi = half.mul_add(r, r);
    let rest = half.mul_add(r, r - hi) + r.mul_add(tail, tail);
    (hi, (r * r * r).mul_add(poly9(r, &EXP_M1), rest))
}

/// s (1 + hi + lo) − 1 as a sum of two, with `less` = s − 1 as rounded, |s hi| ≤ |s − 1| or s = 1.
#[lane_fn]
pub(crate) fn exp_m1_scaled(hi: f64, lo: f64, s: f64, less: f64) -> (f64, f64) {
    let sum = s.mul_add(hi, less);
    (sum, s.mul_add(lo, s.mul_add(hi, less - sum)))
}

#[lane_fn]
pub(crate) fn exp_m1_f64(x: f64) -> f64 {
    let (r, tail, n) = exp_reduce(x, 0.0);
    let s = power_of_two(n);
    let less = s - 1.0;
    let (reduced, reduced_lo) = exp_m1_reduced(r, tail);
    let (hi, lo) = exp_m1_scaled(reduced, reduced_lo, s, less);
    // From 2^54 on s − 1 is rounded to s.
    let value = hi + (lo + ((s - less) - 1.0));
    let mut result = value.copysign(x);
    if !(x.abs() <= 708.0) {
        result = if x < 0.0 { -1.0 } else { exp_far(x, 1.0 + (reduced + reduced_lo), n) };
    }
    result
}

/// The same for `f32`.
const EXP_M1_32: [f32; 5] = [0.16666667, 0.04166648, 0.0083331885, 0.0013933355, 0.00019961898];

#[lane_fn]
pub(crate) fn exp_m1_reduced_f32(r: f32, tail: f32) -> (f32, f32) {
    let half = 0.5 * r;
    let hi = half.mul_add(r, r);
    let rest = half.mul_add(r, r - hi) + r.mul_add(tail, tail);
    let z = r * r;
    let p = z.mul_add(r.mul_add(EXP_M1_32[3], EXP_M1_32[2]), r.mul_add(EXP_M1_32[1], EXP_M1_32[0]));
    (hi, (z * r).mul_add((z * z).mul_add(EXP_M1_32[4], p), rest))
}

#[lane_fn]
pub(crate) fn exp_m1_scaled_f32(hi: f32, lo: f32, s: f32, less: f32) -> (f32, f32) {
    let sum = s.mul_add(hi, less);
    (sum, s.mul_add(lo, s.mul_add(hi, less - sum)))
}

#[lane_fn]
pub(crate) fn exp_m1_f32(x: f32) -> f32 {
    let (r, tail, n) = exp_reduce_f32(x, 0.0);
    let s = power_of_two_f32(n);
    let less = s - 1.0;
    let (reduced, reduced_lo) = exp_m1_reduced_f32(r, tail);
    let (hi, lo) = exp_m1_scaled_f32(reduced, reduced_lo, s, less);
    let value = hi + (lo + ((s - less) - 1.0));
    let mut result = value.copysign(x);
    if !(x.abs() <= 87.0) {
        result = if x < 0.0 { -1.0 } else { exp_far_f32(x, 1.0 + (reduced + reduced_lo), n) };
    }
    result
}

/// e^x − 1, accurate near zero, as [`f64::exp_m1`].
///
/// NaN gives NaN, ±0 gives ±0, +∞ gives +∞, −∞ gives −1.
/// Largest error: see [`TABLE`](super::table::TABLE). IEEE 754-2019, 9.2, `expm1`.
#[ufunc]
pub fn exp_m1<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { exp_m1_f32(x as f32) as T } else { exp_m1_f64(x as f64) as T }
}
