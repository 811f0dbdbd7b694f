//! The logarithm to the base 10.
//!
//! x = 2^k m with m in [√½, √2); f = m − 1 is exact, and s = f / (2 + f) with the remainder of the quotient as a second
//! double. log10 m = 2 atanh(s) / ln 10 = L s + s³ R(s²), L = 2 / ln 10 to 106 bits and R of degree 6 by `fpminimax`
//! (relative error below 2^-59). L s and k log10 2 are kept as sums of two doubles, so that the last addition is the
//! only rounding of weight (below 0.6 ULP), and powers of ten come out exactly. Method: fdlibm `e_log.c` (Sun
//! Microsystems, 1993) with Dekker's (1971) sums in place of the f²/2 term.
//! `f32` in `f32` with a polynomial of f: log10 m = f / ln 10 + f² P(f), without the division.
//! Special cases: NaN and negative to NaN, ±0 to −∞, +∞ to +∞; subnormal arguments are scaled by 2^54 first.

use super::logarithm::{
    BIAS, BIAS_24_32, BIAS_32, BIAS_54, TWO_24_32, TWO_54, atanh_quotient, split, split_f32,
};
use super::poly::poly6;
use ufunc_macros::{lane_fn, ufunc};

/// 2 / ln 10 to 53 bits, and the 53 bits after them.
const LEAD: f64 = 0.8685889638065036;
const LEAD_LO: f64 = 2.19663930043353e-17;
/// The upper 42 bits of log10 2, so that k · `LG2_HI` is exact, and the rest.
const LG2_HI: f64 = 0.30102999566395283;
const LG2_LO: f64 = 2.8363394551044964e-14;
/// R: (2 atanh(s) / ln 10 − L s) / s³ in s², for |s| ≤ 0.1716.
const LOG10: [f64; 7] = [
    0.28952965460217084,
    0.17371779275875407,
    0.12408413842982212,
    0.09650978210716625,
    0.07897021863825579,
    0.06650803199295488,
    0.06425836764466042,
];

/// log10(2^(e − bias) m), where (m, e) is what `split` makes of a positive normal x.
#[lane_fn]
fn log10_scaled(x: f64, bias: f64) -> f64 {
    let (m, e) = split(x);
    let k = e - bias;
    let (s, s_lo) = atanh_quotient(m - 1.0);
    let z = s * s;
    let lead = s * LEAD;
    let lead_lo = s_lo.mul_add(LEAD, s.mul_add(LEAD, -lead));
    let tail = s.mul_add(z.mul_add(poly6(z, &LOG10), LEAD_LO), lead_lo);
    let k_lg2 = k * LG2_HI;
    let hi = k_lg2 + lead;
    hi + ((lead - (hi - k_lg2)) + k.mul_add(LG2_LO, tail))
}

/// log10 x where x is not both positive and normal.
#[lane_fn]
fn log10_special(x: f64) -> f64 {
    let subnormal = log10_scaled(x * TWO_54, BIAS_54);
    let not_negative = if x == 0.0 { f64::NEG_INFINITY } else { subnormal };
    let real = if x < 0.0 { f64::NAN } else { not_negative };
    if x < f64::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn log10_f64(x: f64) -> f64 {
    let mut result = log10_scaled(x, BIAS);
    if !(x >= f64::MIN_POSITIVE && x < f64::INFINITY) {
        result = log10_special(x);
    }
    result
}

/// The same for `f32`: 1 / ln 10 to 24 bits and the 24 bits after them.
const LEAD_32: f32 = core::f32::consts::LOG10_E;
const LEAD_LO_32: f32 = -1.010305e-08;
/// The upper 15 bits of log10 2, so that k · `LG2_HI_32` is exact, and the rest.
const LG2_HI_32: f32 = 0.3010254;
const LG2_LO_32: f32 = 4.605039e-06;
/// P: (log10(1 + f) − f / ln 10) / f² for 1 + f in [√½, √2]: the first coefficient, whose term is added last, and
/// the others.
const SQUARE_32: f32 = -0.21714719;
const LOG10_32: [f32; 8] =
    [0.1447648, -0.108580746, 0.08686754, -0.072127596, 0.061586928, -0.057543032, 0.056077432, -0.033078462];

/// log10(2^(e − bias) m), where (m, e) is what `split_f32` makes of a positive normal x.
#[lane_fn]
fn log10_scaled_f32(x: f32, bias: f32) -> f32 {
    let (m, e) = split_f32(x);
    let k = e - bias;
    let f = m - 1.0;
    let z = f * f;
    let low = z.mul_add(f.mul_add(LOG10_32[3], LOG10_32[2]), f.mul_add(LOG10_32[1], LOG10_32[0]));
    let high = z.mul_add(f.mul_add(LOG10_32[7], LOG10_32[6]), f.mul_add(LOG10_32[5], LOG10_32[4]));
    let p = (z * z).mul_add(high, low);
    let lead = f * LEAD_32;
    let lead_lo = f.mul_add(LEAD_LO_32, f.mul_add(LEAD_32, -lead));
    let k_lg2 = k * LG2_HI_32;
    let hi = k_lg2 + lead;
    let lo = (lead - (hi - k_lg2)) + k.mul_add(LG2_LO_32, lead_lo);
    hi + z.mul_add(SQUARE_32, (z * f).mul_add(p, lo))
}

/// log10 x where x is not both positive and normal.
#[lane_fn]
fn log10_special_f32(x: f32) -> f32 {
    let subnormal = log10_scaled_f32(x * TWO_24_32, BIAS_24_32);
    let not_negative = if x == 0.0 { f32::NEG_INFINITY } else { subnormal };
    let real = if x < 0.0 { f32::NAN } else { not_negative };
    if x < f32::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn log10_f32(x: f32) -> f32 {
    let mut result = log10_scaled_f32(x, BIAS_32);
    if !(x >= f32::MIN_POSITIVE && x < f32::INFINITY) {
        result = log10_special_f32(x);
    }
    result
}

/// The logarithm of x to the base 2, as [`f64::log10`]; exact for powers of ten.
///
/// NaN and negative numbers give NaN, ±0 gives −∞, +∞ gives +∞.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn log10<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { log10_f32(x as f32) as T } else { log10_f64(x as f64) as T }
}
