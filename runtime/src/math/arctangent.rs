//! The arctangent, of a number and of a quotient.
//!
//! For y, x ≥ 0 and w = y / x: t = w up to ½, (y − x) / (y + x) up to 2 and −x / y above, and atan w = k π/4 + atan t
//! with k = 0, 1, 2 and |t| ≤ ½; where x is negative, atan2 is (4 − k) π/4 − atan t. y − x is exact there, and t is a
//! sum of two doubles. atan t = t + t³ P(t²), P of degree 11 by a weighted Remez exchange (relative error of atan t below
//! 2^-57.8); k π/4 is added without error. Of `f32`, the division and
//! all after it in `f64`, P of degree 5 (2^-31.8), without compensation.
//! Where y or x is so large or small that the division or its residue could leave the range, both are scaled.
//! Special cases: C99 F.9.1.3 and F.9.1.4. Source: DLMF 4.24.15 for the reduction, as in fdlibm's `s_atan.c` (Sun
//! Microsystems, 1993) with other points.

use super::poly::{poly5, poly11};
use ufunc_macros::{lane_fn, ufunc};

/// (atan t − t) / t³ in t², |t| ≤ ½.
const ATAN: [f64; 12] = [
    -0.3333333333333298,
    0.19999999999903123,
    -0.1428571427638746,
    0.11111110659708877,
    -0.09090896246524784,
    0.07692073939411088,
    -0.0666381087746825,
    0.05858300584703023,
    -0.05122012812093896,
    0.041865229896009645,
    -0.027435234447097223,
    0.010117037552570752,
];
/// The same to 2^-31.8.
const ATAN_32: [f64; 6] = [
    -0.3333332692546446,
    0.1999948985086724,
    -0.14272078674363803,
    0.10940982899986995,
    -0.07984064760595223,
    0.03872327287681848,
];
/// π/4 to 53 bits, of which the last three are 0, and the 53 bits after them.
const PIO4: f64 = core::f64::consts::FRAC_PI_4;
const PIO4_LO: f64 = 3.061616997868383e-17;
const SIGN: u64 = 0x8000_0000_0000_0000;
const SIGN_32: u32 = 0x8000_0000;
/// From 2^100 on the arctangent is π/2.
const HUGE: f64 = 1.2676506002282294e30;
/// 2^1000, 2^700 and 2^-900.
const LARGEST: f64 = 1.0715086071862673e301;
const LARGE: f64 = 5.260135901548374e210;
const LEAST: f64 = 1.1830521861667747e-271;
/// 2^200 and 2^-200.
const UP: f64 = 1.6069380442589903e60;
const DOWN: f64 = 6.223015277861142e-61;

/// above / (below + `below_lo`) as a sum of two doubles.
#[lane_fn]
fn quotient(above: f64, below: f64, below_lo: f64) -> (f64, f64) {
    let inverse = 1.0 / below;
    let t = above * inverse;
    (t, t.mul_add(-below_lo, t.mul_add(-below, above)) * inverse)
}

/// k π/4 + atan(t + `t_lo`) for |t| ≤ ½.
#[lane_fn]
fn from_octant(k: f64, t: f64, t_lo: f64) -> f64 {
    let z = t * t;
    // The derivative, 1 / (1 + z), is near enough to 1 − z.
    let rest = (z * t).mul_add(poly11(z, &ATAN), z.mul_add(-t_lo, t_lo));
    let base = k * PIO4;
    let hi = base + t;
    hi + ((t - (hi - base)) + k.mul_add(PIO4_LO, rest))
}

#[lane_fn]
fn atan_f64(x: f64) -> f64 {
    let a = if x.abs() > HUGE { HUGE } else { x.abs() };
    let low = a <= 0.5;
    let high = a > 2.0;
    let sum = a + 1.0;
    let sum_lo = a - (sum - 1.0);
    let above = if high { -1.0 } else { a - 1.0 };
    let below = if high { a } else { sum };
    let below_lo = if high { 0.0 } else { sum_lo };
    let k = if high { 2.0 } else { 1.0 };
    let (t, t_lo) = quotient(above, below, below_lo);
    let y = from_octant(if low { 0.0 } else { k }, if low { a } else { t }, if low { 0.0 } else { t_lo });
    f64::from_bits(y.to_bits() ^ (x.to_bits() & SIGN))
}

/// The angle of (x, y) for y, x ≥ 0, or of (−x, y): `LEAST` ≤ y, x ≤ `LARGEST`, or one of them 0 or less.
#[lane_fn]
fn angle(y: f64, x: f64, is_left: bool) -> f64 {
    let low = y <= 0.5 * x;
    let high = y > 2.0 * x;
    let sum = x + y;
    let sum_lo = if y > x { x - (sum - y) } else { y - (sum - x) };
    let middle = if high { -x } else { y - x };
    let above = if low { y } else { middle };
    let larger = if high { y } else { x };
    let outside = low || high;
    let below = if outside { larger } else { sum };
    let below_lo = if outside { 0.0 } else { sum_lo };
    let (t, t_lo) = quotient(above, below, below_lo);
    let octant = if low {
        0.0
    } else if high {
        2.0
    } else {
        1.0
    };
    let k = if is_left { 4.0 - octant } else { octant };
    let left_t = if is_left { -t } else { t };
    let left_t_lo = if is_left { -t_lo } else { t_lo };
    from_octant(k, left_t, left_t_lo)
}

/// `angle` for all y, x ≥ 0.
#[lane_fn]
fn angle_far(y: f64, x: f64, is_left: bool) -> f64 {
    let endless = y == f64::INFINITY || x == f64::INFINITY;
    let finite_y = if endless { if y == f64::INFINITY { 1.0 } else { 0.0 } } else { y };
    let finite_x = if endless { if x == f64::INFINITY { 1.0 } else { 0.0 } } else { x };
    let scale = if x > LARGE || y > LARGE { DOWN } else { UP };
    let nowhere = y == 0.0 && x == 0.0;
    let result = angle(finite_y * scale, if nowhere { 1.0 } else { finite_x * scale }, is_left);
    if y.is_nan() || x.is_nan() { f64::NAN } else { result }
}

#[lane_fn]
fn atan2_f64(y: f64, x: f64) -> f64 {
    let a = y.abs();
    let b = x.abs();
    let is_left = x.is_sign_negative();
    let mut result = angle(a, b, is_left);
    if !(a >= LEAST && b >= LEAST && a <= LARGEST && b <= LARGEST) {
        result = angle_far(a, b, is_left);
    }
    f64::from_bits(result.to_bits() ^ (y.to_bits() & SIGN))
}

/// `from_octant` to 2^-31 or so.
#[lane_fn]
fn from_octant_32(k: f64, t: f64) -> f64 {
    let z = t * t;
    (z * t).mul_add(poly5(z, &ATAN_32), k.mul_add(PIO4, t))
}

#[lane_fn]
fn atan_f32(x: f32) -> f32 {
    let a = x.abs();
    let low = a <= 0.5;
    let high = a > 2.0;
    // a − 1 is exact where it is taken; a + 1 is added in f64.
    let middle = if high { -1.0 } else { a - 1.0 };
    let above = if low { a } else { middle };
    let below_a = if low { 0.0 } else { a };
    let below_1: f32 = if high { 0.0 } else { 1.0 };
    let octant = if high { 2.0 } else { 1.0 };
    let k: f32 = if low { 0.0 } else { octant };
    let y = from_octant_32(k as f64, above as f64 / (below_a as f64 + below_1 as f64)) as f32;
    f32::from_bits(y.to_bits() ^ (x.to_bits() & SIGN_32))
}

#[lane_fn]
fn atan2_f32(y: f32, x: f32) -> f32 {
    let a = y.abs();
    let b = x.abs();
    let low = 2.0 * a <= b && a < f32::INFINITY;
    let high = 0.5 * a > b || b == 0.0;
    // a − b is exact where it is taken; a + b is added in f64. Equal numbers, zero and infinity too, have t = 0.
    let middle = if high { -b } else { a - b };
    let apart = if low { a } else { middle };
    let above = if a == b { 0.0 } else { apart };
    let below_a = if low { 0.0 } else { a };
    let below_b = if high { 0.0 } else { b };
    let positive_b = if a == b { 1.0 } else { below_b };
    let octant = if high { 2.0 } else { 1.0 };
    let right: f32 = if low { 0.0 } else { octant };
    let k = if x.is_sign_negative() { 4.0 - right } else { right };
    let signed = f32::from_bits(above.to_bits() ^ (x.to_bits() & SIGN_32));
    let result = from_octant_32(k as f64, signed as f64 / (below_a as f64 + positive_b as f64)) as f32;
    f32::from_bits(result.to_bits() ^ (y.to_bits() & SIGN_32))
}

/// The arctangent of x in radians, in [−π/2, π/2], as [`f64::atan`] (DLMF 4.23.3).
///
/// NaN gives NaN, ±∞ give ±π/2, ±0 give ±0.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn atan<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { atan_f32(x as f32) as T } else { atan_f64(x as f64) as T }
}

/// The angle of the point (x, y) from the positive x axis in radians, in [−π, π], as [`f64::atan2`].
///
/// NaN in either gives NaN. The sign is that of y, also of a zero. With y = ±0: ±0 for x = +0 or above, ±π for x = −0 or
/// below. With x = ±0 and any other y: ±π/2. Infinities: ±π/2 for y = ±∞ and finite x, ±π/4 beside x = +∞ and ±3π/4 beside
/// x = −∞; finite y gives ±0 beside x = +∞ and ±π beside x = −∞. Quotients may be subnormal, or overflow.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn atan2<T: Float>(y: T, x: T) -> T {
    if size_of::<T>() == 4 { atan2_f32(y as f32, x as f32) as T } else { atan2_f64(y as f64, x as f64) as T }
}
