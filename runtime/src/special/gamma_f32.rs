//! The gamma function and its logarithm in `f32`: evaluated in `f64` with polynomials for about 2^-33, so that nothing
//! needs to be compensated. The method is that of `gamma_function.rs` and `log_gamma.rs`, and what is rare goes there.

use super::gamma_function::gamma_f64;
use super::log_gamma::{STIRLING_START, ln_gamma_f64};
use crate::math::exponential::{LN2_HI, MAGIC, scale_normal};
use crate::math::logarithm::{BIAS, split};
use crate::math::poly::{poly4, poly6, poly9, poly11};
use ufunc_macros::lane_fn;

const LN_2: f64 = core::f64::consts::LN_2;
const LOG2_E: f64 = core::f64::consts::LOG2_E;
/// ½ ln 2π.
const HALF_LN_2PI: f64 = 0.9189385332046728;
/// 2 atanh(s) / s in s², for |s| ≤ 0.1716.
const ATANH: [f64; 5] =
    [2.000000000008431, 0.6666666523918122, 0.40000386170104746, 0.28534964941688706, 0.23617900802892378];
/// (e^r − 1) / r for |r| ≤ ln 2 / 2.
const EXP: [f64; 7] = [
    0.9999999999954947,
    0.5000000047232309,
    0.1666666678658927,
    0.041666352400766424,
    0.008333283461860453,
    0.0013941149092511213,
    0.00019907620024169415,
];
/// x (ln Γ(x) − (x − ½) ln x + x − ½ ln 2π) in 1/x², for x ≥ 3.5.
const STIRLING: [f64; 5] = [
    0.08333333332591826,
    -0.0027777731299629175,
    0.0007931788434781653,
    -0.000578032560291228,
    0.0005687331527417383,
];
/// (1 / Γ(2 + u) − 1) / u for |u| ≤ ½.
const RECIPROCAL: [f64; 10] = [
    -0.422784335103671,
    -0.23309373640775113,
    0.1910911024263627,
    -0.024552491128276115,
    -0.017645277686350457,
    0.008023298175595073,
    -0.000803960544614027,
    -0.00036106780212871866,
    0.00014392560662661804,
    -1.6625829580534957e-05,
];
/// ln Γ(2 + u) / u for |u| ≤ ½.
const NEAR_TWO: [f64; 12] = [
    0.4227843350997838,
    0.32246703340687277,
    -0.067352301433107,
    0.020580809934230004,
    -0.007385533335451731,
    0.002890472327389339,
    -0.0011930538719523423,
    0.000510081100499142,
    -0.00022087364287114899,
    9.73095216766471e-05,
    -5.2781101098232794e-05,
    2.5735980298489987e-05,
];
/// Above, Γ overflows.
const OVERFLOW: f64 = 35.05;

/// ln x for positive normal x.
#[lane_fn]
fn ln_short(x: f64) -> f64 {
    let (m, e) = split(x);
    let s = (m - 1.0) / (m + 1.0);
    s.mul_add(poly4(s * s, &ATANH), (e - BIAS) * LN_2)
}

/// ln Γ(x) for x ≥ `STIRLING_START` and l = ln x.
#[lane_fn]
fn stirling_short(x: f64, l: f64) -> f64 {
    let inverse = 1.0 / x;
    let series = inverse.mul_add(poly4(inverse * inverse, &STIRLING), HALF_LN_2PI);
    (x - 0.5).mul_add(l, series - x)
}

#[lane_fn]
pub(crate) fn gamma_f32(argument: f32) -> f32 {
    let x = argument as f64;
    let wide;
    if x >= STIRLING_START {
        let h = stirling_short(x, ln_short(x));
        let magic = h.mul_add(LOG2_E, MAGIC);
        let r = (magic - MAGIC).mul_add(-LN2_HI, h);
        wide = scale_normal(r.mul_add(poly6(r, &EXP), 1.0), magic.to_bits());
    } else {
        let low = x < 0.5;
        let below = x < 1.5;
        let middle = x < 2.5;
        let nearest = if middle { 2.0 } else { 3.0 };
        let u = x - if low { 0.0 } else { if below { 1.0 } else { nearest } };
        let product = x.mul_add(x, x);
        let b = if low { product } else { if below { x } else { 1.0 } };
        let a = if middle { 1.0 } else { x - 1.0 };
        wide = a / (b * u.mul_add(poly9(u, &RECIPROCAL), 1.0));
    }
    let mut result = if x > OVERFLOW { f32::INFINITY } else { wide as f32 };
    if x <= 0.0 || x.is_nan() {
        result = gamma_f64(x) as f32;
    }
    result
}

#[lane_fn]
pub(crate) fn ln_gamma_f32(argument: f32) -> f32 {
    let x = argument as f64;
    let low = x < 0.5;
    let below = x < 1.5;
    let middle = x < 2.5;
    let small = x < STIRLING_START;
    let product = x.mul_add(x, x);
    let above = if middle { 1.0 } else { if small { x - 1.0 } else { x } };
    let l = ln_short(if low { product } else { if below { x } else { above } });
    let wide;
    if x >= STIRLING_START {
        wide = stirling_short(x, l);
    } else {
        let nearest = if middle { 2.0 } else { 3.0 };
        let u = x - if low { 0.0 } else { if below { 1.0 } else { nearest } };
        let signed = if below { -l } else { l };
        wide = u.mul_add(poly11(u, &NEAR_TWO), signed);
    }
    let mut result = wide as f32;
    if !(x > 0.0 && x < f64::INFINITY) {
        result = ln_gamma_f64(x) as f32;
    }
    result
}
