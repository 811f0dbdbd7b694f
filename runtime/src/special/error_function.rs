//! The error function and its complement.
//!
//! erf: for |x| < 1, x + x P(x² − 0.5) with P of degree 11; above, 1 − exp(−L(|x| − 1)) with L of degree 18 for
//! −ln erfc, weighted by erfc, since its error counts only that much. Both by a weighted Remez exchange.
//! erfc: exp(−x²) erfcx(x), where (x + K) erfcx(x) is one polynomial of degree 24 in t = (x − K) / (x + K) for all
//! x ≥ 0 (Shepherd and Laframboise 1981, with another factor and so with a single division). x² goes into the
//! exponential as an exact sum of two doubles; the quotient and the last steps of the polynomial carry what they round
//! away, and a subnormal result is rounded once. For x < 0, 2 − erfc(−x).
//! `f32` with short polynomials in a file of its own.
//! Special cases: NaN to NaN; erf ±∞ = ±1, erf −0 = −0; erfc +∞ = 0, erfc −∞ = 2.

use crate::math::exponential::{exp_parts, exp_reduce, scale_far, scale_normal};
use crate::math::poly::{poly9, poly17, poly20};
use crate::special::error_function_f32::{erf_f32, erfc_f32};
use ufunc_macros::{lane_fn, ufunc};

/// erf x / x − 1 in x² − 0.5, so that little is rounded at either end: the first two coefficients, which are added
/// last, and the further ones.
const ERF_LEAD: [f64; 2] = [-0.0345312613301327, -0.2810721780454342];
const ERF: [f64; 10] = [
    0.07940998675593694,
    -0.01828388448915414,
    0.003480274496568653,
    -0.000561189422092502,
    7.829649689775476e-05,
    -9.61480888041624e-06,
    1.053632327730518e-06,
    -1.0420297405874587e-07,
    9.432402668166908e-09,
    -7.808476938734305e-10,
];
/// −ln erfc(1 + u) = `LN_ERFC` + u · `LN_ERFC_RISE`(u) for u in [0, 4.93].
const LN_ERFC: f64 = 1.8496055099332482;
const LN_ERFC_RISE: [f64; 18] = [
    2.6389675142347913,
    0.8431072563585729,
    0.04156109804325191,
    -0.010033825384122334,
    0.001977902598844554,
    -0.0002373224924317523,
    -2.6278160501209953e-05,
    2.716031358153054e-05,
    -9.611582167159879e-06,
    2.063691105013839e-06,
    -1.468770404194101e-07,
    -9.461872189059019e-08,
    5.049239270397662e-08,
    -1.4328673949668923e-08,
    2.7110600393260667e-09,
    -3.417290706487861e-10,
    2.609063651721039e-11,
    -9.13591122921364e-13,
];
/// Above, erf rounds to 1.
const ERF_ONE: f64 = 5.93;
/// Above, erfc rounds to 0.
const ERFC_ZERO: f64 = 27.3;

/// K of t = (x − K) / (x + K).
const ERFC_K: f64 = 2.5;
/// (x + K) erfcx(x) in t: the first two coefficients, each as a sum of two doubles; the next two.
const ERFC_LEAD: [f64; 6] = [
    1.054031820305718,
    -5.261342081307517e-17,
    -0.8046518494391488,
    -4.0675232902203954e-17,
    0.4539141166480961,
    -0.1712511452460499,
];
/// And the further ones.
const ERFC: [f64; 21] = [
    0.02836155013200088,
    0.008393044302591787,
    -0.004818785523607173,
    -0.00043920826852885135,
    0.0007026937313355286,
    5.830780205582135e-05,
    -0.00011260490418605237,
    -1.9532055165973408e-05,
    1.824477512471818e-05,
    6.753228691310618e-06,
    -2.333716240305832e-06,
    -1.959258559090572e-06,
    -2.6188469312980483e-09,
    4.4177312657889183e-07,
    1.327904011318727e-07,
    -6.306504541274471e-08,
    -4.742810202391365e-08,
    7.509979914660025e-10,
    7.882256268593752e-09,
    1.2508104841199701e-09,
    -2.98174161762662e-10,
];

/// (e^r − 1 − r − r²/2) / r³.
const EXP: [f64; 10] = [
    0.16666666666666682,
    0.0416666666666667,
    0.008333333333317589,
    0.0013888888888865523,
    0.00019841269895330528,
    2.480158736441739e-05,
    2.7557235708472404e-06,
    2.755723923420082e-07,
    2.5111791174518037e-08,
    2.0925515377495743e-09,
];

/// What `exp_parts` computes, to 2^-57 in place of 2^-55: r²/2 is added by itself.
#[lane_fn]
pub(crate) fn exp_pair(h: f64, l: f64) -> (f64, f64, u64) {
    let (r, tail, n) = exp_reduce(h, l);
    let hi = 1.0 + r;
    let cubic = (r * r * r).mul_add(poly9(r, &EXP), tail);
    let lo = (0.5 * r).mul_add(r, (r - (hi - 1.0)) + cubic);
    (hi, lo, n)
}

/// (y + y_lo) · 2^n rounded once, subnormal or not: n > −1090 in the low bits of `n`, y ≥ 0 the nearest double of
/// y + y_lo, no overflow.
#[lane_fn]
pub(crate) fn scale_sum(y: f64, y_lo: f64, n: u64) -> f64 {
    let scaled = scale_far(y, n);
    // 2^(−1022 − n): what is added to it, if less, is rounded to a multiple of 2^(−1074 − n).
    let rounder = f64::from_bits(1_u64.wrapping_sub(n) << 52);
    let sum = rounder + y;
    let rest = (y - (sum - rounder)) + y_lo;
    let subnormal = scale_far((sum + rest) - rounder, n);
    if scaled < f64::MIN_POSITIVE { subnormal } else { scaled }
}

/// p(t) / (x + k) · e^(h + l) for t = (x − k) / (x + k) and the exact argument x = a + a_lo ≥ 0, where p has the
/// coefficients `lead` (two as sums of two doubles, two more) and `rest`, and k few bits, so that the sums with it have
/// exact rests. −750 < h ≤ 0.
#[lane_fn]
pub(crate) fn scaled_tail(
    a: f64,
    a_lo: f64,
    h: f64,
    l: f64,
    k: f64,
    lead: &[f64; 6],
    rest: &[f64; 21],
) -> f64 {
    let (e_hi, e_lo, n) = exp_pair(h, l);
    let w = a + k;
    let w_lo = (a - (w - k)) + a_lo;
    let d = a - k;
    let d_lo = (a - (d + k)) + a_lo;
    let inverse = 1.0 / w;
    let t = d * inverse;
    let t_lo = inverse * (t.mul_add(-w, d) + t.mul_add(-w_lo, d_lo));
    // The four largest coefficients last, so that their sums are rounded once.
    let further = t * poly20(t, rest);
    let third = lead[5] + further;
    let inner = t * third;
    let inner_lo = t.mul_add((lead[5] - third) + further, t.mul_add(third, -inner));
    let bend = lead[4] + inner;
    let bend_lo = ((lead[4] - bend) + inner) + inner_lo;
    let curve = t * bend;
    let curve_lo = t.mul_add(bend_lo, t.mul_add(bend, -curve)) + lead[3];
    let slope = lead[2] + curve;
    let slope_lo = ((lead[2] - slope) + curve) + curve_lo;
    let linear = t * slope;
    let p = lead[0] + linear;
    let derivative = (t * t).mul_add(lead[5], slope + curve);
    let linear_lo = t_lo.mul_add(derivative, t.mul_add(slope, -linear));
    let p_lo = ((lead[0] - p) + linear) + (linear_lo + t.mul_add(slope_lo, lead[1]));
    let q = p * inverse;
    let q_lo = inverse * (q.mul_add(-w, p) + q.mul_add(-w_lo, p_lo));
    let small = (e_hi + e_lo).mul_add(q_lo, e_lo * q);
    let y = e_hi.mul_add(q, small);
    let mut result = scale_normal(y, n);
    if h < -700.0 {
        let product = e_hi * q;
        let y_lo = ((product - y) + small) + e_hi.mul_add(q, -product);
        result = scale_sum(y, y_lo, n);
    }
    result
}

#[lane_fn]
pub(crate) fn erf_f64(x: f64) -> f64 {
    let ax = x.abs();
    let result;
    if ax < 1.0 {
        let t = x.mul_add(x, -0.5);
        result = x.mul_add(t.mul_add(t.mul_add(poly9(t, &ERF), ERF_LEAD[1]), ERF_LEAD[0]), x);
    } else {
        let a = if ax > ERF_ONE { ERF_ONE } else { ax };
        let u = a - 1.0;
        let rise = u * poly17(u, &LN_ERFC_RISE);
        let h = LN_ERFC + rise;
        let (hi, lo, n) = exp_parts(-h, (h - LN_ERFC) - rise);
        result = (1.0 - scale_normal(hi + lo, n)).copysign(x);
    }
    result
}

#[lane_fn]
pub(crate) fn erfc_f64(x: f64) -> f64 {
    let ax = x.abs();
    let a = if ax > ERFC_ZERO { ERFC_ZERO } else { ax };
    let square = a * a;
    let tail = scaled_tail(a, 0.0, -square, -a.mul_add(a, -square), ERFC_K, &ERFC_LEAD, &ERFC);
    if x < 0.0 { 2.0 - tail } else { tail }
}

/// The error function, 2/√π ∫₀ˣ exp(−t²) dt.
///
/// NaN gives NaN, ±∞ gives ±1. Largest error: see [`TABLE`](crate::math::table::TABLE). DLMF 7.2.1.
#[ufunc]
pub fn erf<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { erf_f32(x as f32) as T } else { erf_f64(x as f64) as T }
}

/// The complementary error function 1 − erf(x), without cancellation for large x.
///
/// NaN gives NaN, +∞ gives 0, −∞ gives 2; results down to the smallest subnormal are right.
/// Largest error: see [`TABLE`](crate::math::table::TABLE). DLMF 7.2.2.
#[ufunc]
pub fn erfc<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { erfc_f32(x as f32) as T } else { erfc_f64(x as f64) as T }
}
