//! Integer powers.
//!
//! x^|n| by repeated squaring on sums of two doubles, whose relative error grows like |n| · 2^-104, the first three bits of
//! |n| without a loop. Up to |n| = 1023 it is the power of x itself, if no bits get lost on the way, which the size of the
//! result tells. Else |x| = 2^k m with m in [√½, √2), the power of m with its power of two taken out at every step, and k · n
//! apart, an exact product: the error stays below 2^-70 for every i32. A negative n divides at the end. One rounding, also
//! to subnormal results. `f32` in doubles that are rounded at every step, below 2^-42, up to |n| = 1023, and as above from
//! there.
//! Source: Dekker 1971 for the sums.
//! Special cases: x⁰ = 1 (NaN too), NaN, ±∞ and ±0 as IEEE 754's pown.

use super::double_double::multiply;
use super::exponential::MAGIC;
use super::logarithm::{BIAS, BIAS_54, TWO_54, split};
use super::power::scale_once;
use ufunc_macros::{lane_fn, ufunc};

/// 2^-900 and 2^1000: between them are the powers x^|n| whose sums of two doubles have all their bits, and whose inverses do.
const LEAST: f64 = 1.183052186166774e-271;
const MOST: f64 = 1.0715086071862673e301;

/// hi + lo as 2^k (hi' + lo') with hi' in [√½, √2): hi', lo' and k.
#[lane_fn]
fn take_exponent(hi: f64, lo: f64) -> (f64, f64, f64) {
    let (m, e) = split(hi);
    let down = f64::from_bits(2046_u64.wrapping_sub(e.to_bits() & 0x7ff) << 52);
    (m, lo * down, e - BIAS)
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
            let (p_hi, p_lo) = multiply(hi, lo, base_hi, base_lo);
            let (m_hi, m_lo, taken) = take_exponent(p_hi, p_lo);
            hi = m_hi;
            lo = m_lo;
            k = k + base_k + taken;
        }
        let (s_hi, s_lo) = multiply(base_hi, base_lo, base_hi, base_lo);
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

/// 1 / (hi + lo) as a sum of two doubles.
#[lane_fn]
fn inverse(hi: f64, lo: f64) -> (f64, f64) {
    let r = 1.0 / hi;
    (r, r * (r.mul_add(-hi, 1.0) - r * lo))
}

/// xⁿ for every x and n.
#[lane_fn]
fn any_power(x: f64, n: i32) -> f64 {
    let ax = x.abs();
    let tiny = ax < f64::MIN_POSITIVE;
    let normal = if tiny { ax * TWO_54 } else { ax };
    let (significand, e) = split(normal);
    let mut exponent = (e - if tiny { BIAS_54 } else { BIAS }) * (n as f64);
    let (mut hi, mut lo, k) = large_power(significand, n.unsigned_abs());
    exponent += if n < 0 { -k } else { k };
    if n < 0 {
        let (i_hi, i_lo) = inverse(hi, lo);
        hi = i_hi;
        lo = i_lo;
    }
    let bounded = if exponent > 1400.0 { 1400.0 } else { exponent };
    let bounded = if bounded < -1400.0 { -1400.0 } else { bounded };
    let mut result = scale_once(hi, lo, (bounded + MAGIC).to_bits());
    if !(ax > 0.0 && ax < f64::INFINITY) {
        result = special_power(x, n);
    }
    let negative = n & 1 != 0 && x.is_sign_negative();
    if negative { -result.abs() } else { result }
}

/// xⁿ for any x and n.
#[lane_fn]
fn common_power(x: f64, n: i32) -> f64 {
    let count = n.unsigned_abs();
    let s = x * x;
    let s_lo = x.mul_add(x, -s);
    let first = if count & 1 != 0 { x } else { 1.0 };
    let second = if count & 2 != 0 { s } else { 1.0 };
    let second_lo = if count & 2 != 0 { s_lo } else { 0.0 };
    let low = first * second;
    let low_lo = first.mul_add(second, -low) + first * second_lo;
    let fourth = s * s;
    let fourth_lo = s.mul_add(s, -fourth) + 2.0 * s * s_lo;
    let third = if count & 4 != 0 { fourth } else { 1.0 };
    let third_lo = if count & 4 != 0 { fourth_lo } else { 0.0 };
    let mut hi = low * third;
    let mut lo = low.mul_add(third, -hi) + low.mul_add(third_lo, low_lo * third);
    let mut left = count >> 3;
    if left != 0 {
        let mut base_hi = fourth;
        let mut base_lo = fourth_lo;
        while left != 0 {
            let (s_hi, s_lo) = multiply(base_hi, base_lo, base_hi, base_lo);
            base_hi = s_hi;
            base_lo = s_lo;
            let (p_hi, p_lo) = multiply(hi, lo, base_hi, base_lo);
            if left & 1 != 0 {
                hi = p_hi;
                lo = p_lo;
            }
            left >>= 1;
        }
    }
    let size = hi.abs();
    if n < 0 {
        let (i_hi, i_lo) = inverse(hi, lo);
        hi = i_hi;
        lo = i_lo;
    }
    let mut result = hi + lo;
    if !(size >= LEAST && size <= MOST && count <= 1023) {
        result = any_power(x, n);
    }
    result
}

/// Squares, correctly rounded as they are, and cubes are what people ask for most: where all lanes do, nothing else runs.
#[lane_fn]
pub(crate) fn powi_f64(x: f64, n: i32) -> f64 {
    let s = x * x;
    let mut result = s;
    if n != 2 {
        let cube = x * s;
        result = cube + (x.mul_add(s, -cube) + x * x.mul_add(x, -s));
        if !(n == 3 && cube.abs() >= LEAST && cube.abs() <= MOST) {
            result = common_power(x, n);
        }
    }
    result
}

/// xⁿ for n other than 2 and 3. In doubles what overflows or underflows on the way does so as `f32` in the end, and zeros
/// and infinities come out right.
#[lane_fn]
fn common_power_f32(x: f64, n: i32) -> f32 {
    let count = n.unsigned_abs();
    let mut base = x * x;
    let mut power = if count & 1 != 0 { x } else { 1.0 };
    power = if count & 2 != 0 { power * base } else { power };
    base = base * base;
    power = if count & 4 != 0 { power * base } else { power };
    let mut left = count >> 3;
    while left != 0 {
        base = base * base;
        power = if left & 1 != 0 { power * base } else { power };
        left >>= 1;
    }
    if n < 0 {
        power = 1.0 / power;
    }
    if count > 1023 {
        power = any_power(x, n);
    }
    power as f32
}

#[lane_fn]
pub(crate) fn powi_f32(x: f32, n: i32) -> f32 {
    let mut result = x * x;
    if n != 2 {
        let wide = x as f64;
        result = (wide * wide * wide) as f32;
        if n != 3 {
            result = common_power_f32(wide, n);
        }
    }
    result
}

/// The integer power xⁿ, as [`f64::powi`] but with a bound on its error.
///
/// x⁰ is 1 for every x, NaN included. Odd powers keep the sign, also of zeros and infinities.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn powi<T: Float>(x: T, n: i32) -> T {
    if size_of::<T>() == 4 { powi_f32(x as f32, n) as T } else { powi_f64(x as f64, n) as T }
}
