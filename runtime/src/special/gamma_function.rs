//! The gamma function.
//!
//! x ≥ 3.5: the exponential of Stirling's formula as a sum of two doubles (see `log_gamma.rs`). 0 < x < 3.5:
//! 1 / Γ(2 + u) for |u| ≤ ½ as a polynomial of degree 15 (the function is entire, so it needs few terms), the
//! recurrence (DLMF 5.5.1) for the rest, and one division with its remainder: Γ(x) = (x − 1) / R, 1 / R, 1 / (x R) or
//! 1 / (x (x + 1) R). x < 0: −π / (|x| sin(π|x|) Γ(|x|)), DLMF 5.5.3, sin of the exact distance to the nearest integer,
//! all as sums of two doubles, rounded once where the result is subnormal. The factorials that a double can hold come
//! out exact, since the error before the last rounding is below half a unit.
//! `f32`: see `gamma_f32.rs`.
//! Special cases: NaN, negative integers and −∞ to NaN; ±0 to ±∞; +∞ to +∞; overflow above 171.62; zeros with the
//! function's sign below −184.

use super::error_function::{exp_pair, scale_sum};
use super::gamma_f32::gamma_f32;
use super::log_gamma::{STIRLING_START, sin_pi_parts, stirling};
use crate::math::exponential::{scale_far, scale_normal};
use crate::math::logarithm_extended::ln_extended;
use crate::math::poly::poly12;
use ufunc_macros::{lane_fn, ufunc};

/// 1 / Γ(2 + u) = 1 + u ·: the first coefficient as a sum of two doubles, the second, and the further ones.
const SLOPE: f64 = -0.42278433509846713;
const SLOPE_LO: f64 = -4.942915152430645e-18;
const BEND: f64 = -0.23309373642178696;
const REST: [f64; 13] = [
    0.19109110138769153,
    -0.024552490005378076,
    -0.017645244550146856,
    0.008023273021520585,
    -0.0008043297755297136,
    -0.0003608378041399283,
    0.00014559614105359695,
    -1.754596518503605e-05,
    -2.5889863131022533e-06,
    1.3390068561854696e-06,
    -2.0551355468780276e-07,
    -1.4172125420511865e-09,
    6.368855724094601e-09,
];
const PI: f64 = core::f64::consts::PI;
const PI_LO: f64 = 1.2246467991473532e-16;
/// 2^-56: below, Γ(x) rounds to 1 / x.
const TINY: f64 = 1.3877787807814457e-17;
/// The power of two of larger arguments' results is no double, or that of their reciprocals.
const NORMAL_END: f64 = 170.0;
/// Above, Γ overflows.
const OVERFLOW: f64 = 171.7;
/// Below the negative of this, results round to 0.
const UNDERFLOW: f64 = 190.0;

/// Γ(x) as (hi + lo) · 2^n for `TINY` ≤ x ≤ `UNDERFLOW`, hi the nearest double but for some units of the last place, n
/// in the low bits of the third.
#[lane_fn]
fn gamma_parts(x: f64) -> (f64, f64, u64) {
    let hi;
    let lo;
    let n;
    if x >= STIRLING_START {
        let (l, l_lo) = ln_extended(x);
        let (h, h_lo) = stirling(x, l, l_lo);
        let (e, e_lo, power) = exp_pair(h, h_lo);
        hi = e;
        lo = e_lo;
        n = power;
    } else {
        let low = x < 0.5;
        let below = x < 1.5;
        let middle = x < 2.5;
        let nearest = if middle { 2.0 } else { 3.0 };
        let u = x - if low { 0.0 } else { if below { 1.0 } else { nearest } };
        let bend = u * u.mul_add(poly12(u, &REST), BEND);
        let slope = SLOPE + bend;
        let slope_lo = ((SLOPE - slope) + bend) + SLOPE_LO;
        let linear = u * slope;
        let r = 1.0 + linear;
        let r_lo = ((1.0 - r) + linear) + u.mul_add(slope_lo, u.mul_add(slope, -linear));
        let product = x.mul_add(x, x);
        let b = if low { product } else { if below { x } else { 1.0 } };
        let b_lo = if low { x.mul_add(x, x - product) } else { 0.0 };
        let d = b * r;
        let d_lo = b.mul_add(r, -d) + b.mul_add(r_lo, b_lo * r);
        let a = if middle { 1.0 } else { x - 1.0 };
        let inverse = 1.0 / d;
        hi = a * inverse;
        lo = inverse * hi.mul_add(-d_lo, hi.mul_add(-d, a));
        n = 0;
    }
    (hi, lo, n)
}

/// Γ(x) for any x, given that of |x|, or of `UNDERFLOW` where |x| is larger, as (hi + lo) · 2^n.
#[lane_fn]
fn gamma_far(x: f64, hi: f64, lo: f64, n: u64) -> f64 {
    let ax = x.abs();
    let whole = ax.floor();
    let half = 0.5 * whole;
    let part = ax - whole;
    let bounded = if ax > UNDERFLOW { UNDERFLOW } else { ax };
    let (s, s_lo) = sin_pi_parts(if part > 0.5 { 1.0 - part } else { part });
    let m = bounded * s;
    let m_lo = bounded.mul_add(s_lo, bounded.mul_add(s, -m));
    let y = hi + lo;
    let d = m * y;
    let d_lo = m.mul_add(y, -d) + m.mul_add(lo - (y - hi), m_lo * y);
    let inverse = 1.0 / d;
    let q = PI * inverse;
    let q_lo = inverse * (q.mul_add(-d, PI) + q.mul_add(-d_lo, PI_LO));
    let sum = q + q_lo;
    let size = scale_sum(sum, q_lo - (sum - q), 0_u64.wrapping_sub(n));
    let signed = if half.floor() == half { -size } else { size };
    let negative = if part == 0.0 { f64::NAN } else { signed };
    let scaled = scale_far(y, n);
    let positive = if x > OVERFLOW { f64::INFINITY } else { scaled };
    let ordinary = if x < 0.0 { negative } else { positive };
    if ax < TINY { 1.0 / x } else { ordinary }
}

#[lane_fn]
pub(crate) fn gamma_f64(x: f64) -> f64 {
    let ax = x.abs();
    let (hi, lo, n) = gamma_parts(if ax > UNDERFLOW { UNDERFLOW } else { ax });
    let mut result = scale_normal(hi + lo, n);
    if !(x >= TINY && x <= NORMAL_END) {
        result = gamma_far(x, hi, lo, n);
    }
    result
}

/// The gamma function Γ(x).
///
/// Γ(n) is exactly (n − 1)! for n = 1, …, 23. ±0 gives ±∞, +∞ gives +∞; negative integers, −∞ and NaN give NaN.
/// Largest error: see [`TABLE`](crate::math::table::TABLE). DLMF 5.2.1.
#[ufunc]
pub fn gamma<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { gamma_f32(x as f32) as T } else { gamma_f64(x as f64) as T }
}
