//! Arcsine and arccosine.
//!
//! Up to |x| = ½, asin x = x + x³ P(x²); above, with z = (1 − |x|) / 2 (exact) and s = √z, by half the angle
//! asin |x| = π/2 − 2 asin s and acos |x| = 2 asin s: the same P, of degree 12 by a weighted Remez exchange (relative
//! error of asin below 2^-59.8). What the root rounds away is (z − s²) / (2 s), for which the reciprocal need only have
//! 6 bits: a guess from the bits of s and one step of Newton's iteration, in place of a division. Multiples of π/2 are
//! added without error: below 0.7 ULP. `f32` in `f64`, P of degree 5 (2^-31.7), without compensation.
//! Special cases: |x| > 1 and NaN to NaN; asin ±0 = ±0, acos 1 = +0.
//! Source: fdlibm's `e_asin.c` (Sun Microsystems, 1993) for the reduction.

use super::poly::{poly5, poly12};
use ufunc_macros::{lane_fn, ufunc};

/// (asin x − x) / x³ in x², |x| ≤ ½.
const ASIN: [f64; 13] = [
    0.1666666666666676,
    0.07499999999970867,
    0.04464285717455937,
    0.03038194270993964,
    0.022372214933961018,
    0.017351612884649172,
    0.013980810970570013,
    0.011398984899684038,
    0.01077987180695492,
    0.0037077638034966154,
    0.02170432480537779,
    -0.02099485776370035,
    0.03262611099622905,
];
/// The same to 2^-31.7.
const ASIN_32: [f64; 6] = [
    0.1666665999128198,
    0.07500504186037021,
    0.04451695472675972,
    0.03180772296854211,
    0.014438585941832236,
    0.0375164781629978,
];
/// π/2 to 53 bits and the 53 bits after them.
const PIO2: f64 = core::f64::consts::FRAC_PI_2;
const PIO2_LO: f64 = 6.123233995736766e-17;
/// Less the bits of a positive s, the bits of 1 / s within an eighth of it.
const RECIPROCAL: u64 = 0x7fde_6238_da3c_2118;
const SIGN: u64 = 0x8000_0000_0000_0000;

/// Of |x|: v and w with asin |x| = v + w up to ½, 2 asin √((1 − |x|) / 2) = v + w above.
#[lane_fn]
fn parts(a: f64, is_low: bool) -> (f64, f64) {
    let half = a.mul_add(-0.5, 0.5);
    let root = half.sqrt();
    let guess = f64::from_bits(RECIPROCAL.wrapping_sub(root.to_bits()));
    let reciprocal = guess * root.mul_add(-guess, 2.0);
    let twice_lost = root.mul_add(-root, half) * reciprocal;
    let z = if is_low { a * a } else { half };
    let v = if is_low { a } else { 2.0 * root };
    let lost = if is_low { 0.0 } else { twice_lost };
    (v, (v * z).mul_add(poly12(z, &ASIN), lost))
}

/// `hi` + `lo` + v + w, for 0 or 2 v ≤ hi.
#[lane_fn]
fn sum(hi: f64, lo: f64, v: f64, w: f64) -> f64 {
    let first = hi + v;
    first + ((v - (first - hi)) + (lo + w))
}

#[lane_fn]
fn asin_f64(x: f64) -> f64 {
    let a = x.abs();
    let is_low = a <= 0.5;
    let (v, w) = parts(a, is_low);
    let hi = if is_low { 0.0 } else { PIO2 };
    let lo = if is_low { 0.0 } else { PIO2_LO };
    let y = sum(hi, lo, if is_low { v } else { -v }, if is_low { w } else { -w });
    f64::from_bits(y.to_bits() ^ (x.to_bits() & SIGN))
}

#[lane_fn]
fn acos_f64(x: f64) -> f64 {
    let a = x.abs();
    let is_low = a <= 0.5;
    let (v, w) = parts(a, is_low);
    // In quarter turns: 1 − asin x for small |x|; above, 0 or 2 less what belongs to |x|.
    let far = if x < 0.0 { 2.0 } else { 0.0 };
    let quarters = if is_low { 1.0 } else { far };
    let flip = (x.to_bits() ^ if is_low { SIGN } else { 0 }) & SIGN;
    let signed_v = f64::from_bits(v.to_bits() ^ flip);
    let signed_w = f64::from_bits(w.to_bits() ^ flip);
    sum(quarters * PIO2, quarters * PIO2_LO, signed_v, signed_w)
}

/// `parts` to 2^-31 or so, in one number.
#[lane_fn]
fn part_32(a: f64, is_low: bool) -> f64 {
    let half = a.mul_add(-0.5, 0.5);
    let z = if is_low { a * a } else { half };
    let v = if is_low { a } else { 2.0 * half.sqrt() };
    (v * z).mul_add(poly5(z, &ASIN_32), v)
}

#[lane_fn]
fn asin_f32(x: f32) -> f32 {
    let wide = x as f64;
    let a = wide.abs();
    let is_low = a <= 0.5;
    let v = part_32(a, is_low);
    let y = if is_low { v } else { PIO2 - v };
    f64::from_bits(y.to_bits() ^ (wide.to_bits() & SIGN)) as f32
}

#[lane_fn]
fn acos_f32(x: f32) -> f32 {
    let wide = x as f64;
    let a = wide.abs();
    let is_low = a <= 0.5;
    let v = part_32(a, is_low);
    let far = if wide < 0.0 { 2.0 } else { 0.0 };
    let quarters = if is_low { 1.0 } else { far };
    let flip = (wide.to_bits() ^ if is_low { SIGN } else { 0 }) & SIGN;
    (quarters * PIO2 + f64::from_bits(v.to_bits() ^ flip)) as f32
}

/// The arcsine of x in radians, in [−π/2, π/2], as [`f64::asin`] (DLMF 4.23.1).
///
/// NaN and |x| > 1 give NaN; ±0 give ±0.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn asin<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { asin_f32(x as f32) as T } else { asin_f64(x as f64) as T }
}

/// The arccosine of x in radians, in [0, π], as [`f64::acos`] (DLMF 4.23.2).
///
/// NaN and |x| > 1 give NaN; 1 gives +0.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn acos<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { acos_f32(x as f32) as T } else { acos_f64(x as f64) as T }
}
