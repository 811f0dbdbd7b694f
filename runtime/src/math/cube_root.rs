//! The cube root.
//!
//! y ≈ 1/∛x without a division: its bits are a constant less a third of those of |x|, that third taken in a double whose
//! low bits hold an integer; then e = 1 − |x| y³ lies within ±0.1021, and y (1 − e)^(−1/3), a polynomial of degree 6, is
//! right to 2^-32. With it c = x y² and one step of Newton, c + (x − c³) y² / 3, x − c³ by FMA to all its bits, so that the
//! last addition is the only rounding of weight: below 0.51 ULP. `f32` in `f32` the same way, degree 3.
//! Sources: Kahan 1991 (the cube root's bits), Moroz et al. 2021 for the inverse; Markstein 2000 for the exact remainder.
//! Special cases: ±0, ±∞ and NaN to themselves; arguments of tiny size are scaled by 2^600 first.

use super::poly::poly6;
use ufunc_macros::{lane_fn, ufunc};

/// Bits of 2^52, whose low bits hold an integer.
const TWO_52: u64 = 0x4330_0000_0000_0000;
/// 2^52 · 4/3 + (1023 · 4/3 − 0.06802) · 2^32: makes the bits of 1/∛x above bit 20 out of those of x, with the most even
/// error.
const INVERSE: f64 = 6010657546408730.0;
const THIRD: f64 = 0.3333333333333333;
/// (1 − e)^(−1/3) for |e| < 0.10204.
const CORRECTION: [f64; 7] = [
    0.9999999999890169,
    0.33333334594349406,
    0.2222222527714121,
    0.1728298363400933,
    0.14401919284888737,
    0.12667883797083773,
    0.11296649219376759,
];
/// 2^-1000, below which x − c³ loses bits.
const TINY: f64 = 9.332636185032189e-302;
/// 2^600 and the inverse of its cube root.
const UP: f64 = 4.149515568880993e180;
const DOWN: f64 = 6.223015277861142e-61;

/// ∛x for finite x with |x| ≥ `TINY`.
#[lane_fn]
fn cbrt_normal(x: f64) -> f64 {
    let ax = x.abs();
    let shifted = f64::from_bits((ax.to_bits() >> 20) | TWO_52);
    let y0 = f64::from_bits(shifted.mul_add(-THIRD, INVERSE).to_bits() << 20);
    let e = (ax * y0).mul_add(-(y0 * y0), 1.0);
    let y = y0 * poly6(e, &CORRECTION);
    let y2 = y * y;
    let c = x * y2;
    let square = c * c;
    let rest = square.mul_add(-c, x);
    let square_lo = c.mul_add(c, -square);
    square_lo.mul_add(-c, rest).mul_add(y2 * THIRD, c)
}

/// ∛x where x is tiny, infinite or NaN.
#[lane_fn]
fn cbrt_special(x: f64) -> f64 {
    let scaled = cbrt_normal(x * UP) * DOWN;
    if x != 0.0 && x.abs() < f64::INFINITY { scaled } else { x }
}

#[lane_fn]
pub(crate) fn cbrt_f64(x: f64) -> f64 {
    let mut result = cbrt_normal(x);
    if !(x.abs() >= TINY && x.abs() < f64::INFINITY) {
        result = cbrt_special(x);
    }
    result
}

/// The same for `f32`, 14 bits of the significand in place of 32: the bits of 2^23, and
/// 2^23 · 4/3 + (127 · 4/3 − 0.06802) · 2^14.
const TWO_23: u32 = 0x4b00_0000;
const INVERSE_32: f32 = 13958054.0;
const THIRD_32: f32 = 0.33333334;
const CORRECTION_32: [f32; 4] = [0.99999803, 0.33332843, 0.22373588, 0.17456038];
/// 2^-100; 2^60 and the inverse of its cube root.
const TINY_32: f32 = 7.888609e-31;
const UP_32: f32 = 1.1529215e18;
const DOWN_32: f32 = 9.536743e-07;

/// ∛x for finite x with |x| ≥ `TINY_32`.
#[lane_fn]
fn cbrt_normal_f32(x: f32) -> f32 {
    let ax = x.abs();
    let shifted = f32::from_bits((ax.to_bits() >> 9) | TWO_23);
    let y0 = f32::from_bits(shifted.mul_add(-THIRD_32, INVERSE_32).to_bits() << 9);
    let e = (ax * y0).mul_add(-(y0 * y0), 1.0);
    let high = e.mul_add(CORRECTION_32[3], CORRECTION_32[2]);
    let y = y0 * (e * e).mul_add(high, e.mul_add(CORRECTION_32[1], CORRECTION_32[0]));
    let y2 = y * y;
    let c = x * y2;
    let square = c * c;
    let rest = square.mul_add(-c, x);
    let square_lo = c.mul_add(c, -square);
    square_lo.mul_add(-c, rest).mul_add(y2 * THIRD_32, c)
}

#[lane_fn]
pub(crate) fn cbrt_f32(x: f32) -> f32 {
    let mut result = cbrt_normal_f32(x);
    if !(x.abs() >= TINY_32 && x.abs() < f32::INFINITY) {
        let scaled = cbrt_normal_f32(x * UP_32) * DOWN_32;
        result = if x != 0.0 && x.abs() < f32::INFINITY { scaled } else { x };
    }
    result
}

/// The cube root ∛x, as [`f64::cbrt`]; of negative numbers too.
///
/// ±0, ±∞ and NaN give themselves.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn cbrt<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { cbrt_f32(x as f32) as T } else { cbrt_f64(x as f64) as T }
}
