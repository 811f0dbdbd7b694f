//! The square root and its inverse.
//!
//! `sqrt` is the instruction, correctly rounded. 1/√x without root or division: the bits of y0 are a constant less half of
//! those of x; then e = 1 − x y0² lies within ±0.0682, and y = y0 (1 − e)^(−1/2), a polynomial of degree 5, is right to
//! 2^-30. One step of Newton follows, y + y (1 − x y²) / 2 with 1 − x y² by FMA to all its bits, so that the last addition is
//! the only rounding of weight: below 0.52 ULP. `f32` in `f32` the same way, degree 3.
//! Sources: Lomont 2003 and Moroz et al. 2018 for the bits; Markstein 2000 for the exact remainder.
//! Special cases as IEEE 754's rSqrt: ±0 to ±∞, +∞ to +0, negative and NaN to NaN; subnormal x are scaled by 2^600 first.

use super::poly::poly5;
use ufunc_macros::{lane_fn, ufunc};

/// (1023 · 3/2 − 0.06814) · 2^52: less half the bits of x, bits of 1/√x with the most even error.
const INVERSE: u64 = 0x5fe6_e8e6_0800_0000;
/// (1 − e)^(−1/2) for |e| < 0.06815.
const CORRECTION: [f64; 6] = [
    1.0000000007112195,
    0.5000000021862928,
    0.3749972456423893,
    0.31249612801797516,
    0.2750165015240412,
    0.2477864356030301,
];
/// 2^600 and its square root.
const UP: f64 = 4.149515568880993e180;
const ROOT_OF_UP: f64 = 2.037035976334486e90;

/// 1/√x for positive normal x, to 2^-30.
#[lane_fn]
fn inverse_root(x: f64) -> f64 {
    let y0 = f64::from_bits(INVERSE.wrapping_sub(x.to_bits() >> 1));
    let e = (x * y0).mul_add(-y0, 1.0);
    y0 * poly5(e, &CORRECTION)
}

/// 1/√x for positive normal x.
#[lane_fn]
fn rsqrt_normal(x: f64) -> f64 {
    let y = inverse_root(x);
    let root = x * y;
    let rest = root.mul_add(-y, 1.0);
    let root_lo = x.mul_add(y, -root);
    root_lo.mul_add(-y, rest).mul_add(0.5 * y, y)
}

/// 1/√x where x is not both positive and normal.
#[lane_fn]
fn rsqrt_special(x: f64) -> f64 {
    let subnormal = rsqrt_normal(x * UP) * ROOT_OF_UP;
    let positive = if x == f64::INFINITY { 0.0 } else { subnormal };
    let not_negative = if x == 0.0 { f64::INFINITY.copysign(x) } else { positive };
    let real = if x < 0.0 { f64::NAN } else { not_negative };
    if x.is_nan() { x } else { real }
}

#[lane_fn]
pub(crate) fn rsqrt_f64(x: f64) -> f64 {
    let mut result = rsqrt_normal(x);
    if !(x >= f64::MIN_POSITIVE && x < f64::INFINITY) {
        result = rsqrt_special(x);
    }
    result
}

/// The same for `f32`: (127 · 3/2 − 0.06814) · 2^23.
const INVERSE_32: u32 = 0x5f37_4730;
const CORRECTION_32: [f32; 4] = [0.9999992, 0.4999984, 0.37628803, 0.31391957];
/// 2^60 and its square root.
const UP_32: f32 = 1.1529215e18;
const ROOT_OF_UP_32: f32 = 1073741824.0;

/// 1/√x for positive normal x, to 2^-20.
#[lane_fn]
fn inverse_root_f32(x: f32) -> f32 {
    let y0 = f32::from_bits(INVERSE_32.wrapping_sub(x.to_bits() >> 1));
    let e = (x * y0).mul_add(-y0, 1.0);
    let high = e.mul_add(CORRECTION_32[3], CORRECTION_32[2]);
    y0 * (e * e).mul_add(high, e.mul_add(CORRECTION_32[1], CORRECTION_32[0]))
}

/// 1/√x for positive normal x.
#[lane_fn]
fn rsqrt_normal_f32(x: f32) -> f32 {
    let y = inverse_root_f32(x);
    let root = x * y;
    let rest = root.mul_add(-y, 1.0);
    let root_lo = x.mul_add(y, -root);
    root_lo.mul_add(-y, rest).mul_add(0.5 * y, y)
}

/// 1/√x where x is not both positive and normal.
#[lane_fn]
fn rsqrt_special_f32(x: f32) -> f32 {
    let subnormal = rsqrt_normal_f32(x * UP_32) * ROOT_OF_UP_32;
    let positive = if x == f32::INFINITY { 0.0 } else { subnormal };
    let not_negative = if x == 0.0 { f32::INFINITY.copysign(x) } else { positive };
    let real = if x < 0.0 { f32::NAN } else { not_negative };
    if x.is_nan() { x } else { real }
}

#[lane_fn]
pub(crate) fn rsqrt_f32(x: f32) -> f32 {
    let mut result = rsqrt_normal_f32(x);
    if !(x >= f32::MIN_POSITIVE && x < f32::INFINITY) {
        result = rsqrt_special_f32(x);
    }
    result
}

/// The square root √x, as [`f64::sqrt`]: correctly rounded.
///
/// ±0 and +∞ give themselves, negative numbers and NaN give NaN.
#[ufunc]
pub fn sqrt<T: Float>(x: T) -> T {
    x.sqrt()
}

/// The inverse square root 1/√x.
///
/// +0 gives +∞, −0 gives −∞, +∞ gives +0; negative numbers and NaN give NaN (IEEE 754-2019, rSqrt).
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn rsqrt<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { rsqrt_f32(x as f32) as T } else { rsqrt_f64(x as f64) as T }
}
