//! Greatest common divisor, least common multiple and square root of integers, exact.
//!
//! `gcd` is Stein's binary algorithm: of two odd numbers the lesser and the difference less its trailing zeros, until
//! that is 0. The zeros are counted in the exponent of the lowest set bit as a float. `lcm` divides by the odd part of
//! the divisor as a product with its inverse modulo 2^64, which Newton's iteration gives. `isqrt` takes the float
//! square root to the nearest integer, which is the result or one above it.
//! Sources: Stein 1967; Warren 2012 (Hacker's Delight), 10-16, for the inverse; NumPy for signs and wrapping.

use ufunc_macros::{lane_fn, ufunc};

/// Trailing zeros of x ≠ 0 less one, modulo 32: 127, the exponent's bias, is −1 there, and the sign that the highest
/// bit gives is 0.
#[lane_fn]
fn zeros_less_one_32(x: u32) -> u32 {
    let lowest = x & x.wrapping_neg();
    (lowest as i32 as f32).to_bits() >> 23
}

#[lane_fn]
fn gcd_u32(x: u32, y: u32) -> u32 {
    let first = if x == 0 { y } else { x };
    let common = zeros_less_one_32(x | y).wrapping_add(1) & 31;
    let mut a = first >> (zeros_less_one_32(first).wrapping_add(1) & 31);
    let mut b = y >> (zeros_less_one_32(y).wrapping_add(1) & 31);
    while b != 0 {
        // The difference of odd numbers is even: one of its zeros goes at once.
        let difference = a.max(b).wrapping_sub(a.min(b));
        let zeros = zeros_less_one_32(a.wrapping_sub(b)) & 31;
        a = a.min(b);
        b = (difference >> 1) >> zeros;
    }
    a << common
}

/// Trailing zeros of x ≠ 0 less one, modulo 64: 1023, the exponent's bias, is −1 there.
#[lane_fn]
fn zeros_less_one_64(x: u64) -> u64 {
    let lowest = x & x.wrapping_neg();
    (lowest as f64).to_bits() >> 52
}

#[lane_fn]
fn gcd_u64(x: u64, y: u64) -> u64 {
    let first = if x == 0 { y } else { x };
    let common = zeros_less_one_64(x | y).wrapping_add(1) & 63;
    let mut a = first >> (zeros_less_one_64(first).wrapping_add(1) & 63);
    let mut b = y >> (zeros_less_one_64(y).wrapping_add(1) & 63);
    while b != 0 {
        let difference = a.max(b).wrapping_sub(a.min(b));
        let zeros = zeros_less_one_64(a.wrapping_sub(b)) & 63;
        a = a.min(b);
        b = (difference >> 1) >> zeros;
    }
    a << common
}

/// |x|; the least integer of a signed type stays as it is, and is right as an unsigned number.
#[lane_fn]
fn magnitude<T: Int>(x: T) -> T {
    if x < 0 as T { x.wrapping_neg() } else { x }
}

/// The greatest common divisor, not negative, as NumPy's `gcd`; gcd(x, 0) is |x|, gcd(0, 0) is 0.
///
/// A result of 2^31 in `i32` (2^63 in `i64`), which only the least integer has with itself or with 0, wraps to the
/// least integer, as in NumPy.
#[ufunc]
pub fn gcd<T: Int>(x: T, y: T) -> T {
    let a = magnitude(x);
    let b = magnitude(y);
    if size_of::<T>() == 4 { gcd_u32(a as u32, b as u32) as T } else { gcd_u64(a as u64, b as u64) as T }
}

#[lane_fn]
fn lcm_u32(x: u32, y: u32) -> u32 {
    let g = gcd_u32(x, y);
    let divisor = if g == 0 { 1 } else { g };
    (x / divisor).wrapping_mul(y)
}

#[lane_fn]
fn lcm_u64(x: u64, y: u64) -> u64 {
    let g = gcd_u64(x, y);
    let zeros = zeros_less_one_64(g).wrapping_add(1) & 63;
    let odd = g >> zeros;
    // Right to 5 bits, then to 10, 20, 40, 80.
    let mut inverse = odd.wrapping_mul(3) ^ 2;
    for _turn in 0..4 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
    }
    (x >> zeros).wrapping_mul(inverse).wrapping_mul(y)
}

/// The least common multiple |x| / gcd(x, y) · |y|, not negative where it fits, as NumPy's `lcm`; 0 if x or y is 0.
///
/// A product that does not fit wraps, as in NumPy.
#[ufunc]
pub fn lcm<T: Int>(x: T, y: T) -> T {
    let a = magnitude(x);
    let b = magnitude(y);
    if size_of::<T>() == 4 { lcm_u32(a as u32, b as u32) as T } else { lcm_u64(a as u64, b as u64) as T }
}

/// 2^23 and 2^52: added to a smaller float, leave its nearest integer in the low bits; and their bits.
const TWO_23: f32 = 8388608.0;
const TWO_23_BITS: u32 = 0x4b00_0000;
const TWO_52: f64 = 4503599627370496.0;
const TWO_52_BITS: u64 = 0x4330_0000_0000_0000;

#[lane_fn]
fn isqrt_u32(x: u32, root: f32) -> u32 {
    let nearest = ((root + TWO_23).to_bits() ^ TWO_23_BITS).min(0xffff);
    if nearest.wrapping_mul(nearest) > x { nearest.wrapping_sub(1) } else { nearest }
}

#[lane_fn]
fn isqrt_u64(x: u64, root: f64) -> u64 {
    let nearest = ((root + TWO_52).to_bits() ^ TWO_52_BITS).min(0xffff_ffff);
    if nearest.wrapping_mul(nearest) > x { nearest.wrapping_sub(1) } else { nearest }
}

/// The square root rounded down, as Rust's `isqrt`.
///
/// # Panics
/// If x is negative.
#[ufunc]
pub fn isqrt<T: Int>(x: T) -> T {
    assert!(x >= 0 as T, "argument of integer square root cannot be negative");
    if size_of::<T>() == 4 {
        isqrt_u32(x as u32, (x as f32).sqrt()) as T
    } else {
        isqrt_u64(x as u64, (x as f64).sqrt()) as T
    }
}
