//! The tangent.
//!
//! The reduction to |r| ≤ π/4, r = hi + lo, is that of the sine. Then tan r = N / D with N = r + r³ P(r²) and
//! D = 1 − r²/2 + r² Q(r²), P of degree 2 and Q of degree 3 by a Remez exchange for the quotient (relative error 2^-66),
//! and where the quadrant is odd −D / N. N and D are sums of two doubles, 1 − r²/2 without error, and
//! the quotient is corrected by its residue: below 0.95 ULP.
//! `f32` in `f64` by half the angle and without any of the compensation: with u = 2 tan(r/2) = r + r³ P(r²) and
//! v = 1 − u²/4, tan r is u / v. Two parts of π/2 there hold 2^30 and more, and above, Payne and Hanek as for the sine
//! of `f32`.
//! Special cases: NaN and ±∞ to NaN, ±0 to ±0. No finite argument comes near enough to a pole to overflow.
//! Sources: Cody and Waite 1980 for the quotient, Payne and Hanek 1983; DLMF 4.21(iii) for the double angle.

use super::double_double::quick_two_sum;
use super::exponential::MAGIC;
use super::poly::poly4;
use super::trigonometric::reduce;
use super::trigonometric_f32::reduce_large as reduce_large_f32;
use ufunc_macros::{lane_fn, ufunc};

/// P and Q in r².
const ABOVE: [f64; 3] = [-0.13338303637625168, 0.003424831542496927, -1.7860763282373197e-05];
const BELOW: [f64; 4] =
    [0.03328363029041499, 0.02566362144569199, -0.0003118059188231489, 4.981489937013843e-07];
/// (2 tan(r/2) − r) / r³ in r², to 2^-34.8.
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
    let z2 = z * z;
    let half = -0.5 * hi;
    let one_less = half.mul_add(hi, 1.0);
    let missing = half.mul_add(hi, 1.0 - one_less);
    let p = z2.mul_add(ABOVE[2], z.mul_add(ABOVE[1], ABOVE[0]));
    let q = z2.mul_add(z.mul_add(BELOW[3], BELOW[2]), z.mul_add(BELOW[1], BELOW[0]));
    // lo changes the quotient by 1 + tan² r: D lo above and −N lo below, of which the first terms will do.
    let n_rest = (z * hi).mul_add(p, lo * one_less);
    let d_rest = z.mul_add(q, hi.mul_add(-lo, missing));
    let above = by_parity(quadrant, hi, one_less);
    let above_rest = by_parity(quadrant, n_rest, d_rest);
    let below = by_parity(quadrant, one_less, hi);
    let below_rest = by_parity(quadrant, d_rest, n_rest);
    let (top, top_lo) = quick_two_sum(above, above_rest);
    let (bottom, bottom_lo) = quick_two_sum(below, below_rest);
    let inverse = 1.0 / bottom;
    let quotient = top * inverse;
    let residue = quotient.mul_add(-bottom, top) + quotient.mul_add(-bottom_lo, top_lo);
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
