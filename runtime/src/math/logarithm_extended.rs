//! The natural logarithm as a sum of two doubles, for functions that multiply, divide or exponentiate it: `ln_extended`
//! to about 2^-67, `ln_pair` to about 2^-56 at a third of the cost; and logarithms of quotients and for results in
//! `f32`.
//!
//! `ln_extended`:
//! x = 2^k m with m in [√½, √2), f = m − 1 exact. Where f is outside of [−0.16, 0.19], c (1 + f) with c = 5/4 or 3/4 is
//! nearer to 1: g = c f + (c − 1) in [−0.16, 0.19] anyway, without error. s = g / (2 + g) as a sum of two doubles (the
//! remainder of a quotient is exact under FMA), |s| ≤ 0.087. ln(1 + g) = 2 atanh s = 2 s + s³ (C + s² Q(s²)): s³ C with
//! C ≈ 2/3 as sums of two doubles, Q of degree 5 by `fpminimax` (relative error of the whole below 2^-75) in plain
//! arithmetic, whose rounding weighs at most 2^-16 of the result; k ln 2 − ln c to 95 bits. Relative error below 2^-66,
//! near x = 1 too.
//!
//! `ln_pair` leaves c out and takes s³ R(s²), R of `logarithm.rs`, in plain arithmetic.
//! Sources: fdlibm `e_log.c` (Sun Microsystems, 1993) for the reduction; Dekker 1971 for the sums.

use super::logarithm::{ATANH, BIAS, BIAS_54, LN2_HI, LN2_LO, TWO_54, atanh_quotient, split};
use super::poly::{poly4, poly5, poly6, poly7};
use ufunc_macros::lane_fn;

/// C: 53 bits and the 53 bits after them.
const CUBE: f64 = 0.6666666666666666;
const CUBE_LO: f64 = 3.7481474633420855e-17;
/// Q: (2 atanh s − 2 s − C s³) / s⁵ in s², for |s| ≤ 0.087.
const FIFTH: [f64; 6] = [
    0.3999999999999984,
    0.2857142857160864,
    0.22222222125348534,
    0.18181846050788408,
    0.15380212903971133,
    0.1369285331754119,
];
const TWICE_FIFTH: f64 = 0.8;
/// Where c is not 1.
const HIGH: f64 = 0.19;
const LOW: f64 = -0.16;
/// −ln(3/4) and −ln(5/4) in whole units of 2^-42, as `LN2_HI` is, so that k ln 2 − ln c is exact in its upper part; and
/// the rest.
const LN_HIGH: f64 = 0.28768207245184385;
const LN_HIGH_LO: f64 = -6.292357389008195e-14;
const LN_LOW: f64 = -0.22314355131425145;
const LN_LOW_LO: f64 = 4.169796584527195e-14;

/// k ln 2 + ln(1 + f + f_lo) for an integer |k| ≤ 2048, 1 + f in [√½, √2] and f_lo below the last place of f.
///
/// (hi, lo) with hi the nearest double of the sum. f must not be so small that 2^-106 f is below the least double,
/// unless it is 0.
#[lane_fn]
pub(crate) fn ln_of_parts(k: f64, f: f64, f_lo: f64) -> (f64, f64) {
    let is_high = f > HIGH;
    let is_low = f < LOW;
    let c = if is_high { 0.75 } else { if is_low { 1.25 } else { 1.0 } };
    let ln_c = if is_high { LN_HIGH } else { if is_low { LN_LOW } else { 0.0 } };
    let ln_c_lo = if is_high { LN_HIGH_LO } else { if is_low { LN_LOW_LO } else { 0.0 } };
    let product = c * f;
    let g = product + (c - 1.0);
    let g_lo = c.mul_add(f_lo, c.mul_add(f, -product));
    let t = 2.0 + g;
    let t_lo = (g - (t - 2.0)) + g_lo;
    let inverse = 1.0 / t;
    let s = g * inverse;
    let s_lo = s.mul_add(-t_lo, s.mul_add(-t, g) + g_lo) * inverse;
    let z = s * s;
    let z_lo = (s + s).mul_add(s_lo, s.mul_add(s, -z));
    let w = z * CUBE;
    // What z_lo changes in z C + z² Q(z), to first order.
    let slope = z.mul_add(TWICE_FIFTH, CUBE);
    let w_lo = (z * z).mul_add(poly5(z, &FIFTH), z.mul_add(CUBE, -w) + z.mul_add(CUBE_LO, z_lo * slope));
    let cube = s * w;
    let cube_lo = s.mul_add(w, -cube) + s.mul_add(w_lo, s_lo * w);
    let lead = s + s;
    let base = k.mul_add(LN2_HI, ln_c);
    let first = base + lead;
    let first_lo = lead - (first - base);
    let second = first + cube;
    let second_lo = cube - (second - first);
    let rest = first_lo + (second_lo + (k.mul_add(LN2_LO, s_lo + s_lo) + (cube_lo + ln_c_lo)));
    let hi = second + rest;
    (hi, rest - (hi - second))
}

/// k ln 2 + 2 atanh(s + s_lo) for |s| ≤ 0.1716, relative error below 2^-56.
#[lane_fn]
fn ln_pair_of_atanh(k: f64, s: f64, s_lo: f64) -> (f64, f64) {
    let z = s * s;
    let lead = s + s;
    let base = k * LN2_HI;
    let first = base + lead;
    let first_lo = (lead - (first - base)) + k.mul_add(LN2_LO, s_lo + s_lo);
    let rest = (s * z).mul_add(poly6(z, &ATANH), first_lo);
    let hi = first + rest;
    (hi, rest - (hi - first))
}

/// `ln_of_parts` with a relative error below 2^-56.
#[lane_fn]
pub(crate) fn ln_pair_of_parts(k: f64, f: f64, f_lo: f64) -> (f64, f64) {
    let inverse = 1.0 / (2.0 + f);
    let s = f * inverse;
    let rest = s.mul_add(-f, s.mul_add(-2.0, f)) + s.mul_add(-f_lo, f_lo);
    ln_pair_of_atanh(k, s, rest * inverse)
}

/// ln x as (hi, lo) for positive normal x, relative error of the sum below 2^-56; (0, 0) for 1.
#[lane_fn]
pub(crate) fn ln_pair(x: f64) -> (f64, f64) {
    let (m, e) = split(x);
    let (s, s_lo) = atanh_quotient(m - 1.0);
    ln_pair_of_atanh(e - BIAS, s, s_lo)
}

/// The same for any positive finite x: subnormal ones are scaled by 2^54 first.
#[lane_fn]
pub(crate) fn ln_pair_any(x: f64) -> (f64, f64) {
    let small = x < f64::MIN_POSITIVE;
    let (m, e) = split(if small { x * TWO_54 } else { x });
    let (s, s_lo) = atanh_quotient(m - 1.0);
    ln_pair_of_atanh(e - if small { BIAS_54 } else { BIAS }, s, s_lo)
}

/// ln x as (hi, lo) for positive normal x, relative error of the sum below 2^-66; (0, 0) for 1.
#[lane_fn]
pub(crate) fn ln_extended(x: f64) -> (f64, f64) {
    let (m, e) = split(x);
    ln_of_parts(e - BIAS, m - 1.0, 0.0)
}

/// (2 atanh s − 2 s) / s³ in s², for |s| ≤ 0.2005: relative error of 2 atanh s below 2^-62.
const ATANH_WIDE: [f64; 8] = [
    0.666666666666666,
    0.40000000000056984,
    0.28571428555714284,
    0.22222224312135672,
    0.18181664824966465,
    0.15391148901032162,
    0.1317294464639102,
    0.13847647657532888,
];

/// k ln 2 + ln((d + n) / (d − n)) = k ln 2 + 2 atanh(n / d) for |n / d| ≤ 0.2005, rounded once by much: below 0.6 ULP.
///
/// n and d are sums of two doubles, the larger one of d halved; `inverse` is the reciprocal of `half_d` to a few
/// units of the last place. Where k = 0 and d = 2, the result is n for a tiny or subnormal n.
#[lane_fn]
pub(crate) fn ln_of_quotient(k: f64, n: f64, n_lo: f64, half_d: f64, d_lo: f64, inverse: f64) -> f64 {
    let twice = n * inverse;
    let s = 0.5 * twice;
    let twice_lo = (twice.mul_add(-half_d, n) + s.mul_add(-d_lo, n_lo)) * inverse;
    let z = s * s;
    let base = k * LN2_HI;
    let hi = base + twice;
    let lo = (twice - (hi - base)) + k.mul_add(LN2_LO, twice_lo);
    hi + (s * z).mul_add(poly7(z, &ATANH_WIDE), lo)
}

/// (2 atanh s − 2 s) / s³ in s², for |s| ≤ 0.2005 and results in `f32`: relative error of 2 atanh s below 2^-42.
const ATANH_SHORT: [f64; 5] =
    [0.6666666671122654, 0.39999984364599295, 0.28573206492394854, 0.22134370085063362, 0.20131056710179593];

/// k ln 2 + 2 atanh s for |s| ≤ 0.2005, relative error below 2^-41.
#[lane_fn]
pub(crate) fn ln_short_of_atanh(k: f64, s: f64) -> f64 {
    let z = s * s;
    k.mul_add(core::f64::consts::LN_2, (s * z).mul_add(poly4(z, &ATANH_SHORT), s + s))
}

/// ln x for positive normal x and a result in `f32`: relative error below 2^-41.
#[lane_fn]
pub(crate) fn ln_short(x: f64) -> f64 {
    let (m, e) = split(x);
    let f = m - 1.0;
    ln_short_of_atanh(e - BIAS, f / (2.0 + f))
}
