//! The floating-point numbers next to one.
//!
//! The bits of positive floats, taken as integers, are in the floats' order, +∞ after the greatest of them: the
//! neighbour further from zero is the next integer, the one nearer to zero the integer before.
//! Sources: IEEE 754-2019, 5.3.1 (nextUp, nextDown); C99 F.9.8.3; NumPy for `spacing`.

use ufunc_macros::ufunc;

/// The least number above x, as [`f64::next_up`].
///
/// −∞ gives the least finite number, ±0 the least positive one; +∞ and NaN give themselves.
#[ufunc]
pub fn next_up<T: Float>(x: T) -> T {
    let bits = x.to_bits();
    let moved = if x > 0.0 { bits.wrapping_add(1) } else { bits.wrapping_sub(1) };
    let above = if x == 0.0 { T::from_bits(1) } else { T::from_bits(moved) };
    if x < T::INFINITY { above } else { x }
}

/// The greatest number below x, as [`f64::next_down`].
///
/// +∞ gives the greatest finite number, ±0 the greatest negative one; −∞ and NaN give themselves.
#[ufunc]
pub fn next_down<T: Float>(x: T) -> T {
    let bits = x.to_bits();
    let moved = if x > 0.0 { bits.wrapping_sub(1) } else { bits.wrapping_add(1) };
    let below = if x == 0.0 { -T::from_bits(1) } else { T::from_bits(moved) };
    if x > T::NEG_INFINITY { below } else { x }
}

/// The number next to x on the way to y, as C's `nextafter`.
///
/// x = y gives y (so nextafter(+0, −0) is −0); NaN in either argument gives NaN.
#[ufunc]
pub fn nextafter<T: Float>(x: T, y: T) -> T {
    let bits = x.to_bits();
    let outward = (x < y) == (x > 0.0);
    let moved = if outward { bits.wrapping_add(1) } else { bits.wrapping_sub(1) };
    let least = T::from_bits(1);
    let next = if x == 0.0 { least.copysign(y) } else { T::from_bits(moved) };
    let towards = if x == y { y } else { next };
    if x.is_nan() || y.is_nan() { x + y } else { towards }
}

/// The distance from x to its neighbour further from zero, with the sign of x, as NumPy's `spacing`.
///
/// For ±0 the least positive number; for the greatest finite number ∞ with its sign; for ±∞ and NaN, NaN.
#[ufunc]
pub fn spacing<T: Float>(x: T) -> T {
    let outer = T::from_bits(x.to_bits().wrapping_add(1));
    let difference = if x == 0.0 { T::from_bits(1) } else { outer - x };
    if x.is_finite() { difference } else { T::NAN }
}
