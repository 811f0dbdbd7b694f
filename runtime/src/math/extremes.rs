//! Signs, comparisons and selections: no result but that of `fdim` is ever rounded.
//!
//! Two arguments that compare equal differ in no bit unless they are zeros, so that "and" of their bits gives +0 of
//! zeros of different signs, and "or" gives −0.
//! Sources: IEEE 754-2019, 9.6 (minimum, maximum, minimumNumber, maximumNumber); C99 F.9.9 for `fdim`; NumPy for
//! `heaviside` and `sign`.

use ufunc_macros::ufunc;

/// The magnitude of x with the sign of y, as [`f64::copysign`]; NaN keeps its payload and takes the sign too.
#[ufunc]
pub fn copysign<T: Float>(x: T, y: T) -> T {
    x.copysign(y)
}

/// The positive difference: x − y where x > y, else +0, as C's `fdim`.
///
/// NaN in either argument gives NaN; the difference may overflow to +∞, and is rounded once.
#[ufunc]
pub fn fdim<T: Float>(x: T, y: T) -> T {
    if x <= y { 0.0 } else { x - y }
}

/// The greater of x and y; of a number and a NaN the number, as C's `fmax` and IEEE 754's maximumNumber.
///
/// fmax(+0, −0) and fmax(−0, +0) are +0. NaN only where both are NaN.
#[ufunc]
pub fn fmax<T: Float>(x: T, y: T) -> T {
    let greater = if x > y || y.is_nan() { x } else { y };
    if x == y { T::from_bits(x.to_bits() & y.to_bits()) } else { greater }
}

/// The lesser of x and y; of a number and a NaN the number, as C's `fmin` and IEEE 754's minimumNumber.
///
/// fmin(+0, −0) and fmin(−0, +0) are −0. NaN only where both are NaN.
#[ufunc]
pub fn fmin<T: Float>(x: T, y: T) -> T {
    let lesser = if x < y || y.is_nan() { x } else { y };
    if x == y { T::from_bits(x.to_bits() | y.to_bits()) } else { lesser }
}

/// The greater of x and y, NaN where either is NaN, as NumPy's `maximum` and IEEE 754's.
///
/// maximum(+0, −0) and maximum(−0, +0) are +0.
#[ufunc]
pub(crate) fn maximum<T: Float>(x: T, y: T) -> T {
    let greater = if x > y || x.is_nan() { x } else { y };
    if x == y { T::from_bits(x.to_bits() & y.to_bits()) } else { greater }
}

/// The lesser of x and y, NaN where either is NaN, as NumPy's `minimum` and IEEE 754's.
///
/// minimum(+0, −0) and minimum(−0, +0) are −0.
#[ufunc]
pub(crate) fn minimum<T: Float>(x: T, y: T) -> T {
    let lesser = if x < y || x.is_nan() { x } else { y };
    if x == y { T::from_bits(x.to_bits() | y.to_bits()) } else { lesser }
}

/// Heaviside's step: 0 for x < 0, h0 for x = ±0, 1 for x > 0, as NumPy's `heaviside`; NaN gives NaN.
#[ufunc]
pub fn heaviside<T: Float>(x: T, h0: T) -> T {
    let side = if x > 0.0 { 1.0 } else { 0.0 };
    let step = if x == 0.0 { h0 } else { side };
    if x.is_nan() { x } else { step }
}

/// The sign: −1 for x < 0, +0 for x = ±0, 1 for x > 0, as NumPy's `sign`; NaN gives NaN.
///
/// Unlike [`f64::signum`], which has no zero.
#[ufunc]
pub(crate) fn sign<T: Float>(x: T) -> T {
    let one: T = 1.0;
    let side = if x == 0.0 { 0.0 } else { one.copysign(x) };
    if x.is_nan() { x } else { side }
}
