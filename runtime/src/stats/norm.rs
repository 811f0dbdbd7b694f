//! The normal distribution, with location and scale as further arguments that broadcast: `norm::cdf(&x, 0.0, 1.0)` is
//! the standard one. A scale that is not positive gives NaN, as does a NaN anywhere.
//!
//! z = (x − loc) / scale is kept as a sum of two doubles, z² as well, so that tails do not suffer from rounded
//! arguments. pdf: the exponential of that sum. cdf and sf: one polynomial for (z + K) times Mills' ratio on z ≥ 0, as
//! for erfc (see `special/error_function.rs`), times that exponential.
//!
//! ppf and isf, with s the smaller tail's probability and w = −ln(4 s (1 − s)), Giles' variable (Giles 2010): for
//! s > 0.0022, z = (½ − s) G(w), G a polynomial of degree 21 in w − 2.375 that is almost linear, so that two
//! compensated steps leave little to round. Further out r = √(−ln s) as a sum of two doubles and z = √2 r − δ(r), δ a
//! quotient of two polynomials of degree 10 with positive coefficients, down to the smallest subnormal s.
//! Polynomials by a weighted Remez exchange, the quotient by iterated weighted least squares, both in 500 bits.

use crate::math::exponential::{exp_parts, scale_far, scale_normal};
use crate::math::logarithm::{ATANH, BIAS, BIAS_54, LN2_HI, LN2_LO, TWO_54, split};
use crate::math::poly::{poly6, poly10, poly19};
use crate::special::error_function::scaled_tail;
use ufunc_macros::{lane_fn, ufunc};

/// 1/√(2π) as a sum of two doubles.
const INV_SQRT_2PI: f64 = 0.3989422804014327;
const INV_SQRT_2PI_LO: f64 = -2.49232720227773e-17;
/// √2 as a sum of two doubles.
const SQRT_2: f64 = core::f64::consts::SQRT_2;
const SQRT_2_LO: f64 = -9.667293313452913e-17;
/// Scales outside of 2^-400 to 2^500 are brought nearer by 2^±600.
const SMALL_SCALE: f64 = 3.872591914849318e-121;
const LARGE_SCALE: f64 = 3.273390607896142e150;
const UP: f64 = 4.149515568880993e180;
const DOWN: f64 = 2.409919865102884e-181;
/// From here on density and upper tail round to 0.
const Z_MAX: f64 = 38.6;

/// K of t = (z − K) / (z + K).
const TAIL_K: f64 = 3.5;
/// (z + K) times the upper tail over exp(−z²/2) in t: coefficients as those of erfc.
const TAIL_LEAD: [f64; 6] = [
    0.7444160754359381,
    -1.0087378648106077e-18,
    -0.565561816053779,
    -6.1993983195579405e-18,
    0.3154249698879522,
    -0.11605092871407918,
];
/// And the further ones.
const TAIL: [f64; 21] = [
    0.0174078326020628,
    0.006476218919902485,
    -0.003189101048561854,
    -0.000445012950540306,
    0.0004766571034307456,
    6.703323609084668e-05,
    -7.55846611650254e-05,
    -1.8788921099242717e-05,
    1.1506605044183164e-05,
    5.651999671760761e-06,
    -1.1648853853030314e-06,
    -1.4793741296278406e-06,
    -1.435597370484027e-07,
    2.947261757286571e-07,
    1.2442383107065552e-07,
    -3.041559937507501e-08,
    -3.6775573758930566e-08,
    -3.709273211355526e-09,
    5.113716634793786e-09,
    1.4587737733029913e-09,
    -3.943812390121756e-11,
];

/// `BIAS` for a quarter of the argument: 2^52 + 1021.
const BIAS_QUARTER: f64 = 4503599627371517.0;
/// Where w is centred.
const CENTRE: f64 = 2.375;
/// G(w) in w − `CENTRE`: the first coefficient as a sum of two doubles, the second, and the further ones.
const QUANTILE: f64 = 4.159248886225784;
const QUANTILE_LO: f64 = -2.861514867583367e-16;
const QUANTILE_SLOPE: f64 = 0.7003869331756968;
const QUANTILE_REST: [f64; 20] = [
    -0.010428429290462699,
    -0.0038536645037504313,
    0.0006237801592243133,
    -6.4441229191759665e-06,
    -1.0826675056886456e-05,
    1.2982388227239243e-06,
    7.419311157664097e-08,
    -3.3598910797647346e-08,
    2.009325334225834e-09,
    4.722312288657242e-10,
    -8.982952892916415e-11,
    -4.064240969934932e-13,
    1.898937271178986e-12,
    -1.8883429177728712e-13,
    -2.092612947775389e-14,
    6.246565888024658e-15,
    -8.553590308813523e-17,
    -1.276384704362556e-16,
    5.869771255211438e-18,
    1.6617074328144858e-18,
];
/// From this tail probability on (w ≤ 4.75) the polynomial of w holds.
const TAIL_START: f64 = 0.0022;
/// √2 r − z in r − `TAIL_R`, numerator and denominator.
const TAIL_R: f64 = 2.1875;
const TAIL_P: [f64; 11] = [
    0.7004691100497594,
    1.0644145450783362,
    0.662184478478005,
    0.21818133405757903,
    0.04097106624563005,
    0.004380813746077915,
    0.0002537548265436486,
    7.233844467662676e-06,
    8.570433881007838e-08,
    2.93533573780574e-10,
    4.014478142180116e-14,
];
const TAIL_Q: [f64; 11] = [
    1.0,
    1.7921359272231896,
    1.3460798285139013,
    0.5513909304928538,
    0.1340293486470872,
    0.01967625409156206,
    0.0017012116378714525,
    8.135754619273918e-05,
    1.9334897488988263e-06,
    1.8965161218669655e-08,
    5.1098105057567727e-11,
];

/// x − loc as a sum of two doubles, divisor and the power of two that was multiplied to all three, for a scale that is
/// extreme or not positive; there the divisor is NaN.
#[lane_fn]
fn rescale(x: f64, loc: f64, scale: f64) -> (f64, f64, f64, f64) {
    let small = scale < 1.0;
    let d = x - loc;
    let taken = d - x;
    let d_lo = (x - (d - taken)) - (loc + taken);
    let power = if small { UP } else { DOWN };
    let divisor = if scale > 0.0 { scale * power } else { f64::NAN };
    let far = x * DOWN - loc * DOWN;
    (if small { d * UP } else { far }, if small { d_lo * UP } else { 0.0 }, divisor, power)
}

/// (x − loc) / scale as hi + lo; then scale times a power of two, its inverse, and the power.
#[lane_fn]
fn standardize(x: f64, loc: f64, scale: f64) -> (f64, f64, f64, f64, f64) {
    let mut d = x - loc;
    let taken = d - x;
    let mut d_lo = (x - (d - taken)) - (loc + taken);
    let mut divisor = scale;
    let mut power: f64 = 1.0;
    if !(scale >= SMALL_SCALE && scale <= LARGE_SCALE) {
        let (scaled, scaled_lo, scaled_divisor, by) = rescale(x, loc, scale);
        d = scaled;
        d_lo = scaled_lo;
        divisor = scaled_divisor;
        power = by;
    }
    let inverse = 1.0 / divisor;
    let z = d * inverse;
    let rest = (z.mul_add(-divisor, d) + d_lo) * inverse;
    let lo = if rest.abs() <= z.abs() { rest } else { 0.0 };
    (z, lo, divisor, inverse, power)
}

/// The upper tail of the standard distribution at z + z_lo.
#[lane_fn]
fn upper_tail(z: f64, z_lo: f64) -> f64 {
    let az = z.abs();
    let inside = !(az > Z_MAX);
    let a = if inside { az } else { Z_MAX };
    let signed_lo = if z < 0.0 { -z_lo } else { z_lo };
    let a_lo = if inside { signed_lo } else { 0.0 };
    let half = 0.5 * a;
    let h = half * a;
    let l = a.mul_add(a_lo, half.mul_add(a, -h));
    let tail = scaled_tail(a, a_lo, -h, -l, TAIL_K, &TAIL_LEAD, &TAIL);
    if z < 0.0 { 1.0 - tail } else { tail }
}

#[lane_fn]
fn pdf_f64(x: f64, loc: f64, scale: f64) -> f64 {
    let (z, z_lo, divisor, inverse, power) = standardize(x, loc, scale);
    let az = z.abs();
    let inside = !(az > Z_MAX);
    let a = if inside { z } else { Z_MAX };
    let a_lo = if inside { z_lo } else { 0.0 };
    let half = 0.5 * a;
    let h = half * a;
    let l = a.mul_add(a_lo, half.mul_add(a, -h));
    let (e_hi, e_lo, n) = exp_parts(-h, -l);
    let q = INV_SQRT_2PI * inverse;
    let q_lo = inverse * (q.mul_add(-divisor, INV_SQRT_2PI) + INV_SQRT_2PI_LO);
    let y = e_hi.mul_add(q, e_hi.mul_add(q_lo, e_lo * q));
    let mut result = scale_normal(y, n);
    if h > 707.0 {
        result = scale_far(y, n);
    }
    result * power
}

/// −ln(m 2^k) − `centre` as hi + lo for m in [√½, √2), to about 2^-54 in absolute terms.
#[lane_fn]
fn minus_ln(m: f64, k: f64, centre: f64) -> (f64, f64) {
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let ln_m = s.mul_add(z * poly6(z, &ATANH), k.mul_add(LN2_LO, s + s));
    let base = k.mul_add(-LN2_HI, -centre);
    let hi = base - ln_m;
    (hi, (base - hi) - ln_m)
}

/// The z > 0 whose upper tail is s < 0.003, as hi + lo; NaN unless s ≥ 0.
#[lane_fn]
fn far_quantile(s: f64) -> (f64, f64) {
    let tiny = s < f64::MIN_POSITIVE;
    let normal = if tiny { s * TWO_54 } else { s };
    let bias = if tiny { BIAS_54 } else { BIAS };
    let (m, e) = split(normal);
    let (w, w_lo) = minus_ln(m, e - bias, 0.0);
    let r = w.sqrt();
    let v = r - TAIL_R;
    let q = poly10(v, &TAIL_Q);
    let inverse = 1.0 / (q * r);
    let r_lo = 0.5 * (r.mul_add(-r, w) + w_lo) * (q * inverse);
    // p / q by that one division: a quotient, and what it lacks.
    let p = poly10(v, &TAIL_P);
    let inverse_q = r * inverse;
    let quotient = p * inverse_q;
    let delta = quotient.mul_add(-q, p).mul_add(inverse_q, quotient);
    let a = r * SQRT_2;
    let a_lo = r.mul_add(SQRT_2, -a) + r.mul_add(SQRT_2_LO, r_lo * SQRT_2);
    let z = a - delta;
    let rest = ((a - z) - delta) + a_lo;
    let result = z + rest;
    let at_zero = if s == 0.0 { f64::INFINITY } else { f64::NAN };
    if s > 0.0 { (result, rest - (result - z)) } else { (at_zero, 0.0) }
}

/// The z ≥ 0 whose upper tail is s ≤ ½, as hi + lo.
#[lane_fn]
fn quantile(s: f64) -> (f64, f64) {
    let q = 0.5 - s;
    let q_lo = (0.5 - q) - s;
    let (m, e) = split(s.mul_add(-s, s));
    let (t, t_lo) = minus_ln(m, e - BIAS_QUARTER, CENTRE);
    let curve = t * poly19(t, &QUANTILE_REST);
    let slope = QUANTILE_SLOPE + curve;
    let slope_lo = (QUANTILE_SLOPE - slope) + curve;
    let linear = t * slope;
    let g = QUANTILE + linear;
    let linear_lo = t_lo.mul_add(QUANTILE_SLOPE, t.mul_add(slope_lo, t.mul_add(slope, -linear)));
    let g_lo = ((QUANTILE - g) + linear) + (linear_lo + QUANTILE_LO);
    let rest = q.mul_add(g_lo, q_lo * g);
    let mut z = q.mul_add(g, rest);
    let mut z_lo = q.mul_add(g, -z) + rest;
    if !(s >= TAIL_START) {
        let (far, far_lo) = far_quantile(s);
        z = far;
        z_lo = far_lo;
    }
    (z, z_lo)
}

/// loc + scale · z, NaN unless scale > 0. Beside loc = 0 the lower part of z saves the product a rounding.
#[lane_fn]
fn place(z: f64, z_lo: f64, loc: f64, scale: f64) -> f64 {
    let start = if scale < f64::INFINITY { z_lo.mul_add(scale, loc) } else { loc };
    let placed = z.mul_add(scale, start);
    if scale > 0.0 { placed } else { f64::NAN }
}

#[lane_fn]
fn cdf_f64(x: f64, loc: f64, scale: f64) -> f64 {
    let (z, z_lo, _, _, _) = standardize(x, loc, scale);
    upper_tail(-z, -z_lo)
}

#[lane_fn]
fn sf_f64(x: f64, loc: f64, scale: f64) -> f64 {
    let (z, z_lo, _, _, _) = standardize(x, loc, scale);
    upper_tail(z, z_lo)
}

#[lane_fn]
fn ppf_f64(p: f64, loc: f64, scale: f64) -> f64 {
    let upper = p > 0.5;
    let (z, z_lo) = quantile(if upper { 1.0 - p } else { p });
    place(if upper { z } else { -z }, if upper { z_lo } else { -z_lo }, loc, scale)
}

#[lane_fn]
fn isf_f64(q: f64, loc: f64, scale: f64) -> f64 {
    let upper = q > 0.5;
    let (z, z_lo) = quantile(if upper { 1.0 - q } else { q });
    place(if upper { -z } else { z }, if upper { -z_lo } else { z_lo }, loc, scale)
}

/// Density of the normal distribution at `x`.
///
/// NaN if `scale` is not positive. Largest error: see [`TABLE`](crate::math::table::TABLE). DLMF 7.20.1.
#[ufunc]
pub fn pdf<T: Float>(x: T, loc: T, scale: T) -> T {
    pdf_f64(x as f64, loc as f64, scale as f64) as T
}

/// Probability of a value up to `x` under the normal distribution.
///
/// NaN if `scale` is not positive. Largest error: see [`TABLE`](crate::math::table::TABLE).
#[ufunc]
pub fn cdf<T: Float>(x: T, loc: T, scale: T) -> T {
    cdf_f64(x as f64, loc as f64, scale as f64) as T
}

/// Probability of a value above `x` under the normal distribution, without cancellation in the upper tail.
///
/// NaN if `scale` is not positive. Largest error: see [`TABLE`](crate::math::table::TABLE).
#[ufunc]
pub fn sf<T: Float>(x: T, loc: T, scale: T) -> T {
    sf_f64(x as f64, loc as f64, scale as f64) as T
}

/// The value that the normal distribution stays below with probability `p`, the inverse of [`cdf()`].
///
/// −∞ at 0, +∞ at 1; NaN outside of [0, 1] and if `scale` is not positive.
/// Largest error: see [`TABLE`](crate::math::table::TABLE).
#[ufunc]
pub fn ppf<T: Float>(p: T, loc: T, scale: T) -> T {
    ppf_f64(p as f64, loc as f64, scale as f64) as T
}

/// The value that the normal distribution exceeds with probability `q`, the inverse of [`sf()`], down to the smallest
/// subnormal `q`.
///
/// +∞ at 0, −∞ at 1; NaN outside of [0, 1] and if `scale` is not positive.
/// Largest error: see [`TABLE`](crate::math::table::TABLE).
#[ufunc]
pub fn isf<T: Float>(q: T, loc: T, scale: T) -> T {
    isf_f64(q as f64, loc as f64, scale as f64) as T
}
