//! The natural logarithm of 1 + x.
//!
//! k is taken from the rounded 1 + x such that 1 + f = 2^-k (1 + x) is in [√½, √2]; f = 2^-k x + (2^-k − 1) is formed by
//! one fused operation, which is exact (f = x for k = 0) but for the last bit where k = 1 and f < −¼: that bit is
//! carried, its derivative 1 / (1 + f) being near 1.37 there. Then as in `logarithm.rs`: ln(1 + f) = f − f²/2 + s
//! (f²/2 + R(s²)), s = f / (2 + f), and k ln 2 + f without error, so that the last addition is the only rounding of
//! weight: below 0.9 ULP. `f32` in `f32` the same way, with a polynomial of f and without the division.
//! Sources: fdlibm `e_log.c` and, for the idea of correcting for the rounding of 1 + x, `s_log1p.c` (Sun
//! Microsystems, 1993). Special cases: NaN and x < −1 to NaN, −1 to −∞, +∞ to +∞, ±0 and subnormal numbers to
//! themselves.

use super::logarithm::{
    ATANH, BIAS, BIAS_32, LN_32, LN2_HI, LN2_HI_32, LN2_LO, LN2_LO_32, ONE_LESS_SQRT_HALF,
    ONE_LESS_SQRT_HALF_32, TWO_23, TWO_52, ln_f32, ln_f64,
};
use super::poly::poly6;
use ufunc_macros::{lane_fn, ufunc};

/// The derivative of ln at 1 + f, for f in [√½ − 1, −¼].
const SLOPE: f64 = 1.37;
/// From here on 1 + x is x, and 2^-k might not be normal.
pub(crate) const LARGE: f64 = 1e300;
const LARGE_32: f32 = 1e37;

/// 1 + x = 2^k (1 + f + f_lo) as (k, f, f_lo), with 1 + f in [√½, √2], for −1 < x < `LARGE`.
#[lane_fn]
pub(crate) fn split_1p(x: f64) -> (f64, f64, f64) {
    let u = (1.0 + x).to_bits().wrapping_add(ONE_LESS_SQRT_HALF);
    let k = f64::from_bits((u >> 52) | TWO_52) - BIAS;
    let scale = f64::from_bits(0x7fe0_0000_0000_0000_u64.wrapping_sub(u & 0x7ff0_0000_0000_0000));
    let offset = scale - 1.0;
    let f = x.mul_add(scale, offset);
    (k, f, x.mul_add(scale, offset - f))
}

/// ln(1 + x) outside of (−1, `LARGE`).
#[lane_fn]
fn ln_1p_special(x: f64) -> f64 {
    let large = ln_f64(x);
    let real = if x == -1.0 { f64::NEG_INFINITY } else { large };
    if x < -1.0 { f64::NAN } else { real }
}

#[lane_fn]
pub(crate) fn ln_1p_f64(x: f64) -> f64 {
    let (k, f, f_lo) = split_1p(x);
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let k_ln2 = k * LN2_HI;
    let hi = k_ln2 + f;
    let lo = f_lo.mul_add(SLOPE, k.mul_add(LN2_LO, f - (hi - k_ln2)));
    let series = z.mul_add(poly6(z, &ATANH), half_square);
    let y = hi + s.mul_add(series, lo - half_square);
    // −0 has become +0 on the way.
    let mut result = y.copysign(x);
    if !(x > -1.0 && x < LARGE) {
        result = ln_1p_special(x);
    }
    result
}

/// ln(1 + x) outside of (−1, `LARGE_32`).
#[lane_fn]
fn ln_1p_special_f32(x: f32) -> f32 {
    let large = ln_f32(x);
    let real = if x == -1.0 { f32::NEG_INFINITY } else { large };
    if x < -1.0 { f32::NAN } else { real }
}

#[lane_fn]
pub(crate) fn ln_1p_f32(x: f32) -> f32 {
    let u = (1.0 + x).to_bits().wrapping_add(ONE_LESS_SQRT_HALF_32);
    let k = f32::from_bits((u >> 23) | TWO_23) - BIAS_32;
    let scale = f32::from_bits(0x7f00_0000_u32.wrapping_sub(u & 0x7f80_0000));
    let offset = scale - 1.0;
    let f = x.mul_add(scale, offset);
    let f_lo = x.mul_add(scale, offset - f);
    let z = f * f;
    let low = z.mul_add(f.mul_add(LN_32[3], LN_32[2]), f.mul_add(LN_32[1], LN_32[0]));
    let high = z.mul_add(f.mul_add(LN_32[7], LN_32[6]), f.mul_add(LN_32[5], LN_32[4]));
    let p = (z * z).mul_add(high, low);
    let k_ln2 = k * LN2_HI_32;
    let hi = k_ln2 + f;
    let lo = f_lo.mul_add(SLOPE as f32, k.mul_add(LN2_LO_32, f - (hi - k_ln2)));
    let y = hi + z.mul_add(f.mul_add(p, -0.5), lo);
    let mut result = y.copysign(x);
    if !(x > -1.0 && x < LARGE_32) {
        result = ln_1p_special_f32(x);
    }
    result
}

/// ln(1 + x), accurate for small x too, as [`f64::ln_1p`].
///
/// NaN and numbers below −1 give NaN, −1 gives −∞, +∞ gives +∞; ±0 and subnormal numbers give themselves.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn ln_1p<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { ln_1p_f32(x as f32) as T } else { ln_1p_f64(x as f64) as T }
}
