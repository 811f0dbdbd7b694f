//! Integer powers.
//!
//! |x| = 2^k m with m in [√½, √2). m^|n| by repeated squaring on sums of two doubles, whose relative error grows like
//! |n| · 2^-104 and stays below 2^-70 for every i32; the power of two apart, in one exact product k · n. The first ten
//! bits of |n| cannot leave 2^±512; for a larger |n| every step takes the power of two out again. A negative n divides at
//! the end, so nothing overflows or underflows on the way.
//! Special cases: x⁰ = 1 (NaN too), NaN, ±∞ and ±0 as IEEE 754's pown.

use super::exponential::{MAGIC, scale_far};
use super::logarithm::{BIAS, BIAS_54, TWO_54, split};
use ufunc_macros::{lane_fn, ufunc};

/// (a_hi + a_lo) (b_hi + b_lo) as a sum of two doubles.
#[lane_fn]
fn product(a_hi: f64, a_lo: f64, b_hi: f64, b_lo: f64) -> (f64, f64) {
    let p = a_hi * b_hi;
    let e = a_hi.mul_add(b_hi, -p) + a_hi.mul_add(b_lo, a_lo * b_hi);
    let hi = p + e;
    (hi, e - (hi - p))
}

/// hi + lo as 2^k (hi' + lo') with hi' in [√½, √2): hi', lo' and k.
#[lane_fn]
fn take_exponent(hi: f64, lo: f64) -> (f64, f64, f64) {
    let (m, e) = split(hi);
    let down = f64::from_bits(2046_u64.wrapping_sub(e.to_bits() & 0x7ff) << 52);
    (m, lo * down, e - BIAS)
}

/// m^n for m in [√½, √2) and n < 1024, which stays within 2^±512.
#[lane_fn]
fn small_power(m: f64, n: u32) -> (f64, f64) {
    let mut base_hi: f64 = m;
    let mut base_lo: f64 = 0.0;
    let mut hi: f64 = if n & 1 != 0 { m } else { 1.0 };
    let mut lo: f64 = 0.0;
    let mut left = n >> 1;
    while left != 0 {
        let (s_hi, s_lo) = product(base_hi, base_lo, base_hi, base_lo);
        base_hi = s_hi;
        base_lo = s_lo;
        let (p_hi, p_lo) = product(hi, lo, base_hi, base_lo);
        if left & 1 != 0 {
            hi = p_hi;
            lo = p_lo;
        }
        left >>= 1;
    }
    (hi, lo)
}

/// m^n for m in [√½, √2) and any n: hi, lo and the power of two taken out.
#[lane_fn]
fn large_power(m: f64, n: u32) -> (f64, f64, f64) {
    let mut base_hi: f64 = m;
    let mut base_lo: f64 = 0.0;
    let mut base_k: f64 = 0.0;
    let mut hi: f64 = 1.0;
    let mut lo: f64 = 0.0;
    let mut k: f64 = 0.0;
    let mut left = n;
    while left != 0 {
        if left & 1 != 0 {
            let (p_hi, p_lo) = product(hi, lo, base_hi, base_lo);
            let (m_hi, m_lo, taken) = take_exponent(p_hi, p_lo);
            hi = m_hi;
            lo = m_lo;
            k = k + base_k + taken;
        }
        let (s_hi, s_lo) = product(base_hi, base_lo, base_hi, base_lo);
        let (m_hi, m_lo, taken) = take_exponent(s_hi, s_lo);
        base_hi = m_hi;
        base_lo = m_lo;
        base_k = 2.0 * base_k + taken;
        left >>= 1;
    }
    (hi, lo, k)
}

/// xⁿ where x is zero, infinite or NaN, or n is 0; without the sign.
#[lane_fn]
fn special_power(x: f64, n: i32) -> f64 {
    let zero_side = if n < 0 { f64::INFINITY } else { 0.0 };
    let infinite_side = if n < 0 { 0.0 } else { f64::INFINITY };
    let limit = if x == 0.0 { zero_side } else { infinite_side };
    let value = if x.is_nan() { x } else { limit };
    if n == 0 { 1.0 } else { value }
}

#[lane_fn]
fn any_power(x: f64, n: i32) -> f64 {
    let ax = x.abs();
    let mut normal = ax;
    let mut bias = BIAS;
    if ax < f64::MIN_POSITIVE {
        normal = ax * TWO_54;
        bias = BIAS_54;
    }
    let (significand, e) = split(normal);
    let mut exponent = (e - bias) * (n as f64);
    let count = n.unsigned_abs();
    let (mut hi, mut lo) = small_power(significand, count & 1023);
    if count > 1023 {
        let (p_hi, p_lo, k) = large_power(significand, count);
        hi = p_hi;
        lo = p_lo;
        exponent += if n < 0 { -k } else { k };
    }
    if n < 0 {
        let r = 1.0 / hi;
        lo = r * (r.mul_add(-hi, 1.0) - r * lo);
        hi = r;
    }
    let bounded = if exponent > 2000.0 { 2000.0 } else { exponent };
    let bounded = if bounded < -2000.0 { -2000.0 } else { bounded };
    let mut result = scale_far(hi + lo, (bounded + MAGIC).to_bits());
    if !(ax > 0.0 && ax < f64::INFINITY) {
        result = special_power(x, n);
    }
    let negative = n & 1 != 0 && x.is_sign_negative();
    if negative { -result.abs() } else { result }
}

/// The square, which people ask for most, is correctly rounded as it is.
#[lane_fn]
fn powi_f64(x: f64, n: i32) -> f64 {
    let mut result = x * x;
    if n != 2 {
        result = any_power(x, n);
    }
    result
}

/// The integer power xⁿ, as [`f64::powi`] but with a bound on its error.
///
/// x⁰ is 1 for every x, NaN included. Odd powers keep the sign, also of zeros and infinities.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn powi<T: Float>(x: T, n: i32) -> T {
    powi_f64(x as f64, n) as T
}
