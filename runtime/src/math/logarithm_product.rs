//! x ln y and x ln(1 + y), 0 for x = 0.
//!
//! The logarithm is a sum of two doubles with relative error below 2^-56 (`logarithm_extended.rs`; for 1 + y as in
//! `logarithm_one_plus.rs`), the product with x is taken without error by a fused operation, and rounded once: below
//! 0.6 ULP, 0.8 where the result is near the subnormal ones. `f32` in `f64` with shorter polynomials.
//! Source: Dekker 1971 for the product; the rule for x = 0 is SciPy's.
//! Special cases: 0 where x = ±0 and y is not NaN; else those of the product of x and the logarithm in IEEE arithmetic:
//! NaN for NaN, y < 0 (1 + y < 0), and ±∞ · ln 1.

use super::logarithm::{ln_f32, ln_f64};
use super::logarithm_extended::{ln_pair, ln_pair_any, ln_pair_of_parts, ln_short, ln_short_of_atanh};
use super::logarithm_one_plus::{LARGE, ln_1p_f32, ln_1p_f64, split_1p};
use ufunc_macros::{lane_fn, ufunc};

/// 2^-60: below it ln(1 + y) = y − y²/2 to 2^-120.
const TINY: f64 = 8.673617379884035e-19;

/// Below this modulus the rounding errors of products may be below the least double; the factor against that.
const SCARCE: f64 = 1e-280;
const UP: f64 = 3.402823669209385e38; // 2^128
const DOWN: f64 = 2.938735877055719e-39; // 2^-128

/// x (hi + lo) for a small product, 0 included: by way of 2^128 times it.
#[lane_fn]
fn scarce_product(x: f64, hi: f64, lo: f64) -> f64 {
    let large = x * UP;
    let product = large * hi;
    let sum = product + large.mul_add(lo, large.mul_add(hi, -product));
    if product == 0.0 { product } else { sum * DOWN }
}

/// x (hi + lo), rounded once; the product of x and hi itself where that is 0 or not finite.
#[lane_fn]
fn scaled(x: f64, hi: f64, lo: f64) -> f64 {
    let product = x * hi;
    let sum = product + x.mul_add(lo, x.mul_add(hi, -product));
    let mut result = if product.abs() < f64::INFINITY { sum } else { product };
    if product.abs() < SCARCE {
        result = scarce_product(x, hi, lo);
    }
    result
}

/// x ln y where y is not both positive and normal.
#[lane_fn]
fn xlogy_special(x: f64, y: f64) -> f64 {
    let (hi, lo) = ln_pair_any(y);
    let subnormal = scaled(x, hi, lo);
    if y > 0.0 && y < f64::INFINITY { subnormal } else { x * ln_f64(y) }
}

#[lane_fn]
pub(crate) fn xlogy_f64(x: f64, y: f64) -> f64 {
    let (hi, lo) = ln_pair(y);
    let mut result = scaled(x, hi, lo);
    if !(y >= f64::MIN_POSITIVE && y < f64::INFINITY) {
        result = xlogy_special(x, y);
    }
    if x == 0.0 && !y.is_nan() { 0.0 } else { result }
}

#[lane_fn]
pub(crate) fn xlogy_f32(x: f32, y: f32) -> f32 {
    let mut result = (x as f64 * ln_short(y as f64)) as f32;
    if !(y > 0.0 && y < f32::INFINITY) {
        result = x * ln_f32(y);
    }
    if x == 0.0 && !y.is_nan() { 0.0 } else { result }
}

/// x ln(1 + y) for y outside of (−1, `LARGE`).
#[lane_fn]
fn xlog1py_far(x: f64, y: f64) -> f64 {
    let (hi, lo) = ln_pair(y);
    let large = scaled(x, hi, lo);
    if y > 1.0 && y < f64::INFINITY { large } else { x * ln_1p_f64(y) }
}

#[lane_fn]
pub(crate) fn xlog1py_f64(x: f64, y: f64) -> f64 {
    let (k, f, f_lo) = split_1p(y);
    let (ln_hi, ln_lo) = ln_pair_of_parts(k, f, f_lo);
    let tiny = y.abs() < TINY;
    let hi = if tiny { y } else { ln_hi };
    let lo = if tiny { -0.5 * y * y } else { ln_lo };
    let mut result = scaled(x, hi, lo);
    if !(y > -1.0 && y < LARGE) {
        result = xlog1py_far(x, y);
    }
    if x == 0.0 && !y.is_nan() { 0.0 } else { result }
}

#[lane_fn]
pub(crate) fn xlog1py_f32(x: f32, y: f32) -> f32 {
    let (k, f, _) = split_1p(y as f64);
    let ln = ln_short_of_atanh(k, f / (2.0 + f)).copysign(y as f64);
    let mut result = (x as f64 * ln) as f32;
    if !(y > -1.0 && y < f32::INFINITY) {
        result = x * ln_1p_f32(y);
    }
    if x == 0.0 && !y.is_nan() { 0.0 } else { result }
}

/// x ln y, and 0 where x = 0 and y is not NaN, as SciPy's `xlogy`.
///
/// Otherwise the special values are those of the product of x and ln y: NaN if an argument is NaN or y < 0.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn xlogy<T: Float>(x: T, y: T) -> T {
    if size_of::<T>() == 4 { xlogy_f32(x as f32, y as f32) as T } else { xlogy_f64(x as f64, y as f64) as T }
}

/// x ln(1 + y), accurate for small y too, and 0 where x = 0 and y is not NaN, as SciPy's `xlog1py`.
///
/// Otherwise the special values are those of the product of x and ln(1 + y): NaN if an argument is NaN or y < −1.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn xlog1py<T: Float>(x: T, y: T) -> T {
    if size_of::<T>() == 4 {
        xlog1py_f32(x as f32, y as f32) as T
    } else {
        xlog1py_f64(x as f64, y as f64) as T
    }
}
