//! Nearest integers: exact, and infinities, NaN and the sign of zero pass through.
//!
//! One or a few instructions each. Source: IEEE 754-2019, 5.3.1 (roundToIntegral).

use ufunc_macros::ufunc;

/// The greatest integer that is not above x, as [`f64::floor`].
#[ufunc]
pub fn floor<T: Float>(x: T) -> T {
    x.floor()
}

/// The least integer that is not below x, as [`f64::ceil`]; from (−1, 0) it is −0.
#[ufunc]
pub fn ceil<T: Float>(x: T) -> T {
    x.ceil()
}

/// The integer part of x, as [`f64::trunc`]; a zero keeps the sign of x.
#[ufunc]
pub fn trunc<T: Float>(x: T) -> T {
    x.trunc()
}

/// The nearest integer, of two equally near the even one, as C's and NumPy's `rint` and [`f64::round_ties_even`].
#[ufunc]
pub fn rint<T: Float>(x: T) -> T {
    x.round_ties_even()
}

/// The nearest integer, of two equally near the one further from zero, as [`f64::round`].
///
/// NumPy's `round` is [`rint`](fn@rint).
#[ufunc]
pub fn round<T: Float>(x: T) -> T {
    x.round()
}

/// The fractional part x − trunc(x), with the sign of x, as [`f64::fract`]; NaN for ±∞.
///
/// Of a whole number it is +0, as in Rust; [`modf`](fn@super::modf) has the sign of x there too.
#[ufunc]
pub fn fract<T: Float>(x: T) -> T {
    x.fract()
}
