//! ln(e^x + e^y) and log2(2^x + 2^y), and the logarithm of 1 + t that they share with `softplus`.
//!
//! With m the larger argument and d ≤ 0 the difference, taken without error, the value is m + ln(1 + t), t = e^d. As
//! for `exp_m1` t comes out as a sum of two doubles to 2^-58; w = t / (1 + t/2) ≤ 2/3 as a sum of two by a corrected
//! division, and ln(1 + t) = w + w³/12 + w⁵ Q(w²), Q of degree 9 (relative error below 2^-60), the second term without
//! error, so that the sum is good to 2^-57 of ln(1 + t): with m, below 0.9 ULP where at most four bits (three in base
//! 2) cancel.
//! Where more cancel, w = (e^m − 1) + e^(m + d) is computed with about 104 bits by Taylor's series, and the value is
//! ln(1 + w). Its error is below 2^-101 of m, so that values down to 2^-50 of m hold 1 ULP.
//! In base 2 the same way, with r ln 2 for r and the terms divided by ln 2. `f32` in `f32` the same way, and
//! through `f64` where much cancels (`exponential_sum_f32`).
//! Sources: DLMF 4.6.4 for the series of the logarithm; Dekker 1971 for the sums of two.
//! Special cases: NaN to NaN; −∞ is the neutral element, also of itself; +∞ with any number to +∞.

use super::double_double::{add, multiply, quick_two_sum, two_product, two_sum};
use super::exponential::{LN2_HI, LN2_LO, MAGIC, exp_parts, exp_reduce, power_of_two, scale_far};
use super::exponential_bases::exp2_parts;
use super::exponential_minus_one::exp_m1_reduced;
use super::exponential_sum_f32::{log_add_exp_f32, log_add_exp2_f32};
use super::poly::{poly8, poly9, poly10};
use ufunc_macros::{lane_fn, ufunc};

/// (2 atanh(w/2) − w) / w³ in w², for w² ≤ 4/9.
const ATANH: [f64; 11] = [
    0.08333333333333333,
    0.012500000000000655,
    0.0022321428571173774,
    0.0004340277781721953,
    8.877840693810253e-05,
    1.8780038208747482e-05,
    4.069217705689238e-06,
    8.96288962742809e-07,
    2.0501095592270997e-07,
    3.7566115573303173e-08,
    1.7845587709204752e-08,
];
/// (2 atanh(w/2) − w − w³/12) / w⁵ in w², for w² ≤ 4/9.
const ATANH_FAR: [f64; 10] = [
    0.012499999999999997,
    0.0022321428571439985,
    0.00043402777769534716,
    8.877841141978296e-05,
    1.8780014618593814e-05,
    4.069286057107073e-06,
    8.961995509407677e-07,
    2.0498865372738507e-07,
    3.775735790526721e-08,
    1.7696401573742542e-08,
];
/// 1/12 to 53 bits, and the 53 bits after them; 1 / ln 2 in the same way.
const TWELFTH_HI: f64 = 0.08333333333333333;
const TWELFTH_LO: f64 = 4.625929269271485e-18;
const LOG2_E_HI: f64 = core::f64::consts::LOG2_E;
const LOG2_E_LO: f64 = 2.0355273740931033e-17;
/// ln 2 − `LN2_HI` − `LN2_LO`.
const LN2_REST: f64 = 5.707708438416212e-34;
/// A value below this part of ln(1 + t) has lost more to cancellation than its error allows; the same in base 2.
const CANCELLED: f64 = 0.0625;
const CANCELLED_BASE_2: f64 = 0.125;
/// The same for results in `f32`, which have 29 bits less.
const CANCELLED_32: f64 = 1.4901161193847656e-8;
/// 1 / (k + 1)! for k from 0 to 13 to 53 bits, and the 53 bits after them.
const FACTORIALS_HI: [f64; 14] = [
    1.0,
    0.5,
    0.16666666666666666,
    0.041666666666666664,
    0.008333333333333333,
    0.001388888888888889,
    0.0001984126984126984,
    2.48015873015873e-05,
    2.7557319223985893e-06,
    2.755731922398589e-07,
    2.505210838544172e-08,
    2.08767569878681e-09,
    1.6059043836821613e-10,
    1.1470745597729725e-11,
];
const FACTORIALS_LO: [f64; 14] = [
    0.0,
    0.0,
    9.25185853854297e-18,
    2.3129646346357427e-18,
    1.1564823173178714e-19,
    -5.300543954373577e-20,
    1.7209558293420705e-22,
    2.1511947866775882e-23,
    -1.858393274046472e-22,
    2.3767714622250297e-23,
    -1.448814070935912e-24,
    -1.20734505911326e-25,
    1.2585294588752098e-26,
    2.0655512752830745e-28,
];
/// 1 / (k + 15)!.
const FACTORIALS_FAR: [f64; 9] = [
    7.647163731819816e-13,
    4.779477332387385e-14,
    2.8114572543455206e-15,
    1.5619206968586225e-16,
    8.22063524662433e-18,
    4.110317623312165e-19,
    1.9572941063391263e-20,
    8.896791392450574e-22,
    3.868170170630684e-23,
];

/// w = (t + t_lo) / (1 + (t + t_lo) / 2) as a sum of two, for −1/3 ≤ t ≤ 1: ln(1 + t) = 2 atanh(w/2).
#[lane_fn]
fn argument(t: f64, t_lo: f64) -> (f64, f64) {
    let divisor = t.mul_add(0.5, 1.0);
    let divisor_lo = 0.5f64.mul_add(t_lo, t.mul_add(0.5, 1.0 - divisor));
    let inverse = 1.0 / divisor;
    let w = t * inverse;
    let rest = w.mul_add(-divisor, t) + w.mul_add(-divisor_lo, t_lo);
    (w, rest * inverse)
}

/// ln(1 + t + t_lo) as hi + lo for −1/3 ≤ t ≤ 1; hi without error, lo to 2^-52.
#[lane_fn]
pub(crate) fn ln_1p_parts(t: f64, t_lo: f64) -> (f64, f64) {
    let (w, w_lo) = argument(t, t_lo);
    let z = w * w;
    (w, (w * z).mul_add(poly10(z, &ATANH), w_lo))
}

/// ln(1 + t + t_lo) for 0 ≤ t ≤ 1 as a sum of three, good to about 2^-59.
#[lane_fn]
fn ln_1p_terms(t: f64, t_lo: f64) -> (f64, f64, f64) {
    let (w, w_lo) = argument(t, t_lo);
    let z = w * w;
    let z_lo = w.mul_add(w, -z);
    let u = z * TWELFTH_HI;
    let u_lo = z.mul_add(TWELFTH_HI, -u) + z.mul_add(TWELFTH_LO, z_lo * TWELFTH_HI);
    let cube = w * u;
    let cube_lo = w.mul_add(u, -cube) + w * u_lo;
    let far = (w * z * z).mul_add(poly9(z, &ATANH_FAR), cube_lo);
    (w, cube, w_lo.mul_add(z.mul_add(0.25, 1.0), far))
}

/// 2^n e^(r + tail) as a sum of two, to 2^-58.
#[lane_fn]
fn exp_pair(r: f64, tail: f64, n: u64) -> (f64, f64) {
    let (hi, lo) = exp_m1_reduced(r, tail);
    let one = 1.0 + hi;
    let (y, y_lo) = quick_two_sum(one, (hi - (one - 1.0)) + lo);
    let s = power_of_two(n);
    (s * y, s * y_lo)
}

/// e^(r + tail) − 1 to about 2^-104 for |r| ≤ 0.35.
#[lane_fn]
fn exp_m1_long(r: f64, tail: f64) -> (f64, f64) {
    let mut hi = poly8(r, &FACTORIALS_FAR);
    let mut lo = 0.0;
    for k in 0..14 {
        let (product, product_lo) = multiply(hi, lo, r, tail);
        let (sum, rest) = quick_two_sum(FACTORIALS_HI[13 - k], product);
        (hi, lo) = quick_two_sum(sum, rest + (product_lo + FACTORIALS_LO[13 - k]));
    }
    multiply(hi, lo, r, tail)
}

/// (e^a − 1) + e^b, a and b as n ln 2 + r + tail: ln(1 + w) of that w.
#[lane_fn]
fn ln_of_sum_near_one(a: f64, a_tail: f64, a_n: u64, b: f64, b_tail: f64, b_n: u64) -> (f64, f64) {
    let (hi, lo) = exp_m1_long(a, a_tail);
    let s = power_of_two(a_n);
    let (larger, larger_lo) = add(s - 1.0, 0.0, s * hi, s * lo);
    let (hi, lo) = exp_m1_long(b, b_tail);
    let (one, rest) = quick_two_sum(1.0, hi);
    let s = power_of_two(b_n);
    let (w, w_lo) = add(larger, larger_lo, s * one, s * (rest + lo));
    ln_1p_parts(w, w_lo)
}

/// x as n ln 2 + r + tail, to 2^-107.
#[lane_fn]
fn reduce_long(x: f64) -> (f64, f64, u64) {
    let magic = x.mul_add(LOG2_E_HI, MAGIC);
    let n = magic - MAGIC;
    let (product, product_lo) = two_product(n, -LN2_LO);
    let (sum, rest) = two_sum(n.mul_add(-LN2_HI, x), product);
    let (r, tail) = quick_two_sum(sum, rest + n.mul_add(-LN2_REST, product_lo));
    (r, tail, magic.to_bits())
}

/// x as n + (r + tail) / ln 2, to 2^-107.
#[lane_fn]
fn reduce_long_base_2(x: f64) -> (f64, f64, u64) {
    let magic = x + MAGIC;
    let (r, tail) = multiply(x - (magic - MAGIC), 0.0, LN2_HI, LN2_LO);
    (r, tail, magic.to_bits())
}

/// ln(e^x + e^y) where that is near zero for its terms.
#[lane_fn]
fn cancelled(x: f64, y: f64) -> f64 {
    let (a, a_tail, a_n) = reduce_long(x);
    let (b, b_tail, b_n) = reduce_long(y);
    let (hi, lo) = ln_of_sum_near_one(a, a_tail, a_n, b, b_tail, b_n);
    hi + lo
}

/// log2(2^x + 2^y) where that is near zero for its terms.
#[lane_fn]
fn cancelled_base_2(x: f64, y: f64) -> f64 {
    let (a, a_tail, a_n) = reduce_long_base_2(x);
    let (b, b_tail, b_n) = reduce_long_base_2(y);
    let (hi, lo) = ln_of_sum_near_one(a, a_tail, a_n, b, b_tail, b_n);
    let product = hi * LOG2_E_HI;
    let product_lo = hi.mul_add(LOG2_E_HI, -product) + hi.mul_add(LOG2_E_LO, lo * LOG2_E_HI);
    product + product_lo
}

/// The larger argument plus (power + power_lo) · 2^n, which is too small to matter but beside zero, for d the smaller
/// argument less the larger one.
#[lane_fn]
fn far_apart(x: f64, y: f64, d: f64, power: f64, power_lo: f64, n: u64) -> f64 {
    let larger = if x > y { x } else { y };
    let (sum, rest) = two_sum(larger, scale_far(power, n));
    let apart = if d < -1080.0 { larger } else { sum + (rest + scale_far(power_lo, n)) };
    let number = if x == y { x } else { apart };
    if x.is_nan() || y.is_nan() { x + y } else { number }
}

/// ln(e^x + e^y) for d = −|x − y| below −708 or none.
#[lane_fn]
fn far_apart_natural(x: f64, y: f64, d: f64) -> f64 {
    let (hi, lo, n) = exp_parts(d, 0.0);
    let (power, power_lo) = quick_two_sum(hi, lo);
    far_apart(x, y, d, power, power_lo, n)
}

/// log2(2^x + 2^y) for d = −|x − y| below −1020 or none.
#[lane_fn]
fn far_apart_base_2(x: f64, y: f64, d: f64) -> f64 {
    let (hi, lo, n) = exp2_parts(d);
    let (power, power_lo) = multiply(hi, lo, LOG2_E_HI, LOG2_E_LO);
    far_apart(x, y, d, power, power_lo, n)
}

#[lane_fn]
fn log_add_exp_to(x: f64, y: f64, limit: f64) -> f64 {
    let larger = if x > y { x } else { y };
    let smaller = if x > y { y } else { x };
    let (d, d_lo) = two_sum(smaller, -larger);
    let (r, tail, n) = exp_reduce(d, d_lo);
    let (t, t_lo) = exp_pair(r, tail, n);
    let (first, second, third) = ln_1p_terms(t, t_lo);
    let (sum, rest) = two_sum(larger, first);
    let (sum, rest_2) = two_sum(sum, second);
    let mut result = sum + (rest + rest_2 + third);
    if larger < 0.0 && result.abs() < limit * first {
        result = cancelled(larger, smaller);
    }
    if !(d >= -708.0) {
        result = far_apart_natural(x, y, d);
    }
    result
}

#[lane_fn]
fn log_add_exp2_to(x: f64, y: f64, limit: f64) -> f64 {
    let larger = if x > y { x } else { y };
    let smaller = if x > y { y } else { x };
    let (d, d_lo) = two_sum(smaller, -larger);
    let magic = d + MAGIC;
    let r = d - (magic - MAGIC);
    let (r, r_lo) = quick_two_sum(r, d_lo);
    let h = r * LN2_HI;
    let h_lo = r.mul_add(LN2_HI, -h) + r.mul_add(LN2_LO, r_lo * LN2_HI);
    let (t, t_lo) = exp_pair(h, h_lo, magic.to_bits());
    let (first, second, third) = ln_1p_terms(t, t_lo);
    // To base 2.
    let (head, head_lo) = quick_two_sum(first, second);
    let (product, product_lo) = two_product(head, LOG2_E_HI);
    let small = (head_lo + third).mul_add(LOG2_E_HI, head.mul_add(LOG2_E_LO, product_lo));
    let (sum, rest) = two_sum(larger, product);
    let mut result = sum + (rest + small);
    if larger < 0.0 && result.abs() < limit * first {
        result = cancelled_base_2(larger, smaller);
    }
    if !(d >= -1020.0) {
        result = far_apart_base_2(x, y, d);
    }
    result
}

#[lane_fn]
pub(crate) fn log_add_exp_f64(x: f64, y: f64) -> f64 {
    log_add_exp_to(x, y, CANCELLED)
}

#[lane_fn]
pub(crate) fn log_add_exp2_f64(x: f64, y: f64) -> f64 {
    log_add_exp2_to(x, y, CANCELLED_BASE_2)
}

/// ln(e^x + e^y) for results in `f32`.
#[lane_fn]
pub(crate) fn log_add_exp_precise(x: f64, y: f64) -> f64 {
    log_add_exp_to(x, y, CANCELLED_32)
}

/// log2(2^x + 2^y) for results in `f32`.
#[lane_fn]
pub(crate) fn log_add_exp2_precise(x: f64, y: f64) -> f64 {
    log_add_exp2_to(x, y, CANCELLED_32)
}

/// ln(e^x + e^y) without overflow, NumPy's `logaddexp`.
///
/// NaN gives NaN; −∞ with y gives y, also for y = −∞; +∞ with any number gives +∞.
/// A value that is nearer to zero than 2^-50 of the larger argument has an error of up to 2^-101 of that argument.
/// Largest error: see [`TABLE`](super::table::TABLE). Derived from DLMF 4.2.
#[ufunc]
pub fn log_add_exp<T: Float>(x: T, y: T) -> T {
    if size_of::<T>() == 4 {
        log_add_exp_f32(x as f32, y as f32) as T
    } else {
        log_add_exp_f64(x as f64, y as f64) as T
    }
}

/// log2(2^x + 2^y) without overflow, NumPy's `logaddexp2`.
///
/// NaN gives NaN; −∞ with y gives y, also for y = −∞; +∞ with any number gives +∞.
/// A value that is nearer to zero than 2^-50 of the larger argument has an error of up to 2^-101 of that argument.
/// Largest error: see [`TABLE`](super::table::TABLE). Derived from DLMF 4.2.
#[ufunc]
pub fn log_add_exp2<T: Float>(x: T, y: T) -> T {
    if size_of::<T>() == 4 {
        log_add_exp2_f32(x as f32, y as f32) as T
    } else {
        log_add_exp2_f64(x as f64, y as f64) as T
    }
}
