//! The inverse hyperbolic functions.
//!
//! All three are logarithms of a quotient, k ln 2 + 2 atanh s with s = n / d a sum of two doubles (`ln_of_quotient`):
//! - asinh x = ln y, y = x + √(x² + 1), and acosh x = ln y, y = x + √(x² − 1). With y in [√½, √2) 2^k, s = (y − 2^k)
//!   / (y + 2^k); for k = 0 that is x / (1 + √(x² + 1)) and √(x² − 1) / (x + 1), without cancellation. x² ± 1 and
//!   its root are sums of two doubles; the reciprocals of the root and of d are taken from one division. From 2^28
//!   on both are ln 2x.
//! - atanh x = ½ ln((1 + x) / (1 − x)). 2^k is the power of two that the difference of the bit patterns of 1 + x and
//!   1 − x is nearest to: off by less than 0.087 from the logarithm, so |s| ≤ 0.2004; s = (1 + x − 2^k (1 − x)) / (1
//!   + x + 2^k (1 − x)), for k = 0 that is x.
//!
//! The last addition is the only rounding of weight: below 0.7 ULP, 0.9 for ln 2x. `f32` in `f32` the same
//! way, with sums of two floats and a polynomial of degree 2: below 0.7 ULP, 0.9 from 2^14 on.
//! Sources: DLMF 4.37.16, 4.37.19, 4.37.24; Dekker 1971 for the sums; Mitchell 1962 for a logarithm from the bits.
//! Special cases: NaN to NaN; asinh ±0 = ±0, asinh ±∞ = ±∞; acosh 1 = +0, acosh +∞ = +∞, below 1 NaN; atanh ±0 = ±0,
//! atanh ±1 = ±∞, beyond NaN. Subnormal x to themselves.

use super::double_double::two_sum;
use super::logarithm::{
    BIAS, BIAS_32, LN2_HI_32, LN2_LO_32, ONE_LESS_SQRT_HALF, ONE_LESS_SQRT_HALF_32, TWO_23, TWO_52,
    ln_scaled, ln_scaled_f32,
};
use super::logarithm_extended::ln_of_quotient;
use ufunc_macros::{lane_fn, ufunc};

/// 2^28: from here on √(x² ± 1) = x to the last place, and more so the logarithm.
const LARGE: f64 = 268435456.0;
/// `BIAS` less 1: the logarithm of 2x.
const BIAS_TWICE: f64 = 4503599627371518.0;
const EXPONENT: u64 = 0x7ff0_0000_0000_0000;
/// Bits of 1.0 and half a unit of the exponent.
const ONE_AND_HALF_UNIT: u64 = 0x3ff8_0000_0000_0000;

/// Bits of y as `split` takes them: 2^k for y in [√½, √2) 2^k, and k.
#[lane_fn]
fn nearest_power(y: f64) -> (f64, f64) {
    let u = y.to_bits().wrapping_add(ONE_LESS_SQRT_HALF);
    (f64::from_bits(u & EXPONENT), f64::from_bits((u >> 52) | TWO_52) - BIAS)
}

/// ln(large + small), one of which is x and the other one `root`, the square root of root² + rest = x² ± 1.
#[lane_fn]
fn ln_of_sum(large: f64, small: f64, root: f64, rest: f64, root_is_large: bool) -> f64 {
    let y = large + small;
    let (power, k) = nearest_power(y);
    let near = power == 1.0;
    let upper = if near { large } else { y };
    let d = upper + power;
    let half_d = 0.5 * d;
    let both = 1.0 / (root * half_d);
    let inverse = both * root;
    let root_lo = (0.5 * rest) * (both * half_d);
    let y_lo = (small - (y - large)) + root_lo;
    let large_lo = if root_is_large { root_lo } else { 0.0 };
    let small_lo = if root_is_large { 0.0 } else { root_lo };
    let upper_lo = if near { large_lo } else { y_lo };
    let n = if near { small } else { y - power };
    let n_lo = if near { small_lo } else { y_lo };
    let d_lo = (upper - (d - power)) + upper_lo;
    ln_of_quotient(k, n, n_lo, half_d, d_lo, inverse)
}

#[lane_fn]
pub(crate) fn asinh_f64(x: f64) -> f64 {
    let a = x.abs();
    let square = a * a;
    let (sum, sum_lo) = two_sum(1.0, square);
    let root = sum.sqrt();
    let rest = root.mul_add(-root, sum) + (sum_lo + a.mul_add(a, -square));
    let mut y = ln_of_sum(root, a, root, rest, true);
    if !(a < LARGE) {
        let twice = ln_scaled(a, BIAS_TWICE);
        y = if a < f64::INFINITY { twice } else { a };
    }
    y.copysign(x)
}

/// acosh x outside of (1, `LARGE`).
#[lane_fn]
fn acosh_special(x: f64) -> f64 {
    let twice = ln_scaled(x, BIAS_TWICE);
    let finite = if x == 1.0 { 0.0 } else { twice };
    let real = if x < 1.0 { f64::NAN } else { finite };
    if x < f64::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn acosh_f64(x: f64) -> f64 {
    let square = x * x;
    let difference = square - 1.0;
    let difference_lo = -1.0 - (difference - square);
    let root = difference.sqrt();
    let rest = root.mul_add(-root, difference) + (difference_lo + x.mul_add(x, -square));
    let mut result = ln_of_sum(x, root, root, rest, false);
    if !(x > 1.0 && x < LARGE) {
        result = acosh_special(x);
    }
    result
}

/// 2^k and k, for the k with p / q nearest to 2^k by their bits: |log2(p / q) − k| < 0.587. For p ≥ 2^-1022 q.
#[lane_fn]
pub(crate) fn nearest_ratio(p: f64, q: f64) -> (f64, f64) {
    let u = p.to_bits().wrapping_sub(q.to_bits()).wrapping_add(ONE_AND_HALF_UNIT);
    (f64::from_bits(u & EXPONENT), f64::from_bits((u >> 52) | TWO_52) - BIAS)
}

#[lane_fn]
pub(crate) fn atanh_f64(x: f64) -> f64 {
    let a = x.abs();
    let p = 1.0 + a;
    let q = 1.0 - a;
    let (power, k) = nearest_ratio(p, q);
    let near = power == 1.0;
    let scaled = power * q;
    let sum = p + scaled;
    // Without error, or with one of 2^-54 of the sum.
    let sum_lo = scaled - (sum - p);
    let p_lo = a - (p - 1.0);
    let scaled_lo = power * ((1.0 - q) - a);
    let n = if near { a + a } else { p - scaled };
    let n_lo = if near { 0.0 } else { p_lo - scaled_lo };
    let half_d = if near { 1.0 } else { 0.5 * sum };
    let d_lo = if near { 0.0 } else { sum_lo + (p_lo + scaled_lo) };
    let y = 0.5 * ln_of_quotient(k, n, n_lo, half_d, d_lo, 1.0 / half_d);
    let mut result = y.copysign(x);
    if !(a < 1.0) {
        let end = if a == 1.0 { f64::INFINITY.copysign(x) } else { f64::NAN };
        result = if x.is_nan() { x } else { end };
    }
    result
}

/// The same for `f32`, with sums of two floats. 2^14: from here on √(x² ± 1) = x to the last place, and more so the
/// logarithm.
const LARGE_32: f32 = 16384.0;
/// `BIAS_32` less 1: the logarithm of 2x.
const BIAS_TWICE_32: f32 = 8388734.0;
const EXPONENT_32: u32 = 0x7f80_0000;
/// Bits of 1.0 and half a unit of the exponent.
const ONE_AND_HALF_UNIT_32: u32 = 0x3fc0_0000;
/// (2 atanh s − 2 s) / s³ in s², for |s| ≤ 0.2005: relative error of 2 atanh s below 2^-28.
const ATANH_32: [f32; 3] = [0.6666695, 0.39957604, 0.30366278];

/// k ln 2 + ln((d + n) / (d − n)) as `ln_of_quotient`.
#[lane_fn]
pub(crate) fn ln_of_quotient_f32(k: f32, n: f32, n_lo: f32, half_d: f32, d_lo: f32, inverse: f32) -> f32 {
    let twice = n * inverse;
    let s = 0.5 * twice;
    let twice_lo = (twice.mul_add(-half_d, n) + s.mul_add(-d_lo, n_lo)) * inverse;
    let z = s * s;
    let base = k * LN2_HI_32;
    let hi = base + twice;
    let lo = (twice - (hi - base)) + k.mul_add(LN2_LO_32, twice_lo);
    hi + (s * z).mul_add(z.mul_add(z.mul_add(ATANH_32[2], ATANH_32[1]), ATANH_32[0]), lo)
}

/// ln(large + small), one of which is x and the other one `root`, the square root of root² + rest = x² ± 1.
#[lane_fn]
fn ln_of_sum_f32(large: f32, small: f32, root: f32, rest: f32, root_is_large: bool) -> f32 {
    let y = large + small;
    let u = y.to_bits().wrapping_add(ONE_LESS_SQRT_HALF_32);
    let power = f32::from_bits(u & EXPONENT_32);
    let k = f32::from_bits((u >> 23) | TWO_23) - BIAS_32;
    let near = power == 1.0;
    let upper = if near { large } else { y };
    let d = upper + power;
    let half_d = 0.5 * d;
    let both = 1.0 / (root * half_d);
    let inverse = both * root;
    let root_lo = (0.5 * rest) * (both * half_d);
    let y_lo = (small - (y - large)) + root_lo;
    let large_lo = if root_is_large { root_lo } else { 0.0 };
    let small_lo = if root_is_large { 0.0 } else { root_lo };
    let upper_lo = if near { large_lo } else { y_lo };
    let n = if near { small } else { y - power };
    let n_lo = if near { small_lo } else { y_lo };
    let d_lo = (upper - (d - power)) + upper_lo;
    ln_of_quotient_f32(k, n, n_lo, half_d, d_lo, inverse)
}

/// a + b without error.
#[lane_fn]
fn two_sum_f32(a: f32, b: f32) -> (f32, f32) {
    let sum = a + b;
    let taken = sum - a;
    (sum, (a - (sum - taken)) + (b - taken))
}

#[lane_fn]
pub(crate) fn asinh_f32(x: f32) -> f32 {
    let a = x.abs();
    let square = a * a;
    let (sum, sum_lo) = two_sum_f32(1.0, square);
    let root = sum.sqrt();
    let rest = root.mul_add(-root, sum) + (sum_lo + a.mul_add(a, -square));
    let mut y = ln_of_sum_f32(root, a, root, rest, true);
    if !(a < LARGE_32) {
        let twice = ln_scaled_f32(a, BIAS_TWICE_32);
        y = if a < f32::INFINITY { twice } else { a };
    }
    y.copysign(x)
}

/// acosh x outside of (1, `LARGE_32`).
#[lane_fn]
fn acosh_special_f32(x: f32) -> f32 {
    let twice = ln_scaled_f32(x, BIAS_TWICE_32);
    let finite = if x == 1.0 { 0.0 } else { twice };
    let real = if x < 1.0 { f32::NAN } else { finite };
    if x < f32::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn acosh_f32(x: f32) -> f32 {
    let square = x * x;
    let difference = square - 1.0;
    let difference_lo = -1.0 - (difference - square);
    let root = difference.sqrt();
    let rest = root.mul_add(-root, difference) + (difference_lo + x.mul_add(x, -square));
    let mut result = ln_of_sum_f32(x, root, root, rest, false);
    if !(x > 1.0 && x < LARGE_32) {
        result = acosh_special_f32(x);
    }
    result
}

/// 2^k and k, for the k with p / q nearest to 2^k by their bits. For p ≥ 2^-126 q.
#[lane_fn]
pub(crate) fn nearest_ratio_f32(p: f32, q: f32) -> (f32, f32) {
    let u = p.to_bits().wrapping_sub(q.to_bits()).wrapping_add(ONE_AND_HALF_UNIT_32);
    (f32::from_bits(u & EXPONENT_32), f32::from_bits((u >> 23) | TWO_23) - BIAS_32)
}

#[lane_fn]
pub(crate) fn atanh_f32(x: f32) -> f32 {
    let a = x.abs();
    let p = 1.0 + a;
    let q = 1.0 - a;
    let (power, k) = nearest_ratio_f32(p, q);
    let near = power == 1.0;
    let scaled = power * q;
    let sum = p + scaled;
    let sum_lo = scaled - (sum - p);
    let p_lo = a - (p - 1.0);
    let scaled_lo = power * ((1.0 - q) - a);
    let n = if near { a + a } else { p - scaled };
    let n_lo = if near { 0.0 } else { p_lo - scaled_lo };
    let half_d = if near { 1.0 } else { 0.5 * sum };
    let d_lo = if near { 0.0 } else { sum_lo + (p_lo + scaled_lo) };
    let y = 0.5 * ln_of_quotient_f32(k, n, n_lo, half_d, d_lo, 1.0 / half_d);
    let mut result = y.copysign(x);
    if !(a < 1.0) {
        let end = if a == 1.0 { f32::INFINITY.copysign(x) } else { f32::NAN };
        result = if x.is_nan() { x } else { end };
    }
    result
}

/// The inverse hyperbolic sine, as [`f64::asinh`] is meant.
///
/// NaN gives NaN; ±0, ±∞ and subnormal numbers give themselves.
/// Largest error: see [`TABLE`](super::table::TABLE). Source: DLMF 4.37.16.
#[ufunc]
pub fn asinh<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { asinh_f32(x as f32) as T } else { asinh_f64(x as f64) as T }
}

/// The inverse hyperbolic cosine, at least 0, as [`f64::acosh`] is meant.
///
/// NaN and numbers below 1 give NaN, 1 gives +0, +∞ gives +∞.
/// Largest error: see [`TABLE`](super::table::TABLE). Source: DLMF 4.37.19.
#[ufunc]
pub fn acosh<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { acosh_f32(x as f32) as T } else { acosh_f64(x as f64) as T }
}

/// The inverse hyperbolic tangent, as [`f64::atanh`] is meant.
///
/// NaN and numbers outside of [−1, 1] give NaN, ±1 gives ±∞; ±0 and subnormal numbers give themselves.
/// Largest error: see [`TABLE`](super::table::TABLE). Source: DLMF 4.37.24.
#[ufunc]
pub fn atanh<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { atanh_f32(x as f32) as T } else { atanh_f64(x as f64) as T }
}
