//! The length of a vector of two.
//!
//! x² and y² as exact sums of two doubles by FMA, added with the rounding error kept: what goes into the square root
//! is right to half an ULP, which leaves at most 0.86 ULP. Arguments of extreme size are scaled by a power of two.
//! Special cases as in C99: ±∞ gives +∞ even beside a NaN.

use ufunc_macros::{lane_fn, ufunc};

/// 2^600 and its inverse.
const UP: f64 = 4.149515568880993e180;
const DOWN: f64 = 2.409919865102884e-181;
/// Where the squares neither overflow nor lose bits: 2^510 and 2^-400.
const LARGE: f64 = 3.3519519824856493e153;
const SMALL: f64 = 3.872591914849318e-121;

#[lane_fn]
fn root_of_squares(big: f64, small: f64) -> f64 {
    let a = big * big;
    let b = small * small;
    let sum = a + b;
    let error = ((a - sum) + b) + (big.mul_add(big, -a) + small.mul_add(small, -b));
    (sum + error).sqrt()
}

/// The same where a square could overflow or lose bits, and where an argument is infinite.
#[lane_fn]
fn root_of_extreme_squares(big: f64, small: f64) -> f64 {
    let scale = if big > 1.0 { DOWN } else { UP };
    let unscale = if big > 1.0 { UP } else { DOWN };
    let finite = root_of_squares(big * scale, small * scale) * unscale;
    if big == f64::INFINITY || small == f64::INFINITY { f64::INFINITY } else { finite }
}

#[lane_fn]
fn hypot_f64(x: f64, y: f64) -> f64 {
    let ax = x.abs();
    let ay = y.abs();
    let swap = ax < ay;
    let big = if swap { ay } else { ax };
    let small = if swap { ax } else { ay };
    let mut result = root_of_squares(big, small);
    if !(big <= LARGE && big >= SMALL) {
        result = root_of_extreme_squares(big, small);
    }
    result
}

/// In doubles no square of an `f32` overflows or loses bits.
#[lane_fn]
fn hypot_f32(x: f32, y: f32) -> f32 {
    let wide_x = x as f64;
    let wide_y = y as f64;
    let mut result = wide_x.mul_add(wide_x, wide_y * wide_y).sqrt() as f32;
    if x.abs() == f32::INFINITY || y.abs() == f32::INFINITY {
        result = f32::INFINITY;
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
