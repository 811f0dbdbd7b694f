//! The exponential function.
//!
//! Reduction: x = n ln 2 + r with |r| ≤ ln 2 / 2, ln 2 as a sum of two doubles (the first product is exact under FMA),
//! what the second subtraction rounds away carried along. e^r = 1 + r + r² q(r), q of degree 9 by a weighted Remez
//! exchange (relative error of e^r below 2^-57.5), and 1 + r added without error, so that only the last addition
//! rounds by much: below 0.7 ULP, and 0.8 where a subnormal result is rounded a second time. `f32` in `f32` the same
//! way.
//! Special cases: NaN to NaN, +∞ to +∞, −∞ to +0; overflow above 709.78, zero below −745.13.

use super::poly::poly9;
use ufunc_macros::{lane_fn, ufunc};

/// 1.5 · 2^52: added to a double of modest size, leaves its nearest integer in the low bits.
pub(crate) const MAGIC: f64 = 6755399441055744.0;
/// Bits of `MAGIC`.
pub(crate) const MAGIC_BITS: u64 = 0x4338_0000_0000_0000;
const LOG2_E: f64 = core::f64::consts::LOG2_E;
/// ln 2 to 53 bits, and the 53 bits after them.
pub(crate) const LN2_HI: f64 = core::f64::consts::LN_2;
pub(crate) const LN2_LO: f64 = 2.3190468138462996e-17;
/// (e^r − 1 − r) / r².
const EXP: [f64; 10] = [
    0.5000000000000011,
    0.166666666666664,
    0.04166666666652524,
    0.008333333333461474,
    0.0013888888945491904,
    0.0001984126964608649,
    2.4801490571171388e-05,
    2.7557411419597868e-06,
    2.7631342275068384e-07,
    2.5069302213774574e-08,
];
/// Bits of 1.0.
pub(crate) const ONE: u64 = 0x3ff0_0000_0000_0000;

/// h + l = n ln 2 + r + tail for |h| < 1000 and l far below h: r with |r| ≤ 0.35, what it lacks, n in the low bits.
#[lane_fn]
pub(crate) fn exp_reduce(h: f64, l: f64) -> (f64, f64, u64) {
    let magic = h.mul_add(LOG2_E, MAGIC);
    let n = magic - MAGIC;
    let r0 = n.mul_add(-LN2_HI, h);
    let small = n.mul_add(-LN2_LO, l);
    let r = r0 + small;
    (r, (r0 - r) + small, magic.to_bits())
}

/// e^(r + tail) − 1 − r for |r| ≤ 0.35.
#[lane_fn]
pub(crate) fn exp_beyond_linear(r: f64, tail: f64) -> f64 {
    (r * r).mul_add(poly9(r, &EXP), tail)
}

/// e^(r + tail) as hi + lo for |r| ≤ 0.35.
#[lane_fn]
pub(crate) fn exp_reduced(r: f64, tail: f64) -> (f64, f64) {
    let hi = 1.0 + r;
    (hi, (r - (hi - 1.0)) + exp_beyond_linear(r, tail))
}

/// e^(h + l) as (hi + lo) · 2^n for |h| < 1000 and l far below h: hi + lo in [0.7, 1.42], n in the third's low bits.
#[lane_fn]
pub(crate) fn exp_parts(h: f64, l: f64) -> (f64, f64, u64) {
    let (r, tail, n) = exp_reduce(h, l);
    let (hi, lo) = exp_reduced(r, tail);
    (hi, lo, n)
}

/// 2^n with n in the low bits of `n`, for −1022 ≤ n ≤ 1023; 0 for n = −1023.
#[lane_fn]
pub(crate) fn power_of_two(n: u64) -> f64 {
    f64::from_bits((n << 52).wrapping_add(ONE))
}

/// y · 2^n with n in the low bits of `n`, for −1021 ≤ n ≤ 1023.
#[lane_fn]
pub(crate) fn scale_normal(y: f64, n: u64) -> f64 {
    y * power_of_two(n)
}

/// y · 2^n with n in the low 51 bits of `n`, for |n| < 2040: in two steps, so that results may be subnormal.
#[lane_fn]
pub(crate) fn scale_far(y: f64, n: u64) -> f64 {
    let n = ((n << 13) as i64) >> 13;
    let half = n >> 1;
    let rest = n.wrapping_sub(half);
    let by_half = f64::from_bits(((half as u64) << 52).wrapping_add(ONE));
    let by_rest = f64::from_bits(((rest as u64) << 52).wrapping_add(ONE));
    y * by_half * by_rest
}

/// e^x = y · 2^n where that may be subnormal, too large, or no number.
#[lane_fn]
pub(crate) fn exp_far(x: f64, y: f64, n: u64) -> f64 {
    let scaled = scale_far(y, n);
    let bounded = if x > 709.79 { f64::INFINITY } else { scaled };
    let positive = if x < -745.2 { 0.0 } else { bounded };
    if x.is_nan() { x } else { positive }
}

#[lane_fn]
pub(crate) fn exp_f64(x: f64) -> f64 {
    let (hi, lo, n) = exp_parts(x, 0.0);
    let y = hi + lo;
    let mut result = f64::from_bits(y.to_bits().wrapping_add(n << 52));
    if !(x.abs() <= 708.0) {
        result = exp_far(x, y, n);
    }
    result
}

/// The same for `f32`: 1.5 · 2^23 and its bits, ln 2 to 24 bits and the 24 bits after them.
pub(crate) const MAGIC_32: f32 = 12582912.0;
pub(crate) const LN2_HI_32: f32 = core::f32::consts::LN_2;
pub(crate) const LN2_LO_32: f32 = -1.9046542e-09;
const EXP_32: [f32; 5] = [0.49999994, 0.16666517, 0.041668106, 0.008369132, 0.0013836464];
/// Bits of 1.0.
pub(crate) const ONE_32: u32 = 0x3f80_0000;

/// h + l = n ln 2 + r + tail, as `exp_reduce`, for |h| < 120.
#[lane_fn]
pub(crate) fn exp_reduce_f32(h: f32, l: f32) -> (f32, f32, u32) {
    let magic = h.mul_add(core::f32::consts::LOG2_E, MAGIC_32);
    let n = magic - MAGIC_32;
    let r0 = n.mul_add(-LN2_HI_32, h);
    let small = n.mul_add(-LN2_LO_32, l);
    let r = r0 + small;
    (r, (r0 - r) + small, magic.to_bits())
}

/// e^(r + tail) − 1 − r for |r| ≤ 0.35.
#[lane_fn]
pub(crate) fn exp_beyond_linear_f32(r: f32, tail: f32) -> f32 {
    let z = r * r;
    let p = z.mul_add(r.mul_add(EXP_32[3], EXP_32[2]) + z * EXP_32[4], r.mul_add(EXP_32[1], EXP_32[0]));
    z.mul_add(p, tail)
}

/// e^(r + tail) as hi + lo for |r| ≤ 0.35.
#[lane_fn]
pub(crate) fn exp_reduced_f32(r: f32, tail: f32) -> (f32, f32) {
    let hi = 1.0 + r;
    (hi, (r - (hi - 1.0)) + exp_beyond_linear_f32(r, tail))
}

/// 2^n with n in the low bits of `n`, for −126 ≤ n ≤ 127; 0 for n = −127.
#[lane_fn]
pub(crate) fn power_of_two_f32(n: u32) -> f32 {
    f32::from_bits((n << 23).wrapping_add(ONE_32))
}

/// y · 2^n with n in the low 22 bits of `n`, for |n| < 250: in two steps, so that results may be subnormal.
#[lane_fn]
pub(crate) fn scale_far_f32(y: f32, n: u32) -> f32 {
    let n = ((n << 10) as i32) >> 10;
    let half = n >> 1;
    let rest = n.wrapping_sub(half);
    y * power_of_two_f32(half as u32) * power_of_two_f32(rest as u32)
}

/// e^x = y · 2^n where that may be subnormal, too large, or no number; n in the low 22 bits.
#[lane_fn]
pub(crate) fn exp_far_f32(x: f32, y: f32, n: u32) -> f32 {
    let bounded = if x > 89.0 { f32::INFINITY } else { scale_far_f32(y, n) };
    let positive = if x < -104.0 { 0.0 } else { bounded };
    if x.is_nan() { x } else { positive }
}

#[lane_fn]
pub(crate) fn exp_f32(x: f32) -> f32 {
    let (r, tail, n) = exp_reduce_f32(x, 0.0);
    let (hi, lo) = exp_reduced_f32(r, tail);
    let y = hi + lo;
    let mut result = f32::from_bits(y.to_bits().wrapping_add(n << 23));
    if !(x.abs() <= 87.0) {
        result = exp_far_f32(x, y, n);
    }
    result
}

/// The exponential e^x, as [`f64::exp`].
///
/// NaN gives NaN, +∞ gives +∞, −∞ gives 0. Results that are subnormal are not flushed.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn exp<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { exp_f32(x as f32) as T } else { exp_f64(x as f64) as T }
}
