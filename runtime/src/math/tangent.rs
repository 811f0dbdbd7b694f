//! The tangent.
//!
//! The reduction to |r| ≤ π/4, r = hi + lo, is that of the sine. Then by half the angle: with u = 2 tan(r/2) =
//! r + r³ P(r²) and v = 1 − u²/4, tan r is u / v, and where the quadrant is odd −v / u: one division, and P needs
//! degree 8 only (weighted Remez exchange, relative error of u below 2^-58.7), as tan(r/2) is far from its poles. u and v
//! are sums of two doubles, and the quotient is corrected by its residue: below 0.8 ULP.
//! `f32` in `f64` without any of the compensation: two parts of π/2 there hold 2^30 and more, and above, Payne and
//! Hanek as for the sine of `f32`.
//! Special cases: NaN and ±∞ to NaN, ±0 to ±0. No finite argument comes near enough to a pole to overflow.
//! Sources: the double angle's tangent (DLMF 4.21(iii)), Cody and Waite 1980, Payne and Hanek 1983.

use super::exponential::MAGIC;
use super::poly::{poly4, poly8};
use super::trigonometric::reduce;
use super::trigonometric_f32::reduce_large as reduce_large_f32;
use ufunc_macros::{lane_fn, ufunc};

/// (2 tan(r/2) − r) / r³ in r².
const HALF_TAN: [f64; 9] = [
    0.08333333333333376,
    0.008333333333305727,
    0.0008432539688698301,
    8.54276828698669e-05,
    8.655544884161675e-06,
    8.768307270601458e-07,
    8.920595046603995e-08,
    8.531534850278283e-09,
    1.2539955129157553e-09,
];
/// The same to 2^-34.8.
const HALF_TAN_32: [f64; 5] = [
    0.08333333570108722,
    0.008333279343780487,
    0.0008436519616653715,
    8.415775300680818e-05,
    1.045865904562874e-05,
];
const SIGN: u64 = 0x8000_0000_0000_0000;
/// π/2 to 53 bits and the 53 bits after them.
const PIO2_HI: f64 = core::f64::consts::FRAC_PI_2;
const PIO2_LO: f64 = 6.123233995736766e-17;
/// Largest `f32` that is reduced by those two parts, 2^30.
const TWO_PARTS_MAX: f64 = 1073741824.0;

/// The first of the two doubles for an even quadrant, the second for an odd one.
#[lane_fn]
fn by_parity(quadrant: u64, even: f64, odd: f64) -> f64 {
    if quadrant & 1 != 0 { odd } else { even }
}

/// tan(hi + lo + quadrant · π/2) for |hi| ≤ π/4: at a pole no number.
#[lane_fn]
pub(crate) fn tan_of_quadrant(hi: f64, lo: f64, quadrant: u64) -> f64 {
    let z = hi * hi;
    // 2 tan(r/2) as u + u_lo; its derivative is 1 + r²/4 to the bits that lo needs.
    let rest = (z * hi).mul_add(poly8(z, &HALF_TAN), (0.25 * z).mul_add(lo, lo));
    let u = hi + rest;
    let u_lo = (hi - u) + rest;
    // 1 − u²/4 as v + v_lo.
    let half = 0.5 * u;
    let v = half.mul_add(-half, 1.0);
    let v_lo = half.mul_add(-u_lo, half.mul_add(-half, 1.0 - v));
    let above = by_parity(quadrant, u, v);
    let above_lo = by_parity(quadrant, u_lo, v_lo);
    let below = by_parity(quadrant, v, u);
    let below_lo = by_parity(quadrant, v_lo, u_lo);
    let inverse = 1.0 / below;
    let quotient = above * inverse;
    let residue = quotient.mul_add(-below, above) + quotient.mul_add(-below_lo, above_lo);
    let y = residue.mul_add(inverse, quotient);
    f64::from_bits(y.to_bits() ^ (quadrant << 63))
}

/// The same to 2^-34 or so, for |r| ≤ π/4.
#[lane_fn]
pub(crate) fn tan_of_quadrant_32(r: f64, quadrant: u64) -> f64 {
    let z = r * r;
    let u = (z * r).mul_add(poly4(z, &HALF_TAN_32), r);
    let v = (0.25 * u).mul_add(-u, 1.0);
    let y = by_parity(quadrant, u, v) / by_parity(quadrant, v, u);
    f64::from_bits(y.to_bits() ^ (quadrant << 63))
}

#[lane_fn]
fn tan_f64(x: f64) -> f64 {
    let (hi, lo, quadrant) = reduce(x.abs());
    let y = tan_of_quadrant(hi, lo, quadrant);
    f64::from_bits(y.to_bits() ^ (x.to_bits() & SIGN))
}

#[lane_fn]
pub(crate) fn tan_f32(x: f32) -> f32 {
    let wide = x as f64;
    let magic = wide.mul_add(core::f64::consts::FRAC_2_PI, MAGIC);
    let n = magic - MAGIC;
    let mut r = n.mul_add(-PIO2_LO, n.mul_add(-PIO2_HI, wide));
    let mut quadrant = magic.to_bits();
    if !(wide.abs() <= TWO_PARTS_MAX) {
        let (hi, lo, far_quadrant) = reduce_large_f32(x.abs());
        let far = hi as f64 + lo as f64;
        r = f64::from_bits(far.to_bits() ^ (wide.to_bits() & SIGN));
        quadrant = far_quadrant as u64;
    }
    tan_of_quadrant_32(r, quadrant) as f32
}

/// The tangent of x in radians, as [`f64::tan`] (DLMF 4.14.4).
///
/// NaN and ±∞ give NaN; ±0 give ±0. Any finite argument is reduced exactly.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn tan<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { tan_f32(x as f32) as T } else { tan_f64(x as f64) as T }
}
