//! The logarithm to the base 2.
//!
//! x = 2^k m with m in [√½, √2); f = m − 1 is exact, and s = f / (2 + f) with the remainder of the quotient as a second
//! double. log2 m = 2 atanh(s) / ln 2 = L s + s³ R(s²), L = 2 / ln 2 to 106 bits and R of degree 6 by `fpminimax`
//! (relative error below 2^-59). L s is kept as a sum of two doubles, so that the last addition is the only rounding of
//! weight, and powers of two, where s = 0, are exact. Method: fdlibm `e_log.c` (Sun Microsystems, 1993) with Dekker's
//! (1971) sums in place of the f²/2 term.
//! `f32` in `f32` with a polynomial of f: log2 m = f / ln 2 + f² P(f), without the division.
//! Special cases: NaN and negative to NaN, ±0 to −∞, +∞ to +∞; subnormal arguments are scaled by 2^54 first.

use super::logarithm::{
    BIAS, BIAS_24_32, BIAS_32, BIAS_54, TWO_24_32, TWO_54, atanh_quotient, split, split_f32,
};
use super::poly::poly6;
use ufunc_macros::{lane_fn, ufunc};

/// 2 / ln 2 to 53 bits, and the 53 bits after them.
const LEAD: f64 = 2.8853900817779268;
const LEAD_LO: f64 = 4.0710547481862066e-17;
/// R: (2 atanh(s) / ln 2 − L s) / s³ in s², for |s| ≤ 0.1716.
const LOG2: [f64; 7] = [
    0.9617966939259853,
    0.577078016347173,
    0.4121985855709868,
    0.3205985574203277,
    0.2623333500620797,
    0.22093579122376367,
    0.21345337522096394,
];

/// log2(2^(e − bias) m), where (m, e) is what `split` makes of a positive normal x.
#[lane_fn]
fn log2_scaled(x: f64, bias: f64) -> f64 {
    let (m, e) = split(x);
    let k = e - bias;
    let (s, s_lo) = atanh_quotient(m - 1.0);
    let z = s * s;
    let lead = s * LEAD;
    let lead_lo = s_lo.mul_add(LEAD, s.mul_add(LEAD, -lead));
    let tail = s.mul_add(z.mul_add(poly6(z, &LOG2), LEAD_LO), lead_lo);
    let hi = k + lead;
    hi + ((lead - (hi - k)) + tail)
}

/// log2 x where x is not both positive and normal.
#[lane_fn]
fn log2_special(x: f64) -> f64 {
    let subnormal = log2_scaled(x * TWO_54, BIAS_54);
    let not_negative = if x == 0.0 { f64::NEG_INFINITY } else { subnormal };
    let real = if x < 0.0 { f64::NAN } else { not_negative };
    if x < f64::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn log2_f64(x: f64) -> f64 {
    let mut result = log2_scaled(x, BIAS);
    if !(x >= f64::MIN_POSITIVE && x < f64::INFINITY) {
        result = log2_special(x);
    }
    result
}

/// The same for `f32`: 1 / ln 2 to 24 bits and the 24 bits after them.
const LEAD_32: f32 = core::f32::consts::LOG2_E;
const LEAD_LO_32: f32 = 1.925963e-08;
/// P: (log2(1 + f) − f / ln 2) / f² for 1 + f in [√½, √2]: the first coefficient, whose term is added last, and
/// the others.
const SQUARE_32: f32 = -0.72134733;
const LOG2_32: [f32; 8] =
    [0.4808982, -0.36069787, 0.28857023, -0.23959637, 0.2045412, -0.19115256, 0.18655086, -0.110205844];

/// log2(2^(e − bias) m), where (m, e) is what `split_f32` makes of a positive normal x.
#[lane_fn]
fn log2_scaled_f32(x: f32, bias: f32) -> f32 {
    let (m, e) = split_f32(x);
    let k = e - bias;
    let f = m - 1.0;
    let z = f * f;
    let low = z.mul_add(f.mul_add(LOG2_32[3], LOG2_32[2]), f.mul_add(LOG2_32[1], LOG2_32[0]));
    let high = z.mul_add(f.mul_add(LOG2_32[7], LOG2_32[6]), f.mul_add(LOG2_32[5], LOG2_32[4]));
    let p = (z * z).mul_add(high, low);
    let lead = f * LEAD_32;
    let lead_lo = f.mul_add(LEAD_LO_32, f.mul_add(LEAD_32, -lead));
    let hi = k + lead;
    let lo = (lead - (hi - k)) + lead_lo;
    hi + z.mul_add(SQUARE_32, (z * f).mul_add(p, lo))
}

/// log2 x where x is not both positive and normal.
#[lane_fn]
fn log2_special_f32(x: f32) -> f32 {
    let subnormal = log2_scaled_f32(x * TWO_24_32, BIAS_24_32);
    let not_negative = if x == 0.0 { f32::NEG_INFINITY } else { subnormal };
    let real = if x < 0.0 { f32::NAN } else { not_negative };
    if x < f32::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn log2_f32(x: f32) -> f32 {
    let mut result = log2_scaled_f32(x, BIAS_32);
    if !(x >= f32::MIN_POSITIVE && x < f32::INFINITY) {
        result = log2_special_f32(x);
    }
    result
}

/// The logarithm of x to the base 2, as [`f64::log2`]; exact for powers of two.
///
/// NaN and negative numbers give NaN, ±0 gives −∞, +∞ gives +∞.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn log2<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { log2_f32(x as f32) as T } else { log2_f64(x as f64) as T }
}
