//! The logarithm of the odds, logit p = ln(p / (1 − p)).
//!
//! k ln 2 + 2 atanh s with s = (p − 2^k q) / (p + 2^k q), q = 1 − p as a sum of two doubles and 2^k the power of two
//! that the bits of p and q give, |s| ≤ 0.2004. For k = 0, p in [0.39, 0.61], s = 2p − 1 without error, so that nothing
//! cancels near ½. The last addition is the only rounding of weight: below 0.6 ULP. Below 2^-100, ln p.
//! `f32` in `f32` the same way, with sums of two floats.
//! Sources: DLMF 4.37.24 (logit p = 2 atanh(2p − 1)); Dekker 1971; Mitchell 1962 for a logarithm from the bits.
//! Special cases: ±0 to −∞, 1 to +∞, NaN and numbers outside of [0, 1] to NaN.

use super::inverse_hyperbolic::{ln_of_quotient_f32, nearest_ratio, nearest_ratio_f32};
use super::logarithm::{ln_f32, ln_f64};
use super::logarithm_extended::ln_of_quotient;
use ufunc_macros::{lane_fn, ufunc};

/// 2^-100: below it ln(1 − p) is far below the last place of ln p.
const SMALL: f64 = 7.888609052210118e-31;

/// logit p outside of (`SMALL`, 1).
#[lane_fn]
fn logit_special(p: f64) -> f64 {
    let small = ln_f64(p);
    let real = if p == 1.0 { f64::INFINITY } else { small };
    if p > 1.0 { f64::NAN } else { real }
}

#[lane_fn]
pub(crate) fn logit_f64(p: f64) -> f64 {
    let q = 1.0 - p;
    let (power, k) = nearest_ratio(p, q);
    let near = power == 1.0;
    let scaled = power * q;
    let scaled_lo = power * ((1.0 - q) - p);
    let sum = p + scaled;
    // Without error, or with one of 2^-54 of the sum.
    let sum_lo = scaled - (sum - p);
    let n = if near { (p + p) - 1.0 } else { p - scaled };
    let n_lo = if near { 0.0 } else { -scaled_lo };
    let half_d = if near { 0.5 } else { 0.5 * sum };
    let d_lo = if near { 0.0 } else { sum_lo + scaled_lo };
    let mut result = ln_of_quotient(k, n, n_lo, half_d, d_lo, 1.0 / half_d);
    if !(p > SMALL && p < 1.0) {
        result = logit_special(p);
    }
    result
}

/// The same for `f32`. 2^-60: below it ln(1 − p) is far below the last place of ln p.
const SMALL_32: f32 = 8.6736174e-19;

/// logit p outside of (`SMALL_32`, 1).
#[lane_fn]
fn logit_special_f32(p: f32) -> f32 {
    let small = ln_f32(p);
    let real = if p == 1.0 { f32::INFINITY } else { small };
    if p > 1.0 { f32::NAN } else { real }
}

#[lane_fn]
pub(crate) fn logit_f32(p: f32) -> f32 {
    let q = 1.0 - p;
    let (power, k) = nearest_ratio_f32(p, q);
    let near = power == 1.0;
    let scaled = power * q;
    let scaled_lo = power * ((1.0 - q) - p);
    let sum = p + scaled;
    let sum_lo = scaled - (sum - p);
    let n = if near { (p + p) - 1.0 } else { p - scaled };
    let n_lo = if near { 0.0 } else { -scaled_lo };
    let half_d = if near { 0.5 } else { 0.5 * sum };
    let d_lo = if near { 0.0 } else { sum_lo + scaled_lo };
    let mut result = ln_of_quotient_f32(k, n, n_lo, half_d, d_lo, 1.0 / half_d);
    if !(p > SMALL_32 && p < 1.0) {
        result = logit_special_f32(p);
    }
    result
}

/// The logarithm of the odds, ln(p / (1 − p)), the inverse of the logistic function; as SciPy's `logit`.
///
/// NaN and numbers outside of [0, 1] give NaN, ±0 gives −∞, 1 gives +∞.
/// Largest error: see [`TABLE`](super::table::TABLE). Source: DLMF 4.37.24.
#[ufunc]
pub fn logit<T: Float>(p: T) -> T {
    if size_of::<T>() == 4 { logit_f32(p as f32) as T } else { logit_f64(p as f64) as T }
}
