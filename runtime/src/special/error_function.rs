//! The error function and its complement.
//!
//! Up to 6.23, x = r + d with r the nearest multiple of 1/64, and erf x = erf r + S d (1 + B), S = 2/√π exp(−r²) the slope at
//! r; B is a polynomial in r d and d², as Taylor's series shows (DLMF 7.10.1), refitted by a linear program so that its
//! error is below 2^-56.4 of the result. erf r and S come from tables.
//! erf: as min(r, 1) + d + (erf r − min(r, 1) + d (S (1 + B) − 1)), where the first sum is exact and the rest is small, so
//! that the last addition is the only rounding of weight.
//! erfc: erfc r as a sum of two doubles, less S d (1 + B). Above, exp(−x²) erfcx(x), where (x + K) erfcx(x) is one
//! polynomial of degree 24 in t = (x − K) / (x + K) for all x ≥ 0 (Shepherd and Laframboise 1981, with another factor
//! and so with a single division). x² goes into the exponential as an exact sum of two doubles; the quotient and the last
//! steps of the polynomial carry what they round away, and a subnormal result is rounded once. For x < 0, 2 − erfc(−x).
//! `f32` with short polynomials in a file of its own.
//! Special cases: NaN to NaN; erf ±∞ = ±1, erf −0 = −0; erfc +∞ = 0, erfc −∞ = 2.
//! Source of the tables' use: Arm Optimized Routines, `erf` and `erfc` of AdvSIMD, 2023; without its errors of 2 ULP.

use crate::math::exponential::{exp_reduce, scale_far, scale_normal};
use crate::math::poly::{poly7, poly9, poly20};
use crate::special::error_function_f32::{erf_f32, erfc_f32};
use crate::special::error_function_table::{ERF_REST, ERF_RISE, ERFC_HI, ERFC_LO, LEN, PER_UNIT, SLOPE};
use ufunc_macros::{lane_fn, ufunc};

const SIGN: u64 = 0x8000_0000_0000_0000;
/// Largest argument of the tables: erf rounds to 1 from 5.93 on.
const NEAR: f64 = 6.23;
/// Added to a number below 2^40, leaves its nearest multiple of 1/64, counted in the low bits.
const MAGIC: f64 = 6755399441055744.0 / PER_UNIT;
/// What an index has bits of.
const INDEX: u64 = LEN as u64 - 1;
/// B for erf, u = r d and v = d²: the coefficients of u, u², … u⁵; of v, u v, … u³ v; of v² and u v², of v³.
const ERF_U: [f64; 5] =
    [-1.000000000001759, 0.6666666665322981, -0.3333333544340632, 0.1333300474541919, -0.04444381434942742];
const ERF_V: [f64; 4] = [-0.3333333333346567, 0.5000000829810367, -0.3999903627174516, 0.22256546835161065];
const ERF_V2: [f64; 3] = [0.10000005255614607, -0.1675526816359939, -0.02427449353088566];
/// B for erfc: the coefficients of u, … u⁸; of v, … u⁵ v; of v², u v² and u² v², of v³.
const ERFC_U: [f64; 8] = [
    -1.0000000000000324,
    0.6666666666673777,
    -0.3333333333783319,
    0.13333333291842814,
    -0.04444434985090729,
    0.01269889729542618,
    -0.003168083211426246,
    0.0004949160842667714,
];
const ERFC_V: [f64; 6] = [
    -0.3333333333595343,
    0.5000000041511733,
    -0.40000000906019345,
    0.2222189437992017,
    -0.09525949121703221,
    0.031156325168459016,
];
const ERFC_V2: [f64; 4] =
    [0.10000098557328697, -0.16673176076728127, 0.14313142317128594, -0.03383115076825897];
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

/// a = r + d for 0 ≤ a ≤ `NEAR`: r, d, and the index of r.
#[lane_fn]
fn nearest_point(a: f64) -> (f64, f64, u64) {
    let magic = a + MAGIC;
    let r = magic - MAGIC;
    (r, a - r, magic.to_bits() & INDEX)
}

#[lane_fn]
pub(crate) fn erf_f64(x: f64) -> f64 {
    let ax = x.abs();
    let (r, d, i) = nearest_point(if ax > NEAR { NEAR } else { ax });
    let u = r * d;
    let v = d * d;
    let u2 = u * u;
    let far_u = u2.mul_add(ERF_U[4], u.mul_add(ERF_U[3], ERF_U[2]));
    let in_u = u2.mul_add(far_u, u.mul_add(ERF_U[1], ERF_U[0]));
    let in_v = u2.mul_add(u.mul_add(ERF_V[3], ERF_V[2]), u.mul_add(ERF_V[1], ERF_V[0]));
    let in_v2 = v.mul_add(ERF_V2[2], u.mul_add(ERF_V2[1], ERF_V2[0]));
    let bend = v.mul_add(v.mul_add(in_v2, in_v), u * in_u);
    let rise = ERF_RISE[i as usize];
    let rest = d.mul_add((rise + 1.0).mul_add(bend, rise), ERF_REST[i as usize]);
    let base = d + if r > 1.0 { 1.0 } else { r };
    f64::from_bits((base + rest).to_bits() | (x.to_bits() & SIGN))
}

/// erfc a for `NEAR` ≥ a ≥ 0.
#[lane_fn]
fn erfc_near(a: f64) -> f64 {
    let (r, d, i) = nearest_point(a);
    let u = r * d;
    let v = d * d;
    let u2 = u * u;
    let far_v = u2.mul_add(u.mul_add(ERFC_V[5], ERFC_V[4]), u.mul_add(ERFC_V[3], ERFC_V[2]));
    let in_v = u2.mul_add(far_v, u.mul_add(ERFC_V[1], ERFC_V[0]));
    let in_v2 = v.mul_add(ERFC_V2[3], u2.mul_add(ERFC_V2[2], u.mul_add(ERFC_V2[1], ERFC_V2[0])));
    let bend = v.mul_add(v.mul_add(in_v2, in_v), u * poly7(u, &ERFC_U));
    let linear = SLOPE[i as usize] * d;
    ERFC_HI[i as usize] + (ERFC_LO[i as usize] - linear.mul_add(bend, linear))
}

#[lane_fn]
pub(crate) fn erfc_f64(x: f64) -> f64 {
    let ax = x.abs();
    let near = erfc_near(if ax > NEAR { NEAR } else { ax });
    let mut result = if x < 0.0 { 2.0 - near } else { near };
    if x > NEAR {
        let a = if x > ERFC_ZERO { ERFC_ZERO } else { x };
        let square = a * a;
        result = scaled_tail(a, 0.0, -square, -a.mul_add(a, -square), ERFC_K, &ERFC_LEAD, &ERFC);
    }
    result
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
