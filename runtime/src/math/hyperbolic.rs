//! Hyperbolic sine, cosine and tangent.
//!
//! Sine and cosine: |x| = n ln 2 + r + tail as in `exp`; with a = 2^(n−1) and b = 2^(−n−1),
//! sinh |x| = (a − b) cosh r + (a + b) sinh r and cosh |x| = (a + b) cosh r + (a − b) sinh r, so that neither a quotient
//! nor e^−x is needed. sinh r = r + r³ S(r²) and cosh r = 1 + r²/2 + r⁴ C(r²), S and C minimax polynomials (relative
//! errors below 2^-60 and 2^-65); a ∓ b plus the linear term is taken without error. Above 708, where b is nothing
//! beside a, both are half of e^|x|, scaled in two steps, so that they overflow where the true value does.
//! Tangent: with t = e^(−2|x|) − 1, as `exp_m1` computes it as a sum of two doubles, tanh |x| = −t / (2 + t), the
//! quotient corrected by its remainder.
//! Errors below 0.9 ULP. `f32` in `f32` the same way, below 0.96 ULP (sinh, where 2^(−n−1) is rounded away from a + b).
//! Source: DLMF 4.35.1, 4.35.2 and 4.28.3 with the reduction of Tang 1992.
//! Special cases: NaN to NaN; sinh and tanh: ±0 to ±0; ±∞ to ±∞ under sinh, to +∞ under cosh, to ±1 under tanh.

use super::exponential::{
    ONE, ONE_32, exp_beyond_linear, exp_beyond_linear_f32, exp_reduce, exp_reduce_f32, power_of_two,
    power_of_two_f32, scale_far, scale_far_f32,
};
use super::exponential_minus_one::{exp_m1_reduced, exp_m1_reduced_f32, exp_m1_scaled, exp_m1_scaled_f32};
use super::poly::poly4;
use ufunc_macros::{lane_fn, ufunc};

/// (sinh r − r) / r³ in r².
const SINH: [f64; 5] = [
    0.16666666666666669,
    0.008333333333328875,
    0.00019841269866627948,
    2.75572644730202e-06,
    2.5101867902176667e-08,
];
/// (cosh r − 1 − r²/2) / r⁴ in r².
const COSH: [f64; 5] = [
    0.041666666666666644,
    0.0013888888888889735,
    2.4801587307630353e-05,
    2.755729350355012e-07,
    2.0907348916535476e-09,
];

/// 2^(n−1) and 2^(−n−1) for 0 ≤ n ≤ 1022 in the low bits of `n`; the second is 0 for n = 1022.
#[lane_fn]
fn halves(n: u64) -> (f64, f64) {
    let n = n << 52;
    let half = ONE.wrapping_sub(1 << 52);
    (f64::from_bits(half.wrapping_add(n)), f64::from_bits(half.wrapping_sub(n)))
}

/// sinh (r + tail) − r and cosh (r + tail) − 1 for |r| ≤ 0.35.
#[lane_fn]
fn sinh_cosh_reduced(r: f64, tail: f64) -> (f64, f64) {
    let z = r * r;
    let odd = (r * z).mul_add(poly4(z, &SINH), tail);
    let even = (z * z).mul_add(poly4(z, &COSH), z.mul_add(0.5, r * tail));
    (odd, even)
}

/// e^a / 2 for a = n ln 2 + r + tail > 700.
#[lane_fn]
fn half_exp_far(a: f64, r: f64, tail: f64, n: u64) -> f64 {
    let y = 1.0 + (r + exp_beyond_linear(r, tail));
    let scaled = scale_far(y, n.wrapping_sub(1));
    let bounded = if a > 711.0 { f64::INFINITY } else { scaled };
    if a.is_nan() { a } else { bounded }
}

#[lane_fn]
pub(crate) fn sinh_f64(x: f64) -> f64 {
    let a = x.abs();
    let (r, tail, n) = exp_reduce(a, 0.0);
    let (up, down) = halves(n);
    let sum = up + down;
    let difference = up - down;
    let lost = (up - difference) - down;
    let (odd, even) = sinh_cosh_reduced(r, tail);
    let hi = sum.mul_add(r, difference);
    let lo = sum.mul_add(r, difference - hi) + lost;
    let mut value = hi + sum.mul_add(odd, difference.mul_add(even, lo));
    if !(a <= 708.0) {
        value = half_exp_far(a, r, tail, n);
    }
    value.copysign(x)
}

#[lane_fn]
pub(crate) fn cosh_f64(x: f64) -> f64 {
    let a = x.abs();
    let (r, tail, n) = exp_reduce(a, 0.0);
    let (up, down) = halves(n);
    let sum = up + down;
    let difference = up - down;
    let lost = (up - sum) + down;
    let (odd, even) = sinh_cosh_reduced(r, tail);
    let hi = difference.mul_add(r, sum);
    let lo = difference.mul_add(r, sum - hi) + lost;
    let mut value = hi + sum.mul_add(even, difference.mul_add(odd, lo));
    if !(a <= 708.0) {
        value = half_exp_far(a, r, tail, n);
    }
    value
}

#[lane_fn]
pub(crate) fn tanh_f64(x: f64) -> f64 {
    let a = x.abs();
    // From 19.1 on the value is rounded to 1.
    let a = if a > 22.0 { 22.0 } else { a };
    let (r, tail, n) = exp_reduce(-2.0 * a, 0.0);
    let s = power_of_two(n);
    let less = s - 1.0;
    let (reduced, reduced_lo) = exp_m1_reduced(r, tail);
    let (sum, rest) = exp_m1_scaled(reduced, reduced_lo, s, less);
    // Below 2^-53 s − 1 is rounded to −1.
    let rest = rest + (s - (less + 1.0));
    let hi = sum + rest;
    let lo = rest - (hi - sum);
    let divisor = 2.0 + hi;
    let divisor_lo = (hi - (divisor - 2.0)) + lo;
    let inverse = 1.0 / divisor;
    let quotient = hi * inverse;
    let rest = quotient.mul_add(-divisor, hi) + quotient.mul_add(-divisor_lo, lo);
    rest.mul_add(inverse, quotient).copysign(x)
}

/// The same for `f32`.
const SINH_32: [f32; 3] = [0.16666667, 0.00833315, 0.0001999798];
const COSH_32: [f32; 2] = [0.041666623, 0.0013918588];

#[lane_fn]
fn halves_f32(n: u32) -> (f32, f32) {
    let n = n << 23;
    let half = ONE_32.wrapping_sub(1 << 23);
    (f32::from_bits(half.wrapping_add(n)), f32::from_bits(half.wrapping_sub(n)))
}

#[lane_fn]
fn sinh_cosh_reduced_f32(r: f32, tail: f32) -> (f32, f32) {
    let z = r * r;
    let odd = (r * z).mul_add(z.mul_add(z.mul_add(SINH_32[2], SINH_32[1]), SINH_32[0]), tail);
    let even = (z * z).mul_add(z.mul_add(COSH_32[1], COSH_32[0]), z.mul_add(0.5, r * tail));
    (odd, even)
}

#[lane_fn]
fn half_exp_far_f32(a: f32, r: f32, tail: f32, n: u32) -> f32 {
    let y = 1.0 + (r + exp_beyond_linear_f32(r, tail));
    let scaled = scale_far_f32(y, n.wrapping_sub(1));
    let bounded = if a > 90.0 { f32::INFINITY } else { scaled };
    if a.is_nan() { a } else { bounded }
}

#[lane_fn]
pub(crate) fn sinh_f32(x: f32) -> f32 {
    let a = x.abs();
    let (r, tail, n) = exp_reduce_f32(a, 0.0);
    let (up, down) = halves_f32(n);
    let sum = up + down;
    let difference = up - down;
    let lost = (up - difference) - down;
    let (odd, even) = sinh_cosh_reduced_f32(r, tail);
    let hi = sum.mul_add(r, difference);
    let lo = sum.mul_add(r, difference - hi) + lost;
    let mut value = hi + sum.mul_add(odd, difference.mul_add(even, lo));
    if !(a <= 87.0) {
        value = half_exp_far_f32(a, r, tail, n);
    }
    value.copysign(x)
}

#[lane_fn]
pub(crate) fn cosh_f32(x: f32) -> f32 {
    let a = x.abs();
    let (r, tail, n) = exp_reduce_f32(a, 0.0);
    let (up, down) = halves_f32(n);
    let sum = up + down;
    let difference = up - down;
    let lost = (up - sum) + down;
    let (odd, even) = sinh_cosh_reduced_f32(r, tail);
    let hi = difference.mul_add(r, sum);
    let lo = difference.mul_add(r, sum - hi) + lost;
    let mut value = hi + sum.mul_add(even, difference.mul_add(odd, lo));
    if !(a <= 87.0) {
        value = half_exp_far_f32(a, r, tail, n);
    }
    value
}

#[lane_fn]
pub(crate) fn tanh_f32(x: f32) -> f32 {
    let a = x.abs();
    // From 9.02 on the value is rounded to 1.
    let a = if a > 10.0 { 10.0 } else { a };
    let (r, tail, n) = exp_reduce_f32(-2.0 * a, 0.0);
    let s = power_of_two_f32(n);
    let less = s - 1.0;
    let (reduced, reduced_lo) = exp_m1_reduced_f32(r, tail);
    let (sum, rest) = exp_m1_scaled_f32(reduced, reduced_lo, s, less);
    // Below 2^-53 s − 1 is rounded to −1.
    let rest = rest + (s - (less + 1.0));
    let hi = sum + rest;
    let lo = rest - (hi - sum);
    let divisor = 2.0 + hi;
    let divisor_lo = (hi - (divisor - 2.0)) + lo;
    let inverse = 1.0 / divisor;
    let quotient = hi * inverse;
    let rest = quotient.mul_add(-divisor, hi) + quotient.mul_add(-divisor_lo, lo);
    rest.mul_add(inverse, quotient).copysign(x)
}

/// The hyperbolic sine (e^x − e^−x) / 2, as [`f64::sinh`].
///
/// NaN gives NaN, ±0 gives ±0, ±∞ gives ±∞; finite up to 710.4758600739439, in `f32` to 89.41598.
/// Largest error: see [`TABLE`](super::table::TABLE). DLMF 4.28.1.
#[ufunc]
pub fn sinh<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { sinh_f32(x as f32) as T } else { sinh_f64(x as f64) as T }
}

/// The hyperbolic cosine (e^x + e^−x) / 2, as [`f64::cosh`].
///
/// NaN gives NaN, ±∞ gives +∞; finite up to 710.4758600739439, in `f32` to 89.41598.
/// Largest error: see [`TABLE`](super::table::TABLE). DLMF 4.28.2.
#[ufunc]
pub fn cosh<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { cosh_f32(x as f32) as T } else { cosh_f64(x as f64) as T }
}

/// The hyperbolic tangent, as [`f64::tanh`].
///
/// NaN gives NaN, ±0 gives ±0, ±∞ gives ±1.
/// Largest error: see [`TABLE`](super::table::TABLE). DLMF 4.28.4.
#[ufunc]
pub fn tanh<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { tanh_f32(x as f32) as T } else { tanh_f64(x as f64) as T }
}
