//! The logistic function 1 / (1 + e^−x) and its integral ln(1 + e^x).
//!
//! `sigmoid`: e^−x as `exp` computes it, a sum of two doubles; 1 is added without error, and the reciprocal corrected
//! by its remainder, so that both tails have full accuracy: below 0.7 ULP. Below −708 the value is e^x (0.8).
//! `softplus`: max(x, 0) + ln(1 + t) with t = e^−|x| as a sum of two doubles, ln(1 + t) as for `log_add_exp`, the sum
//! without error but for the last addition: below 0.8 ULP, and 0.9 where t is near or below the least normal number.
//! Below −708 the value is e^x.
//! `f32` in `f32` the same way.
//! Sources: DLMF 4.6.4 for the series of the logarithm; Muller et al. 2018, Handbook of Floating-Point Arithmetic, for
//! the sums and the corrected reciprocal.
//! Special cases: NaN to NaN; −∞ to +0; +∞ to 1 under `sigmoid`, to +∞ under `softplus`.

use super::double_double::{quick_two_sum, two_sum};
use super::exponential::{
    exp_f32, exp_f64, exp_parts, exp_reduce_f32, exp_reduced_f32, power_of_two, power_of_two_f32,
};
use super::exponential_sum::ln_1p_parts;
use super::exponential_sum_f32::two_sum_f32;
use ufunc_macros::{lane_fn, ufunc};

#[lane_fn]
pub(crate) fn sigmoid_f64(x: f64) -> f64 {
    let (hi, lo, n) = exp_parts(-x, 0.0);
    let s = power_of_two(n);
    let (sum, rest) = two_sum(1.0, s * hi);
    let (divisor, divisor_lo) = quick_two_sum(sum, s.mul_add(lo, rest));
    let inverse = 1.0 / divisor;
    let remainder = divisor_lo.mul_add(-inverse, divisor.mul_add(-inverse, 1.0));
    let mut result = remainder.mul_add(inverse, inverse);
    if !(x.abs() <= 708.0) {
        result = if x > 0.0 { 1.0 } else { exp_f64(x) };
    }
    result
}

#[lane_fn]
pub(crate) fn softplus_f64(x: f64) -> f64 {
    let (hi, lo, n) = exp_parts(-x.abs(), 0.0);
    let s = power_of_two(n);
    let (y, y_lo) = quick_two_sum(hi, lo);
    let (first, second) = ln_1p_parts(s * y, s * y_lo);
    let positive = if x > 0.0 { x } else { 0.0 };
    let (sum, rest) = two_sum(positive, first);
    let mut result = sum + (rest + second);
    if !(x.abs() <= 708.0) {
        result = if x > 0.0 { x } else { exp_f64(x) };
    }
    result
}

const ATANH_32: [f32; 5] = [0.083333336, 0.012499857, 0.0022342035, 0.00042266079, 0.00011471042];

#[lane_fn]
pub(crate) fn sigmoid_f32(x: f32) -> f32 {
    let (r, tail, n) = exp_reduce_f32(-x, 0.0);
    let (hi, lo) = exp_reduced_f32(r, tail);
    let s = power_of_two_f32(n);
    let (sum, rest) = two_sum_f32(1.0, s * hi);
    let small = s.mul_add(lo, rest);
    let divisor = sum + small;
    let divisor_lo = small - (divisor - sum);
    let inverse = 1.0 / divisor;
    let remainder = divisor_lo.mul_add(-inverse, divisor.mul_add(-inverse, 1.0));
    let mut result = remainder.mul_add(inverse, inverse);
    if !(x.abs() <= 87.0) {
        result = if x > 0.0 { 1.0 } else { exp_f32(x) };
    }
    result
}

#[lane_fn]
pub(crate) fn softplus_f32(x: f32) -> f32 {
    let (r, tail, n) = exp_reduce_f32(-x.abs(), 0.0);
    let (hi, lo) = exp_reduced_f32(r, tail);
    let s = power_of_two_f32(n);
    let y = hi + lo;
    let t = s * y;
    let t_lo = s * (lo - (y - hi));
    let divisor = t.mul_add(0.5, 1.0);
    let divisor_lo = 0.5f32.mul_add(t_lo, t.mul_add(0.5, 1.0 - divisor));
    let inverse = 1.0 / divisor;
    let w = t * inverse;
    let w_lo = (w.mul_add(-divisor, t) + w.mul_add(-divisor_lo, t_lo)) * inverse;
    let z = w * w;
    let high = z.mul_add(ATANH_32[4], ATANH_32[3]);
    let p = (z * z).mul_add(z.mul_add(high, ATANH_32[2]), z.mul_add(ATANH_32[1], ATANH_32[0]));
    let positive = if x > 0.0 { x } else { 0.0 };
    let (sum, rest) = two_sum_f32(positive, w);
    let mut result = sum + (rest + (w * z).mul_add(p, w_lo));
    if !(x.abs() <= 87.0) {
        result = if x > 0.0 { x } else { exp_f32(x) };
    }
    result
}

/// The logistic function 1 / (1 + e^−x), with full accuracy in both tails; SciPy's `expit`.
///
/// NaN gives NaN, +∞ gives 1, −∞ gives 0. Results that are subnormal are not flushed.
/// Largest error: see [`TABLE`](super::table::TABLE). Derived from DLMF 4.2.
#[ufunc]
pub fn sigmoid<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { sigmoid_f32(x as f32) as T } else { sigmoid_f64(x as f64) as T }
}

/// ln(1 + e^x), with full accuracy in both tails; SciPy's `softplus`.
///
/// NaN gives NaN, +∞ gives +∞, −∞ gives 0. Results that are subnormal are not flushed.
/// Largest error: see [`TABLE`](super::table::TABLE). Derived from DLMF 4.2.
#[ufunc]
pub fn softplus<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { softplus_f32(x as f32) as T } else { softplus_f64(x as f64) as T }
}
