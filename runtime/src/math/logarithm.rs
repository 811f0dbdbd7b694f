//! The natural logarithm.
//!
//! x = 2^k m with m in [√½, √2); f = m − 1 is exact, s = f / (2 + f), and ln m = f − f²/2 + s (f²/2 + R(s²)), as
//! fdlibm's `e_log.c` (Sun Microsystems, 1993) writes 2 atanh s; R by a weighted Remez exchange (relative error below
//! 2^-59). k ln 2 + f is added without error, so that the last addition is the only rounding of weight: below 0.9 ULP.
//! `f32` in `f32` the same way, with a polynomial of f and without the division.
//! Special cases: NaN and negative to NaN, ±0 to −∞, +∞ to +∞; subnormal arguments are scaled by 2^54 first.

use super::poly::poly6;
use ufunc_macros::{lane_fn, ufunc};

/// The upper 42 bits of ln 2, so that k · `LN2_HI` is exact, and the rest.
pub(crate) const LN2_HI: f64 = 0.6931471805598903;
pub(crate) const LN2_LO: f64 = 5.497923018708371e-14;
/// ln m / s = 2 + s² · `ATANH`(s²), for s = (m − 1) / (m + 1) and m in [√½, √2].
pub(crate) const ATANH: [f64; 7] = [
    0.6666666666666734,
    0.3999999999941648,
    0.2857142874210282,
    0.22222198593375267,
    0.18183563663766655,
    0.15314058931843708,
    0.14795942343752605,
];
/// Bits of √½.
const SQRT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
/// Bits of 1.0 less those of √½.
pub(crate) const ONE_LESS_SQRT_HALF: u64 = 0x0009_5f61_9980_c433;
/// Bits of 2^52, whose low bits hold an integer.
pub(crate) const TWO_52: u64 = 0x4330_0000_0000_0000;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// 2^52 + 1023: what the exponent field of x, put into the low bits of 2^52, exceeds k by.
pub(crate) const BIAS: f64 = 4503599627371519.0;
/// `BIAS` for an x that was multiplied by 2^54.
pub(crate) const BIAS_54: f64 = 4503599627371573.0;
/// 2^54.
pub(crate) const TWO_54: f64 = 18014398509481984.0;

/// Positive normal x as (m, e) with x = 2^(e − `BIAS`) m, m in [√½, √2).
#[lane_fn]
pub(crate) fn split(x: f64) -> (f64, f64) {
    let u = x.to_bits().wrapping_add(ONE_LESS_SQRT_HALF);
    let m = f64::from_bits((u & MANTISSA).wrapping_add(SQRT_HALF));
    (m, f64::from_bits((u >> 52) | TWO_52))
}

/// ln(2^(e − bias) m), where (m, e) is what `split` makes of a positive normal x.
#[lane_fn]
pub(crate) fn ln_scaled(x: f64, bias: f64) -> f64 {
    let (m, e) = split(x);
    let k = e - bias;
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let k_ln2 = k * LN2_HI;
    let hi = k_ln2 + f;
    let lo = k.mul_add(LN2_LO, f - (hi - k_ln2));
    let series = z.mul_add(poly6(z, &ATANH), half_square);
    hi + s.mul_add(series, lo - half_square)
}

/// ln x where x is not both positive and normal.
#[lane_fn]
fn ln_special(x: f64) -> f64 {
    let subnormal = ln_scaled(x * TWO_54, BIAS_54);
    let not_negative = if x == 0.0 { f64::NEG_INFINITY } else { subnormal };
    let real = if x < 0.0 { f64::NAN } else { not_negative };
    if x < f64::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn ln_f64(x: f64) -> f64 {
    let mut result = ln_scaled(x, BIAS);
    if !(x >= f64::MIN_POSITIVE && x < f64::INFINITY) {
        result = ln_special(x);
    }
    result
}

/// f / (2 + f) for 1 + f in [√½, √2], as (s, s_lo): s to about 2^-52 and s + s_lo to 2^-100.
#[lane_fn]
pub(crate) fn atanh_quotient(f: f64) -> (f64, f64) {
    let inverse = 1.0 / (2.0 + f);
    let s = f * inverse;
    // f − 2 s is exact, and f − 2 s − s f rounded once.
    (s, s.mul_add(-f, s.mul_add(-2.0, f)) * inverse)
}

/// The same for `f32`: the upper 15 bits of ln 2, so that k · `LN2_HI_32` is exact, and the rest.
pub(crate) const LN2_HI_32: f32 = 0.69314575;
pub(crate) const LN2_LO_32: f32 = 1.4286068e-06;
/// (ln(1 + f) − f + f²/2) / f³, for 1 + f in [√½, √2].
pub(crate) const LN_32: [f32; 8] =
    [0.3333333, -0.25000823, 0.2000126, -0.16623345, 0.14201072, -0.13159546, 0.12765716, -0.07641164];
/// Bits of √½; bits of 1.0 less those.
const SQRT_HALF_32: u32 = 0x3f35_04f3;
pub(crate) const ONE_LESS_SQRT_HALF_32: u32 = 0x004a_fb0d;
/// Bits of 2^23, whose low bits hold an integer.
pub(crate) const TWO_23: u32 = 0x4b00_0000;
/// 2^23 + 127: what the exponent field of x, put into the low bits of 2^23, exceeds k by; and the same plus 24.
pub(crate) const BIAS_32: f32 = 8388735.0;
pub(crate) const BIAS_24_32: f32 = 8388759.0;
/// 2^24.
pub(crate) const TWO_24_32: f32 = 16777216.0;

/// Positive normal x as (m, e) with x = 2^(e − `BIAS_32`) m, m in [√½, √2).
#[lane_fn]
pub(crate) fn split_f32(x: f32) -> (f32, f32) {
    let u = x.to_bits().wrapping_add(ONE_LESS_SQRT_HALF_32);
    let m = f32::from_bits((u & 0x007f_ffff).wrapping_add(SQRT_HALF_32));
    (m, f32::from_bits((u >> 23) | TWO_23))
}

/// ln x less k ln 2's bias: x positive and normal, multiplied by 2^24 for the second bias.
#[lane_fn]
pub(crate) fn ln_scaled_f32(x: f32, bias: f32) -> f32 {
    let (m, e) = split_f32(x);
    let k = e - bias;
    let f = m - 1.0;
    let z = f * f;
    let low = z.mul_add(f.mul_add(LN_32[3], LN_32[2]), f.mul_add(LN_32[1], LN_32[0]));
    let high = z.mul_add(f.mul_add(LN_32[7], LN_32[6]), f.mul_add(LN_32[5], LN_32[4]));
    let p = (z * z).mul_add(high, low);
    let k_ln2 = k * LN2_HI_32;
    let hi = k_ln2 + f;
    let lo = k.mul_add(LN2_LO_32, f - (hi - k_ln2));
    hi + z.mul_add(f.mul_add(p, -0.5), lo)
}

/// ln x where x is not both positive and normal.
#[lane_fn]
fn ln_special_f32(x: f32) -> f32 {
    let subnormal = ln_scaled_f32(x * TWO_24_32, BIAS_24_32);
    let not_negative = if x == 0.0 { f32::NEG_INFINITY } else { subnormal };
    let real = if x < 0.0 { f32::NAN } else { not_negative };
    if x < f32::INFINITY { real } else { x }
}

#[lane_fn]
pub(crate) fn ln_f32(x: f32) -> f32 {
    let mut result = ln_scaled_f32(x, BIAS_32);
    if !(x >= f32::MIN_POSITIVE && x < f32::INFINITY) {
        result = ln_special_f32(x);
    }
    result
}

/// The natural logarithm, as [`f64::ln`].
///
/// NaN and negative numbers give NaN, ±0 gives −∞, +∞ gives +∞.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn ln<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { ln_f32(x as f32) as T } else { ln_f64(x as f64) as T }
}
