//! Radians to degrees and back.
//!
//! The factor is a sum of two doubles, hi + lo with hi rounded down so that no sign of zero is lost, and x · (hi + lo) is
//! rounded once by FMA: correctly but for cases within 2^-50 of a tie. Small arguments, whose x · lo would not be exact,
//! are scaled up, and the product is rounded once more, by its residue, to where it belongs.
//! `f32` in `f64`. Special cases: NaN to NaN, ±0 to ±0, ±∞ to ±∞; large radians overflow.

use ufunc_macros::{lane_fn, ufunc};

/// 180/π and π/180: 53 bits, rounded down, and the 53 bits after them.
const DEGREES: f64 = 57.295779513082316;
const DEGREES_LO: f64 = 5.117577790543373e-15;
const RADIANS: f64 = 0.017453292519943295;
const RADIANS_LO: f64 = 2.9486522708701687e-19;
/// 2^-900, 2^200 and 2^-200.
pub(crate) const SMALL: f64 = 1.1830521861667747e-271;
const UP: f64 = 1.6069380442589903e60;
const DOWN: f64 = 6.223015277861142e-61;

/// x · (hi + lo) for |x| < `SMALL`.
#[lane_fn]
pub(crate) fn times_small(x: f64, hi: f64, lo: f64) -> f64 {
    let scaled = x * UP;
    let product = scaled * hi;
    let product_lo = scaled.mul_add(lo, scaled.mul_add(hi, -product));
    let y = product * DOWN;
    let lost = y.mul_add(-UP, product) + product_lo;
    if x == 0.0 { x } else { lost.mul_add(DOWN, y) }
}

/// x · (hi + lo), rounded once.
#[lane_fn]
fn times(x: f64, hi: f64, lo: f64) -> f64 {
    let mut result = x.mul_add(hi, x * lo);
    if x.abs() < SMALL {
        result = times_small(x, hi, lo);
    }
    result
}

/// An angle of x radians in degrees, as [`f64::to_degrees`].
///
/// NaN gives NaN, ±0 and ±∞ themselves; above 3.14e306 (`f32`: 5.94e36) it is infinite.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn degrees<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { (x as f64 * DEGREES) as T } else { times(x as f64, DEGREES, DEGREES_LO) as T }
}

/// An angle of x degrees in radians, as [`f64::to_radians`].
///
/// NaN gives NaN, ±0 and ±∞ themselves; results may be subnormal.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn radians<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { (x as f64 * RADIANS) as T } else { times(x as f64, RADIANS, RADIANS_LO) as T }
}
