//! 2^x and 10^x.
//!
//! 2^x = 2^n 2^r with n the nearest integer, and 2^r = 1 + r ln 2 + r² q(r), q of degree 9 (relative error of 2^r below
//! 2^-57), the first two terms taken without error. 10^x = e^(h + l) with h + l = x ln 10, the product taken without
//! error and l carried through the reduction. Only the last addition rounds by much: below 0.75 ULP, and 0.8 where a
//! subnormal result is rounded a second time. Powers that a double represents come out without error. `f32` in `f32`
//! the same way.
//! Source of the method: Tang 1989 for the reduction, Muller et al. 2018, Handbook of Floating-Point Arithmetic, for
//! the sums of two.
//! Special cases: NaN to NaN, +∞ to +∞, −∞ to +0.

use super::exponential::{
    LN2_HI, LN2_HI_32, LN2_LO, LN2_LO_32, MAGIC, MAGIC_32, exp_parts, exp_reduce_f32, exp_reduced_f32,
    scale_far, scale_far_f32,
};
use super::poly::poly9;
use ufunc_macros::{lane_fn, ufunc};

/// ln 10 to 53 bits, and the 53 bits after them.
const LN10_HI: f64 = core::f64::consts::LN_10;
const LN10_LO: f64 = -2.1707562233822494e-16;
/// The same to 24 bits each.
const LN10_HI_32: f32 = core::f32::consts::LN_10;
const LN10_LO_32: f32 = -3.1975436e-08;

/// (2^r − 1 − r ln 2) / r².
const EXP2: [f64; 10] = [
    0.24022650695910133,
    0.05550410866482169,
    0.009618129107593234,
    0.0013333558146386795,
    0.00015403530458278907,
    1.525273386243888e-05,
    1.3215434689442385e-06,
    1.0178048041898936e-07,
    7.073885928394493e-09,
    4.4572003756583013e-10,
];
const EXP2_32: [f32; 5] = [0.24022649, 0.055503614, 0.009618245, 0.0013390566, 0.00015412204];

/// 2^x as (hi + lo) · 2^n for |x| < 2000, n in the low bits of the third.
#[lane_fn]
pub(crate) fn exp2_parts(x: f64) -> (f64, f64, u64) {
    let magic = x + MAGIC;
    let r = x - (magic - MAGIC);
    let hi = r.mul_add(LN2_HI, 1.0);
    let rest = r.mul_add(LN2_HI, 1.0 - hi);
    let lo = (r * r).mul_add(poly9(r, &EXP2), r.mul_add(LN2_LO, rest));
    (hi, lo, magic.to_bits())
}

/// y · 2^n, the power of a base that exceeds `top` for too large and is below `bottom` for too small an exponent x.
#[lane_fn]
fn power_far(x: f64, y: f64, n: u64, top: f64, bottom: f64) -> f64 {
    let bounded = if x > top { f64::INFINITY } else { scale_far(y, n) };
    let positive = if x < bottom { 0.0 } else { bounded };
    if x.is_nan() { x } else { positive }
}

#[lane_fn]
pub(crate) fn exp2_f64(x: f64) -> f64 {
    let (hi, lo, n) = exp2_parts(x);
    let y = hi + lo;
    let mut result = f64::from_bits(y.to_bits().wrapping_add(n << 52));
    if !(x.abs() <= 1021.0) {
        result = power_far(x, y, n, 1025.0, -1076.0);
    }
    result
}

#[lane_fn]
pub(crate) fn exp10_f64(x: f64) -> f64 {
    let h = x * LN10_HI;
    let l = x.mul_add(LN10_LO, x.mul_add(LN10_HI, -h));
    let (hi, lo, n) = exp_parts(h, l);
    let y = hi + lo;
    let mut result = f64::from_bits(y.to_bits().wrapping_add(n << 52));
    if !(x.abs() <= 307.0) {
        result = power_far(x, y, n, 309.0, -324.0);
    }
    result
}

/// `power_far` for `f32`.
#[lane_fn]
fn power_far_f32(x: f32, y: f32, n: u32, top: f32, bottom: f32) -> f32 {
    let bounded = if x > top { f32::INFINITY } else { scale_far_f32(y, n) };
    let positive = if x < bottom { 0.0 } else { bounded };
    if x.is_nan() { x } else { positive }
}

#[lane_fn]
pub(crate) fn exp2_f32(x: f32) -> f32 {
    let magic = x + MAGIC_32;
    let r = x - (magic - MAGIC_32);
    let hi = r.mul_add(LN2_HI_32, 1.0);
    let rest = r.mul_add(LN2_LO_32, r.mul_add(LN2_HI_32, 1.0 - hi));
    let z = r * r;
    let p = z.mul_add(r.mul_add(EXP2_32[3], EXP2_32[2]), r.mul_add(EXP2_32[1], EXP2_32[0]));
    let lo = z.mul_add((z * z).mul_add(EXP2_32[4], p), rest);
    let y = hi + lo;
    let n = magic.to_bits();
    let mut result = f32::from_bits(y.to_bits().wrapping_add(n << 23));
    if !(x.abs() <= 125.0) {
        result = power_far_f32(x, y, n, 129.0, -151.0);
    }
    result
}

#[lane_fn]
pub(crate) fn exp10_f32(x: f32) -> f32 {
    let h = x * LN10_HI_32;
    let (r, tail, n) = exp_reduce_f32(h, x.mul_add(LN10_LO_32, x.mul_add(LN10_HI_32, -h)));
    let (hi, lo) = exp_reduced_f32(r, tail);
    let y = hi + lo;
    let mut result = f32::from_bits(y.to_bits().wrapping_add(n << 23));
    if !(x.abs() <= 37.0) {
        result = power_far_f32(x, y, n, 39.0, -46.0);
    }
    result
}

/// 2^x, as [`f64::exp2`]; without error for integers x.
///
/// NaN gives NaN, +∞ gives +∞, −∞ gives 0. Results that are subnormal are not flushed.
/// Largest error: see [`TABLE`](super::table::TABLE). IEEE 754-2019, 9.2, `exp2`.
#[ufunc]
pub fn exp2<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { exp2_f32(x as f32) as T } else { exp2_f64(x as f64) as T }
}

/// 10^x; without error for the integers x from 0 to 22, in `f32` to 10.
///
/// NaN gives NaN, +∞ gives +∞, −∞ gives 0. Results that are subnormal are not flushed.
/// Largest error: see [`TABLE`](super::table::TABLE). IEEE 754-2019, 9.2, `exp10`.
#[ufunc]
pub fn exp10<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { exp10_f32(x as f32) as T } else { exp10_f64(x as f64) as T }
}
