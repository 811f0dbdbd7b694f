//! Polynomials with uniform coefficients, lowest first, by Estrin's scheme: short chains of dependent operations.

use ufunc_macros::lane_fn;

/// Degree 4.
#[lane_fn]
pub(crate) fn poly4(x: f64, c: &[f64; 5]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    x4.mul_add(c[4], c0)
}

/// Degree 5.
#[lane_fn]
pub(crate) fn poly5(x: f64, c: &[f64; 6]) -> f64 {
    let x2 = x * x;
    let low = x.mul_add(c[1], c[0]);
    let mid = x.mul_add(c[3], c[2]);
    let high = x.mul_add(c[5], c[4]);
    x2.mul_add(x2.mul_add(high, mid), low)
}

/// Degree 6.
#[lane_fn]
pub(crate) fn poly6(x: f64, c: &[f64; 7]) -> f64 {
    let x2 = x * x;
    let low = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let high = x2.mul_add(c[6], x.mul_add(c[5], c[4]));
    (x2 * x2).mul_add(high, low)
}

/// Degree 7.
#[lane_fn]
pub(crate) fn poly7(x: f64, c: &[f64; 8]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    x4.mul_add(c4, c0)
}

/// Degree 8.
#[lane_fn]
pub(crate) fn poly8(x: f64, c: &[f64; 9]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    x4.mul_add(x4.mul_add(c[8], c4), c0)
}

/// Degree 9.
#[lane_fn]
pub(crate) fn poly9(x: f64, c: &[f64; 10]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let low = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let mid = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let high = x.mul_add(c[9], c[8]);
    x4.mul_add(x4.mul_add(high, mid), low)
}

/// Degree 10.
#[lane_fn]
pub(crate) fn poly10(x: f64, c: &[f64; 11]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let low = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let mid = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let high = x2.mul_add(c[10], x.mul_add(c[9], c[8]));
    x4.mul_add(x4.mul_add(high, mid), low)
}

/// Degree 11.
#[lane_fn]
pub(crate) fn poly11(x: f64, c: &[f64; 12]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let c8 = x2.mul_add(x.mul_add(c[11], c[10]), x.mul_add(c[9], c[8]));
    x4.mul_add(x4.mul_add(c8, c4), c0)
}

/// Degree 12.
#[lane_fn]
pub(crate) fn poly12(x: f64, c: &[f64; 13]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let c8 = x2.mul_add(x.mul_add(c[11], c[10]), x.mul_add(c[9], c[8]));
    x4.mul_add(x4.mul_add(x4.mul_add(c[12], c8), c4), c0)
}

/// Degree 15.
#[lane_fn]
pub(crate) fn poly15(x: f64, c: &[f64; 16]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let c8 = x2.mul_add(x.mul_add(c[11], c[10]), x.mul_add(c[9], c[8]));
    let c12 = x2.mul_add(x.mul_add(c[15], c[14]), x.mul_add(c[13], c[12]));
    x4.mul_add(x4.mul_add(x4.mul_add(c12, c8), c4), c0)
}

/// Degree 18.
#[lane_fn]
pub(crate) fn poly18(x: f64, c: &[f64; 19]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let c8 = x2.mul_add(x.mul_add(c[11], c[10]), x.mul_add(c[9], c[8]));
    let c12 = x2.mul_add(x.mul_add(c[15], c[14]), x.mul_add(c[13], c[12]));
    let c16 = x2.mul_add(c[18], x.mul_add(c[17], c[16]));
    x4.mul_add(x4.mul_add(x4.mul_add(x4.mul_add(c16, c12), c8), c4), c0)
}

/// Degree 19.
#[lane_fn]
pub(crate) fn poly19(x: f64, c: &[f64; 20]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let c8 = x2.mul_add(x.mul_add(c[11], c[10]), x.mul_add(c[9], c[8]));
    let c12 = x2.mul_add(x.mul_add(c[15], c[14]), x.mul_add(c[13], c[12]));
    let c16 = x2.mul_add(x.mul_add(c[19], c[18]), x.mul_add(c[17], c[16]));
    x4.mul_add(x4.mul_add(x4.mul_add(x4.mul_add(c16, c12), c8), c4), c0)
}

/// Degree 20.
#[lane_fn]
pub(crate) fn poly20(x: f64, c: &[f64; 21]) -> f64 {
    let x2 = x * x;
    let x4 = x2 * x2;
    let c0 = x2.mul_add(x.mul_add(c[3], c[2]), x.mul_add(c[1], c[0]));
    let c4 = x2.mul_add(x.mul_add(c[7], c[6]), x.mul_add(c[5], c[4]));
    let c8 = x2.mul_add(x.mul_add(c[11], c[10]), x.mul_add(c[9], c[8]));
    let c12 = x2.mul_add(x.mul_add(c[15], c[14]), x.mul_add(c[13], c[12]));
    let c16 = x2.mul_add(x.mul_add(c[19], c[18]), x.mul_add(c[17], c[16]));
    let x8 = x4 * x4;
    let low = x8.mul_add(x4.mul_add(c12, c8), x4.mul_add(c4, c0));
    (x8 * x8).mul_add(x4.mul_add(c[20], c16), low)
}
