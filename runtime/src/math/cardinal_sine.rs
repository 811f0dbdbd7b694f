//! The normalised sinc function, sin(πx) / (πx).
//!
//! sin(πx) from the exact remainder of x, as in `pi_multiples.rs`, and πx, both as sums of two doubles; the quotient is
//! corrected by its residue. `f32` in `f64`, with polynomials in the remainder itself (weighted Remez exchange,
//! relative error below 2^-34) and one plain division.
//! Special cases: NaN to NaN, 1 at ±0, +0 at all other whole numbers and, as the limit, at ±∞.
//! Sources: those of `trigonometric.rs`.

use super::pi_multiples::{reduce_half_turns, times_pi};
use super::poly::poly4;
use super::trigonometric::sin_parts_of_quadrant;
use ufunc_macros::{lane_fn, ufunc};

/// Below 2^-28 sinc x = 1 to a quarter of an ULP.
const FLAT: f64 = 3.725290298461914e-09;
/// From 2^53 on all doubles are whole.
const WHOLE: f64 = 9007199254740992.0;
/// sin(πr) / r and cos(πr) in r², |r| ≤ ¼.
const SIN_PI: [f64; 5] =
    [3.1415926535754424, -5.167712768783156, 2.5501626155466046, -0.5992012590425285, 0.08099495910756892];
const COS_PI: [f64; 5] =
    [0.999999999943705, -4.934802158119938, 4.058706908770352, -1.335035536687593, 0.23125762949813805];

/// y, or the value where the quotient has none.
#[lane_fn]
fn with_ends(a: f64, y: f64) -> f64 {
    let bounded = if a >= WHOLE { 0.0 } else { y };
    if a < FLAT { 1.0 } else { bounded }
}

#[lane_fn]
fn sinc_f64(x: f64) -> f64 {
    let a = x.abs();
    let (r, quadrant) = reduce_half_turns(a);
    let (hi, lo) = times_pi(r);
    let (first, rest) = sin_parts_of_quadrant(hi, lo, quadrant);
    let above = first + rest;
    let above_lo = (first - above) + rest;
    let (below, below_lo) = times_pi(a);
    let inverse = 1.0 / below;
    let quotient = above * inverse;
    let residue = quotient.mul_add(-below, above) + quotient.mul_add(-below_lo, above_lo);
    let y = residue.mul_add(inverse, quotient);
    // Adding zero makes −0 +0.
    with_ends(a, f64::from_bits(y.to_bits() ^ ((quadrant & 2) << 62)) + 0.0)
}

#[lane_fn]
fn sinc_f32(x: f32) -> f32 {
    let a = (x as f64).abs();
    let (r, quadrant) = reduce_half_turns(a);
    let z = r * r;
    let odd = quadrant & 1 != 0;
    let s = r * poly4(z, &SIN_PI);
    let c = poly4(z, &COS_PI);
    let y = if odd { c } else { s } / (a * core::f64::consts::PI);
    with_ends(a, f64::from_bits(y.to_bits() ^ ((quadrant & 2) << 62)) + 0.0) as f32
}

/// sinc x = sin(πx) / (πx), 1 at 0, as NumPy's `sinc`.
///
/// NaN gives NaN; whole numbers other than 0 give exactly +0, and ±∞ give the limit +0.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn sinc<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { sinc_f32(x as f32) as T } else { sinc_f64(x as f64) as T }
}
