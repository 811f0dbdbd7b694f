//! The length of a vector of two.
//!
//! x² + y² as a sum s + l of two numbers by FMA, exact but for what is below l. Its root: r = √s, and the correction
//! (s − r² + l) / (2 r), s − r² exact by FMA. The correction is below one unit of the last place, so a 1 / (2 r) to 4 %,
//! which a constant less half the bits of s gives, does in place of a division, and the last addition is
//! the only rounding of weight: below 0.54 ULP. Arguments of extreme size are scaled by a power of two; a result that is
//! then subnormal is still rounded once.
//! Sources: Borges 2020 for the corrected root; Dekker 1971, Knuth 1969 for the sum; Lomont 2003 for the bits.
//! Special cases as in C99: ±∞ gives +∞ even beside a NaN.

use super::double_double::two_sum;
use ufunc_macros::{lane_fn, ufunc};

/// 2^600 and its inverse.
const UP: f64 = 4.149515568880993e180;
const DOWN: f64 = 2.409919865102884e-181;
/// The least x² + y² that has all its bits: 2^-800.
const SMALL: f64 = 1.499696813895631e-241;
/// 2^-422: the least normal number times 2^600.
const LEAST_UP: f64 = 9.232978617785736e-128;
/// (1023 · 3/2 − 1 − 0.06814) · 2^52: less half the bits of s, the bits of 1 / (2 √s) to 4 %.
const HALF_INVERSE: u64 = 0x5fd6_e8e6_0800_0000;

/// s + l.
#[lane_fn]
fn sum_of_squares(x: f64, y: f64) -> (f64, f64) {
    let a = x * x;
    let b = y * y;
    let (sum, rest) = two_sum(a, b);
    (sum, rest + (x.mul_add(x, -a) + y.mul_add(y, -b)))
}

/// √(s + l) as a sum of two doubles.
#[lane_fn]
fn root_of_sum(s: f64, l: f64) -> (f64, f64) {
    let root = s.sqrt();
    let inverse = f64::from_bits(HALF_INVERSE.wrapping_sub(s.to_bits() >> 1));
    (root, (root.mul_add(-root, s) + l) * inverse)
}

/// The length where the squares overflow, lose bits, or are no numbers.
#[lane_fn]
fn hypot_extreme(x: f64, y: f64, s: f64) -> f64 {
    let large = s > 1.0;
    let scale = if large { DOWN } else { UP };
    let unscale = if large { UP } else { DOWN };
    let (scaled, l) = sum_of_squares(x * scale, y * scale);
    let (hi, lo) = root_of_sum(scaled, l);
    let sum = hi + lo;
    // Below the least normal number, adding it leaves in the sum just the bits that a subnormal result can hold.
    let top = LEAST_UP + sum;
    let rounded = (top + ((sum - (top - LEAST_UP)) + ((hi - sum) + lo))) - LEAST_UP;
    let kept = if sum < LEAST_UP { rounded } else { sum };
    let finite = if scaled == 0.0 { 0.0 } else { kept * unscale };
    if x.abs() == f64::INFINITY || y.abs() == f64::INFINITY { f64::INFINITY } else { finite }
}

#[lane_fn]
pub(crate) fn hypot_f64(x: f64, y: f64) -> f64 {
    let (s, l) = sum_of_squares(x, y);
    let (hi, lo) = root_of_sum(s, l);
    let mut result = hi + lo;
    if !(s >= SMALL && s < f64::INFINITY) {
        result = hypot_extreme(x, y, s);
    }
    result
}

/// The least x² + y² in `f32`: 2^-90.
const SMALL_32: f32 = 8.077936e-28;
/// (127 · 3/2 − 1 − 0.06814) · 2^23.
const HALF_INVERSE_32: u32 = 0x5eb7_4730;

/// In doubles no square of an `f32` overflows or loses bits.
#[lane_fn]
fn hypot_extreme_f32(x: f32, y: f32) -> f32 {
    let wide_x = x as f64;
    let wide_y = y as f64;
    let finite = wide_x.mul_add(wide_x, wide_y * wide_y).sqrt() as f32;
    if x.abs() == f32::INFINITY || y.abs() == f32::INFINITY { f32::INFINITY } else { finite }
}

#[lane_fn]
pub(crate) fn hypot_f32(x: f32, y: f32) -> f32 {
    let a = x * x;
    let b = y * y;
    let s = a + b;
    let taken = s - a;
    let rest = (a - (s - taken)) + (b - taken);
    let l = rest + (x.mul_add(x, -a) + y.mul_add(y, -b));
    let root = s.sqrt();
    let inverse = f32::from_bits(HALF_INVERSE_32.wrapping_sub(s.to_bits() >> 1));
    let mut result = (root.mul_add(-root, s) + l).mul_add(inverse, root);
    if !(s >= SMALL_32 && s < f32::INFINITY) {
        result = hypot_extreme_f32(x, y);
    }
    result
}

/// The length √(x² + y²) of the hypotenuse, without overflow or underflow on the way, as [`f64::hypot`].
///
/// ±∞ in either argument gives +∞, even beside NaN; else NaN gives NaN.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn hypot<T: Float>(x: T, y: T) -> T {
    if size_of::<T>() == 4 { hypot_f32(x as f32, y as f32) as T } else { hypot_f64(x as f64, y as f64) as T }
}
