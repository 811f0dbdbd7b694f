//! The error function and its complement of `f32`, in `f64` without compensation.
//!
//! erf: x P(x² − 7.8125) with one P of degree 18 up to 3.95, above which erf rounds to 1 (relative error below 2^-32).
//! erfc: exp(−x²) p(t) / (x + K) with t = (x − K) / (x + K) as for `f64`, p of degree 11 (2^-33), the exponential's
//! polynomial of degree 7 (2^-34.5); x² is exact. For x < 0, 2 − erfc(−x). All by minimax on floating-point coefficients.

use crate::math::exponential::{LN2_HI, MAGIC};
use crate::math::poly::{poly7, poly11, poly18};
use ufunc_macros::lane_fn;

/// Above, erf rounds to 1.
const ERF_ONE: f64 = 3.95;
/// The middle of 0 and `ERF_ONE`², nearly.
const ERF_MIDDLE: f64 = 7.8125;
/// erf x / x in x² − `ERF_MIDDLE`.
const ERF: [f64; 19] = [
    0.3577432469218168,
    -0.02286634602641122,
    0.0021805581696046974,
    -0.0002277223577656218,
    2.4287361878709066e-05,
    -2.5544424856382104e-06,
    2.591263278773395e-07,
    -2.4993655447043682e-08,
    2.2754779053178695e-09,
    -1.950906511052733e-10,
    1.5607569728863758e-11,
    -1.1514539964215745e-12,
    8.261930369780447e-14,
    -6.102925775964918e-15,
    3.6306766093955605e-16,
    -1.2299921226972765e-17,
    8.76188700364595e-19,
    -1.2450551046823126e-19,
    5.6420321423001984e-21,
];

/// Above, erfc rounds to 0.
const ERFC_ZERO: f64 = 10.1;
/// K of t = (x − K) / (x + K).
const ERFC_K: f64 = 2.5;
/// (x + K) exp(x²) erfc(x) in t.
const ERFC: [f64; 12] = [
    1.0540318202991188,
    -0.8046518476227261,
    0.45391411655058483,
    -0.17125122648980656,
    0.02836153980006212,
    0.008394072872039422,
    -0.004818309797489265,
    -0.0004445951891886051,
    0.0006982367359011531,
    7.035724114567064e-05,
    -9.739978761523983e-05,
    -2.675674974430476e-05,
];
/// e^r for |r| ≤ ln 2 / 2.
const EXP: [f64; 8] = [
    0.9999999999616587,
    1.0000000002432423,
    0.50000001045837,
    0.1666666512544938,
    0.04166622529168442,
    0.008333561157193354,
    0.0013948192333038897,
    0.00019775162574029888,
];

#[lane_fn]
pub(crate) fn erf_f32(x: f32) -> f32 {
    let wide = x as f64;
    let t = wide.mul_add(wide, -ERF_MIDDLE);
    let y = wide * poly18(t, &ERF);
    let one: f64 = 1.0;
    (if wide.abs() > ERF_ONE { one.copysign(wide) } else { y }) as f32
}

#[lane_fn]
pub(crate) fn erfc_f32(x: f32) -> f32 {
    let wide = x as f64;
    let a = if wide.abs() > ERFC_ZERO { ERFC_ZERO } else { wide.abs() };
    let magic = (a * a).mul_add(-core::f64::consts::LOG2_E, MAGIC);
    let r = (magic - MAGIC).mul_add(-LN2_HI, -(a * a));
    let inverse = 1.0 / (a + ERFC_K);
    let y = poly7(r, &EXP) * (inverse * poly11((a - ERFC_K) * inverse, &ERFC));
    // The exponent is −148 at least.
    let tail = f64::from_bits(y.to_bits().wrapping_add(magic.to_bits() << 52));
    (if wide < 0.0 { 2.0 - tail } else { tail }) as f32
}
