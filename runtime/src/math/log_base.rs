//! The logarithm to any base, ln x / ln base.
//!
//! Both logarithms are sums of two doubles with relative error below 2^-56 (`logarithm_extended.rs`), and the
//! quotient is corrected by its remainder: below 0.7 ULP, so that exact results (of 8 to base 2, of 1000 to base 10)
//! come out exactly. `f32` in `f64` with shorter polynomials.
//! Source: Dekker 1971 for the quotient.
//! Special cases are those of the quotient of the two logarithms in IEEE arithmetic: NaN where either is NaN (arguments
//! below 0) or both are 0 (1 to base 1) or infinite (0 or +∞ to base 0 or +∞); base 1 gives −∞ for x < 1 and +∞ for
//! x > 1, bases 0 and +∞ give zeros.

use super::logarithm::{ln_f32, ln_f64};
use super::logarithm_extended::{ln_pair, ln_pair_any, ln_short};
use ufunc_macros::{lane_fn, ufunc};

/// The quotient of two sums of two doubles, rounded once by much.
#[lane_fn]
fn quotient(x_hi: f64, x_lo: f64, base_hi: f64, base_lo: f64) -> f64 {
    let inverse = 1.0 / base_hi;
    let quotient = x_hi * inverse;
    let rest = quotient.mul_add(-base_hi, x_hi) + quotient.mul_add(-base_lo, x_lo);
    rest.mul_add(inverse, quotient)
}

/// log x where an argument is not both positive and normal, or is 1.
#[lane_fn]
fn log_special(x: f64, base: f64) -> f64 {
    let (x_hi, x_lo) = ln_pair_any(x);
    let (base_hi, base_lo) = ln_pair_any(base);
    let ordinary = quotient(x_hi, x_lo, base_hi, base_lo);
    let x_ordinary = x > 0.0 && x < f64::INFINITY && x != 1.0;
    let base_ordinary = base > 0.0 && base < f64::INFINITY && base != 1.0;
    if x_ordinary && base_ordinary { ordinary } else { ln_f64(x) / ln_f64(base) }
}

#[lane_fn]
pub(crate) fn log_f64(x: f64, base: f64) -> f64 {
    let (x_hi, x_lo) = ln_pair(x);
    let (base_hi, base_lo) = ln_pair(base);
    let mut result = quotient(x_hi, x_lo, base_hi, base_lo);
    let x_ordinary = x >= f64::MIN_POSITIVE && x < f64::INFINITY && x != 1.0;
    if !(x_ordinary && base >= f64::MIN_POSITIVE && base < f64::INFINITY && base != 1.0) {
        result = log_special(x, base);
    }
    result
}

#[lane_fn]
pub(crate) fn log_f32(x: f32, base: f32) -> f32 {
    let mut result = (ln_short(x as f64) / ln_short(base as f64)) as f32;
    if !(x > 0.0 && x < f32::INFINITY && base > 0.0 && base < f32::INFINITY) {
        result = ln_f32(x) / ln_f32(base);
    }
    result
}

/// The logarithm of x to the base `base`, ln x / ln base, as [`f64::log`]; correct to the bit where the result is exact.
///
/// Special values are those of the quotient of the two logarithms: NaN if an argument is NaN or negative, if both are 1,
/// and if both are 0 or +∞; base 1 gives −∞ for x < 1 and +∞ for x > 1; bases 0 and +∞ give zeros for other x.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn log<T: Float>(x: T, base: T) -> T {
    if size_of::<T>() == 4 {
        log_f32(x as f32, base as f32) as T
    } else {
        log_f64(x as f64, base as f64) as T
    }
}
