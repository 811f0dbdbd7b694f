//! The error function and its complement.
//!
//! erf: for |x| < 1, x + x P(x² − 0.75) with P of degree 11; above, 1 − exp(−L(|x| − 1)) with L of degree 18 for −ln erfc,
//! weighted by erfc, since its error counts only that much. Both by a weighted Remez exchange.
//! erfc: exp(−x²) erfcx(x), where (x + K) erfcx(x) is one polynomial of degree 24 in t = (x − K) / (x + K) for all
//! x ≥ 0 (Shepherd and Laframboise 1981, with another factor and so with a single division). x² goes into the
//! exponential as an exact sum of two doubles; the quotient and the last steps of the polynomial carry what they round
//! away. For x < 0, 2 − erfc(−x).
//! Special cases: NaN to NaN; erf ±∞ = ±1, erf −0 = −0; erfc +∞ = 0, erfc −∞ = 2.

use crate::math::exponential::{exp_parts, scale_far, scale_normal};
use crate::math::poly::{poly9, poly17, poly20};
use ufunc_macros::{lane_fn, ufunc};

/// erf x / x − 1 in x² − 0.75, so that little is rounded where erf x is near its upper end: the first two coefficients,
/// which are added last, and the further ones.
const ERF_LEAD: [f64; 2] = [-0.10010880203447824, -0.24458841374655801];
const ERF: [f64; 10] = [
    0.06691888796466673,
    -0.01513114470010604,
    0.002847208334753159,
    -0.00045549123928897224,
    6.318505758056785e-05,
    -7.725320777828736e-06,
    8.436865135403644e-07,
    -8.332013145329514e-08,
    7.270783931764581e-09,
    -7.859935645933797e-10,
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
const ERFC_K: f64 = 2.25;
/// (x + K) erfcx(x) in t: the first two coefficients, each as a sum of two doubles; the derivative to 10%, as a line; the
/// next two coefficients.
const ERFC_LEAD: [f64; 8] = [
    1.0398926642867634,
    -6.194398342375139e-18,
    -0.751959017590408,
    9.960912807771655e-18,
    -0.751,
    0.546,
    0.371517473333034,
    -0.10121040188052037,
];
/// And the further ones.
const ERFC: [f64; 21] = [
    -0.0036109109352045333,
    0.01165868279967602,
    -0.0007970915376298856,
    -0.0016356683229717952,
    8.072932515299991e-05,
    0.0002857164434484002,
    2.363034698702849e-05,
    -5.1127148396105984e-05,
    -1.6190377550585494e-05,
    6.7066619589788075e-06,
    5.604193387788963e-06,
    3.100688730072521e-07,
    -1.2461418427373563e-06,
    -5.858638553578826e-07,
    9.662681312672181e-08,
    2.19433123989485e-07,
    5.271441887329402e-08,
    -4.839674176951894e-08,
    -2.3863830597548726e-08,
    5.5724777398139675e-09,
    3.806166008440349e-09,
];

/// p(t) / (x + k) · e^(h + l) for t = (x − k) / (x + k) and the exact argument x = a + a_lo ≥ 0, where p has the
/// coefficients `lead` (two as sums of two doubles, roughly the derivative's, two more) and `rest`. −750 < h ≤ 0.
#[lane_fn]
pub(crate) fn scaled_tail(
    a: f64,
    a_lo: f64,
    h: f64,
    l: f64,
    k: f64,
    lead: &[f64; 8],
    rest: &[f64; 21],
) -> f64 {
    let (e_hi, e_lo, n) = exp_parts(h, l);
    // 1 / (x + k) and t = 2x / (x + k) − 1, which is exact enough where p is steep, near x = 0.
    let w = a + k;
    let w_lo = (a - (w - k)) + a_lo;
    let inverse = 1.0 / w;
    let inverse_lo = inverse * inverse.mul_add(-w_lo, inverse.mul_add(-w, 1.0));
    let twice = a + a;
    let t = twice.mul_add(inverse, -1.0);
    let t_lo = twice.mul_add(inverse_lo, 2.0 * a_lo * inverse);
    // The two largest coefficients last, so that their sums are rounded once.
    let curve = t * t.mul_add(t.mul_add(poly20(t, rest), lead[7]), lead[6]);
    let slope = lead[2] + curve;
    let slope_lo = ((lead[2] - slope) + curve) + lead[3];
    let linear = t * slope;
    let p = lead[0] + linear;
    let linear_lo = t_lo.mul_add(t.mul_add(lead[5], lead[4]), t.mul_add(slope, -linear));
    let p_lo = ((lead[0] - p) + linear) + (linear_lo + t.mul_add(slope_lo, lead[1]));
    let q = p * inverse;
    let q_lo = p.mul_add(inverse, -q) + p.mul_add(inverse_lo, p_lo * inverse);
    let y = e_hi.mul_add(q, e_hi.mul_add(q_lo, e_lo * q));
    let mut result = scale_normal(y, n);
    if h < -707.0 {
        result = scale_far(y, n);
    }
    result
}

#[lane_fn]
pub(crate) fn erf_f64(x: f64) -> f64 {
    let ax = x.abs();
    let result;
    if ax < 1.0 {
        let t = x.mul_add(x, -0.75);
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
    erf_f64(x as f64) as T
}

/// The complementary error function 1 − erf(x), without cancellation for large x.
///
/// NaN gives NaN, +∞ gives 0, −∞ gives 2; results down to the smallest subnormal are right.
/// Largest error: see [`TABLE`](crate::math::table::TABLE). DLMF 7.2.2.
#[ufunc]
pub fn erfc<T: Float>(x: T) -> T {
    erfc_f64(x as f64) as T
}
