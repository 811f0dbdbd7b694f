//! The logarithm of the gamma function's modulus.
//!
//! x ≥ 3.5: Stirling's formula as x (ln x − 1) − ½ ln x + ½ ln 2π + φ(1/x²) / x (DLMF 5.11.1), φ a polynomial of degree
//! 10 in place of the divergent series. 0 < x < 3.5: ln Γ(2 + u) = u S(u) for |u| ≤ ½, S of degree 18, the recurrence
//! Γ(x + 1) = x Γ(x) (DLMF 5.5.1) making up the rest with one logarithm: ln(x − 1), 0, −ln x or −ln(x (x + 1)). The
//! zeros at 1 and 2 are then zeros of every term. The logarithm and all that is added to it are sums of two doubles,
//! which the gamma function uses too. x < 0: ln π − ln(|x sin πx|) − ln Γ(−x), DLMF 5.5.3, in the same arithmetic, so
//! that the absolute error near the zeros there is far below that of an argument rounded in its last place.
//! Polynomials by weighted least squares at Chebyshev nodes in 300 bits, leading coefficients rounded one by one.
//! `f32`: see `gamma_f32.rs`.
//! Special cases: NaN to NaN; ±0, negative integers, ±∞ to +∞; overflow above 2.55e305.

use super::gamma_f32::ln_gamma_f32;
use crate::math::logarithm::{ATANH, BIAS, BIAS_54, LN2_HI, LN2_LO, TWO_54, split};
use crate::math::poly::{poly6, poly10, poly15};
use ufunc_macros::{lane_fn, ufunc};

/// From here on Stirling's formula.
pub(crate) const STIRLING_START: f64 = 3.5;
/// ½ ln 2π as a sum of two doubles.
const HALF_LN_2PI: f64 = 0.9189385332046728;
const HALF_LN_2PI_LO: f64 = -3.8782941580672414e-17;
/// φ in 1/x².
const STIRLING: [f64; 11] = [
    0.08333333333333333,
    -0.002777777777769745,
    0.0007936507901910829,
    -0.0005952374569610432,
    0.0008416876259827438,
    -0.001913740582076935,
    0.006262953535320513,
    -0.0256424055854546,
    0.10576254392196777,
    -0.3340027025908157,
    0.5436389347851259,
];

/// ln Γ(2 + u) / u: the first coefficient as a sum of two doubles, the next two, and the further ones.
const NEAR_TWO: f64 = 0.42278433509846713;
const NEAR_TWO_LO: f64 = 4.942915152430645e-18;
const NEAR_TWO_SLOPE: f64 = 0.32246703342411326;
const NEAR_TWO_BEND: f64 = -0.06735230105319817;
const NEAR_TWO_REST: [f64; 16] = [
    0.020580808427777448,
    -0.007385551028663106,
    0.0028905103311633326,
    -0.0011927539122387346,
    0.000509669512658545,
    -0.00022315474549590317,
    9.945770608959275e-05,
    -4.4926414458025276e-05,
    2.0505366563560936e-05,
    -9.438015838895349e-06,
    4.385601089722819e-06,
    -2.0467097677521553e-06,
    9.181239447594925e-07,
    -4.264763249630897e-07,
    2.804664881423046e-07,
    -1.3762017470065076e-07,
];

/// π and ln π as sums of two doubles.
const PI: f64 = core::f64::consts::PI;
const PI_LO: f64 = 1.2246467991473532e-16;
const LN_PI: f64 = 1.1447298858494002;
const LN_PI_LO: f64 = 1.0265951162707826e-17;
/// sin(πr) / r in r² after π: the first coefficient as a sum of two doubles, the second, and the further ones.
const SIN_PI: f64 = -5.16771278004997;
const SIN_PI_LO: f64 = 2.271918499232809e-16;
const SIN_PI_NEXT: f64 = 2.5501640398773455;
const SIN_PI_REST: [f64; 7] = [
    -0.5992645293207974,
    0.08214588661124331,
    -0.007370430946789738,
    0.00046630280917138445,
    -2.191533784767947e-05,
    7.950425651049196e-07,
    -2.2452237722985033e-08,
];

/// 2^-54, and `BIAS` for an x that was multiplied by it.
const TWO_MINUS_54: f64 = 5.551115123125783e-17;
const BIAS_MINUS_54: f64 = 4503599627371465.0;
/// Bits of 1.0.
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// 2^-60: below, ln |Γ| is −ln |x|.
const TINY: f64 = 8.673617379884035e-19;
/// Above, only x (ln x − 1) counts, and may overflow.
const HUGE: f64 = 2.5e305;

/// ln(x + x_lo) as hi + lo for 2^-1020 < x < 2^1020, `bias` as for x = 2^(e − bias) m in `math/logarithm.rs`: relative
/// error below 2^-57. As there, with 2 atanh s = 2 s + s³ · and the quotient s as a sum of two doubles.
#[lane_fn]
fn ln_pair(x: f64, x_lo: f64, bias: f64) -> (f64, f64) {
    let (m, e) = split(x);
    let k = e - bias;
    // m / x, a power of two: both have the same fraction bits.
    let scale = f64::from_bits(m.to_bits().wrapping_sub(x.to_bits()).wrapping_add(ONE));
    let f = m - 1.0;
    let d = m + 1.0;
    let d_lo = m - (d - 1.0);
    let inverse = 1.0 / d;
    let s = f * inverse;
    let s_lo = inverse * (x_lo * scale).mul_add(1.0 - s, s.mul_add(-d_lo, s.mul_add(-d, f)));
    let z = s * s;
    let cube = (s * z).mul_add(poly6(z, &ATANH), s_lo + s_lo);
    let twice = s + s;
    let k_ln2 = k * LN2_HI;
    let hi = k_ln2 + twice;
    (hi, k.mul_add(LN2_LO, (twice - (hi - k_ln2)) + cube))
}

/// ln Γ(x) as hi + lo for `STIRLING_START` ≤ x ≤ `HUGE` with ln x = l + l_lo: to 2^-64 of x ln x and 2^-58.
#[lane_fn]
pub(crate) fn stirling(x: f64, l: f64, l_lo: f64) -> (f64, f64) {
    let inverse = 1.0 / x;
    let series = inverse * poly10(inverse * inverse, &STIRLING);
    let less = l - 1.0;
    let less_lo = ((l - less) - 1.0) + l_lo;
    let p = x * less;
    let p_lo = x.mul_add(less_lo, x.mul_add(less, -p));
    let half = 0.5 * l;
    let t = HALF_LN_2PI - half;
    let t_lo = HALF_LN_2PI - (t + half);
    let s = p + t;
    let rest = series + (HALF_LN_2PI_LO - 0.5 * l_lo);
    let s_lo = (t - (s - p)) + (p_lo + (t_lo + rest));
    let hi = s + s_lo;
    (hi, s_lo - (hi - s))
}

/// sin(πr) for |r| ≤ ½ as a sum of two doubles, relative error below 2^-58.
#[lane_fn]
pub(crate) fn sin_pi_parts(r: f64) -> (f64, f64) {
    let z = r * r;
    let z_lo = r.mul_add(r, -z);
    let inner = z * z.mul_add(poly6(z, &SIN_PI_REST), SIN_PI_NEXT);
    let curve = SIN_PI + inner;
    let curve_lo = ((SIN_PI - curve) + inner) + SIN_PI_LO;
    let bend = z * curve;
    let bend_lo = z.mul_add(curve, -bend) + z.mul_add(curve_lo, z_lo * curve);
    let s = PI + bend;
    let s_lo = ((PI - s) + bend) + (bend_lo + PI_LO);
    let hi = r * s;
    (hi, r.mul_add(s, -hi) + r * s_lo)
}

/// ln |Γ(x)| as hi + lo for 2^-60 ≤ x ≤ `HUGE`.
#[lane_fn]
fn ln_gamma_parts(x: f64) -> (f64, f64) {
    let low = x < 0.5;
    let below = x < 1.5;
    let middle = x < 2.5;
    let small = x < STIRLING_START;
    // The one logarithm, of 1 in the middle.
    let product = x.mul_add(x, x);
    let above = if middle { 1.0 } else { if small { x - 1.0 } else { x } };
    let a = if low { product } else { if below { x } else { above } };
    let a_lo = if low { x.mul_add(x, x - product) } else { 0.0 };
    let (l, l_lo) = ln_pair(a, a_lo, BIAS);
    let hi;
    let lo;
    if x >= STIRLING_START {
        let (sum, rest) = stirling(x, l, l_lo);
        hi = sum;
        lo = rest;
    } else {
        let nearest = if middle { 2.0 } else { 3.0 };
        let u = x - if low { 0.0 } else { if below { 1.0 } else { nearest } };
        let bend = u.mul_add(poly15(u, &NEAR_TWO_REST), NEAR_TWO_BEND);
        let inner = u * bend;
        let slope = NEAR_TWO_SLOPE + inner;
        let slope_lo = (NEAR_TWO_SLOPE - slope) + inner;
        let linear = u * slope;
        let linear_lo = u.mul_add(slope_lo, u.mul_add(slope, -linear));
        let s = NEAR_TWO + linear;
        let s_lo = ((NEAR_TWO - s) + linear) + (linear_lo + NEAR_TWO_LO);
        let q = u * s;
        let q_lo = u.mul_add(s_lo, u.mul_add(s, -q));
        let first = if below { -l } else { l };
        let first_lo = if below { -l_lo } else { l_lo };
        let sum = first + q;
        // The logarithm may be the smaller one, or 0.
        let taken = sum - first;
        hi = sum;
        lo = ((first - (sum - taken)) + (q - taken)) + (first_lo + q_lo);
    }
    (hi, lo)
}

/// ln |Γ(x)| for any x, given that of |x| where |x| is neither tiny nor huge.
#[lane_fn]
fn ln_gamma_far(x: f64, hi: f64, lo: f64) -> f64 {
    let ax = x.abs();
    let part = ax - ax.floor();
    let (s, s_lo) = sin_pi_parts(if part > 0.5 { 1.0 - part } else { part });
    let m = ax * s;
    let m_lo = ax.mul_add(s_lo, ax.mul_add(s, -m));
    // The one logarithm: of that product, or of |x| where it is tiny or huge.
    let reflect = x < 0.0 && ax >= TINY;
    let subnormal = ax < f64::MIN_POSITIVE;
    let enormous = ax > HUGE;
    let normal = if enormous { ax * TWO_MINUS_54 } else { ax };
    let normal_bias = if enormous { BIAS_MINUS_54 } else { BIAS };
    let other = if subnormal { ax * TWO_54 } else { normal };
    let bias = if subnormal { BIAS_54 } else { normal_bias };
    let (l, l_lo) = ln_pair(if reflect { m } else { other }, if reflect { m_lo } else { 0.0 }, bias);
    // ln π − ln m − ln Γ(|x|).
    let first = LN_PI - l;
    let taken = first - LN_PI;
    let first_lo = (LN_PI - (first - taken)) - (l + taken);
    let sum = first - hi;
    let taken = sum - first;
    let sum_lo = (first - (sum - taken)) - (hi + taken);
    let reflected = sum + (sum_lo + ((first_lo + LN_PI_LO) - (l_lo + lo)));
    let negative = if part == 0.0 { f64::INFINITY } else { reflected };
    let tiny = if ax > 0.0 { -(l + l_lo) } else { f64::INFINITY };
    let less = l - 1.0;
    let huge = ax.mul_add(less, ax * (((l - less) - 1.0) + l_lo));
    let positive = if x > HUGE { huge } else { hi + lo };
    let ordinary = if x < 0.0 { negative } else { positive };
    let finite = if ax < TINY { tiny } else { ordinary };
    if ax < f64::INFINITY { finite } else { ax }
}

#[lane_fn]
pub(crate) fn ln_gamma_f64(x: f64) -> f64 {
    let (hi, lo) = ln_gamma_parts(x.abs());
    let mut result = hi + lo;
    if !(x >= TINY && x <= HUGE) {
        result = ln_gamma_far(x, hi, lo);
    }
    result
}

/// The natural logarithm of the gamma function's modulus, ln |Γ(x)|.
///
/// NaN gives NaN; ±0, negative integers and ±∞ give +∞. For x > 0 the relative error is small everywhere, at the zeros
/// 1 and 2 too; near the zeros between negative integers the error is counted in units of what the last place of x
/// changes, where that is more. Largest error: see [`TABLE`](crate::math::table::TABLE). DLMF 5.2.1.
#[ufunc]
pub fn ln_gamma<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { ln_gamma_f32(x as f32) as T } else { ln_gamma_f64(x as f64) as T }
}
