//! Sine, cosine and tangent of πx.
//!
//! x = 2k + n/2 + r with |r| ≤ ¼ and |n| ≤ 2, without any error; πr as a sum of two doubles goes through the
//! polynomials of `trigonometric.rs` and `tangent.rs`: their errors, and zeros, ones and poles where they are. Where the
//! lower part of πr would be subnormal, the product is all there is to compute, and is scaled.
//! `f32` sine and cosine in `f32` the same way, the tangent's quotient in `f64`.
//! Special cases (IEEE 754-2019, 9.2.1): NaN and ±∞ to NaN; sinPi(±n) = ±0; cosPi(n + ½) = +0; tanPi(n) is 0 with the sign
//! of n for even n and the other one for odd n; tanPi(n + ½) is +∞ for even n and −∞ for odd n.

use super::angle_units::{SMALL, times_small};
use super::exponential::{MAGIC, MAGIC_32};
use super::tangent::{tan_of_quadrant, tan_of_quadrant_32};
use super::trigonometric::sin_of_quadrant;
use super::trigonometric_f32::{of_quadrant, sin_and_cos, with_sign_of};
use ufunc_macros::{lane_fn, ufunc};

/// π to 53 bits and the 53 bits after them; the same with 24.
const PI: f64 = core::f64::consts::PI;
const PI_LO: f64 = 1.2246467991473532e-16;
const PI_32: f32 = core::f32::consts::PI;
const PI_LO_32: f32 = -8.742278e-08;
const SIGN: u64 = 0x8000_0000_0000_0000;
/// 2^-90, 2^60 and 2^-60.
const SMALL_32: f32 = 8.077936e-28;
const UP_32: f32 = 1152921504606846976.0;
const DOWN_32: f32 = 8.6736174e-19;

/// x ≥ 0 as n/2 + r, |r| ≤ ¼, less a multiple of 2: r, and n in the low bits. r is NaN for ∞ and NaN.
#[lane_fn]
pub(crate) fn reduce_half_turns(x: f64) -> (f64, u64) {
    let turns = (0.5 * x).round_ties_even();
    let within = turns.mul_add(-2.0, x);
    let magic = within.mul_add(2.0, MAGIC);
    let n = magic - MAGIC;
    (n.mul_add(-0.5, within), magic.to_bits())
}

/// πr as a sum of two doubles.
#[lane_fn]
pub(crate) fn times_pi(r: f64) -> (f64, f64) {
    let hi = r * PI;
    (hi, r.mul_add(PI_LO, r.mul_add(PI, -hi)))
}

#[lane_fn]
fn sin_pi_f64(x: f64) -> f64 {
    let (r, quadrant) = reduce_half_turns(x.abs());
    let (hi, lo) = times_pi(r);
    // A zero of either sign becomes +0.
    let y = sin_of_quadrant(hi, lo, quadrant) + 0.0;
    let mut result = f64::from_bits(y.to_bits() ^ (x.to_bits() & SIGN));
    if x.abs() < SMALL {
        result = times_small(x, PI, PI_LO);
    }
    result
}

#[lane_fn]
fn cos_pi_f64(x: f64) -> f64 {
    let (r, quadrant) = reduce_half_turns(x.abs());
    let (hi, lo) = times_pi(r);
    sin_of_quadrant(hi, lo, quadrant.wrapping_add(1)) + 0.0
}

/// y, or where r = 0 the zero or infinity of the quadrant.
#[lane_fn]
fn zero_or_pole(r: f64, quadrant: u64, y: f64) -> f64 {
    let limit = if quadrant & 1 != 0 { f64::INFINITY } else { 0.0 };
    let exact = f64::from_bits(limit.to_bits() ^ ((quadrant & 2) << 62));
    if r == 0.0 { exact } else { y }
}

#[lane_fn]
fn tan_pi_f64(x: f64) -> f64 {
    let (r, quadrant) = reduce_half_turns(x.abs());
    let (hi, lo) = times_pi(r);
    let y = zero_or_pole(r, quadrant, tan_of_quadrant(hi, lo, quadrant));
    let mut result = f64::from_bits(y.to_bits() ^ (x.to_bits() & SIGN));
    if x.abs() < SMALL {
        result = times_small(x, PI, PI_LO);
    }
    result
}

/// `reduce_half_turns` for `f32`.
#[lane_fn]
fn reduce_half_turns_f32(x: f32) -> (f32, u32) {
    let turns = (0.5 * x).round_ties_even();
    let within = turns.mul_add(-2.0, x);
    let magic = within.mul_add(2.0, MAGIC_32);
    let n = magic - MAGIC_32;
    (n.mul_add(-0.5, within), magic.to_bits())
}

/// πr as a sum of two floats.
#[lane_fn]
fn times_pi_f32(r: f32) -> (f32, f32) {
    let hi = r * PI_32;
    (hi, r.mul_add(PI_LO_32, r.mul_add(PI_32, -hi)))
}

/// πx for small x, rounded once more by its residue.
#[lane_fn]
fn times_pi_small_f32(x: f32) -> f32 {
    let scaled = x * UP_32;
    let product = scaled * PI_32;
    let product_lo = scaled.mul_add(PI_LO_32, scaled.mul_add(PI_32, -product));
    let y = product * DOWN_32;
    let lost = y.mul_add(-UP_32, product) + product_lo;
    if x == 0.0 { x } else { lost.mul_add(DOWN_32, y) }
}

#[lane_fn]
fn sin_pi_f32(x: f32) -> f32 {
    let (r, quadrant) = reduce_half_turns_f32(x.abs());
    let (hi, lo) = times_pi_f32(r);
    let (s, c) = sin_and_cos(hi, lo);
    let mut result = with_sign_of(x, of_quadrant(s, c, quadrant) + 0.0);
    if x.abs() < SMALL_32 {
        result = times_pi_small_f32(x);
    }
    result
}

#[lane_fn]
fn cos_pi_f32(x: f32) -> f32 {
    let (r, quadrant) = reduce_half_turns_f32(x.abs());
    let (hi, lo) = times_pi_f32(r);
    let (s, c) = sin_and_cos(hi, lo);
    of_quadrant(s, c, quadrant.wrapping_add(1)) + 0.0
}

#[lane_fn]
fn tan_pi_f32(x: f32) -> f32 {
    let (r, quadrant) = reduce_half_turns_f32(x.abs());
    let y = tan_of_quadrant_32(r as f64 * PI, quadrant as u64) as f32;
    let limit = if quadrant & 1 != 0 { f32::INFINITY } else { 0.0 };
    let exact = f32::from_bits(limit.to_bits() ^ ((quadrant & 2) << 30));
    with_sign_of(x, if r == 0.0 { exact } else { y })
}

/// sin(πx), IEEE 754-2019's sinPi.
///
/// NaN and ±∞ give NaN; ±n give ±0 for whole n, and odd multiples of ½ give exactly 1 or −1.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn sin_pi<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { sin_pi_f32(x as f32) as T } else { sin_pi_f64(x as f64) as T }
}

/// cos(πx), IEEE 754-2019's cosPi.
///
/// NaN and ±∞ give NaN; odd multiples of ½ give +0, and whole n give exactly 1 or −1.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn cos_pi<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { cos_pi_f32(x as f32) as T } else { cos_pi_f64(x as f64) as T }
}

/// tan(πx), IEEE 754-2019's tanPi.
///
/// NaN and ±∞ give NaN. Whole n give 0, with the sign of n where n is even and the other one where n is odd; n + ½ gives +∞
/// where n is even and −∞ where n is odd.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn tan_pi<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { tan_pi_f32(x as f32) as T } else { tan_pi_f64(x as f64) as T }
}
