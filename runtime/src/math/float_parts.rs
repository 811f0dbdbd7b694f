//! Floats taken apart and put together: powers of two, integer and fractional parts.
//!
//! `frexp` reads the exponent from the bits, of a subnormal number after an exact product. `ldexp` multiplies by a
//! power of two; one beyond the type's exponents is taken in up to three factors, chosen such that below the normal
//! range either only the last product is rounded or the result is zero.
//! Sources: C99 F.9.3.4, F.9.3.6, F.9.3.12; the factors of `ldexp` as in musl's scalbn.

use ufunc_macros::{lane_fn, ufunc};

/// Bits of the significand of a double, of all but its exponent, and of ½.
const SIGNIFICAND: u64 = 0x800f_ffff_ffff_ffff;
const HALF: u64 = 0x3fe0_0000_0000_0000;
const TWO_54: f64 = 18014398509481984.0;
/// The same for `f32`.
const SIGNIFICAND_32: u32 = 0x807f_ffff;
const HALF_32: u32 = 0x3f00_0000;
const TWO_25: f32 = 33554432.0;

#[lane_fn]
fn frexp_f64(x: f64) -> (f64, i32) {
    let small = x.abs() < f64::MIN_POSITIVE;
    let normal = if small { x * TWO_54 } else { x };
    let bias: i32 = if small { 1022 + 54 } else { 1022 };
    let bits = normal.to_bits();
    let field = ((bits >> 52) & 0x7ff) as i32;
    let itself = x == 0.0 || !x.is_finite();
    let significand = if itself { x } else { f64::from_bits((bits & SIGNIFICAND) | HALF) };
    (significand, if itself { 0 } else { field.wrapping_sub(bias) })
}

#[lane_fn]
fn frexp_f32(x: f32) -> (f32, i32) {
    let small = x.abs() < f32::MIN_POSITIVE;
    let normal = if small { x * TWO_25 } else { x };
    let bias: i32 = if small { 126 + 25 } else { 126 };
    let bits = normal.to_bits();
    let field = ((bits >> 23) & 0xff) as i32;
    let itself = x == 0.0 || !x.is_finite();
    let significand = if itself { x } else { f32::from_bits((bits & SIGNIFICAND_32) | HALF_32) };
    (significand, if itself { 0 } else { field.wrapping_sub(bias) })
}

/// Significand m and exponent n with x = m · 2^n and ½ ≤ |m| < 1, as C's `frexp`.
///
/// Of ±0, ±∞ and NaN the significand is x itself and the exponent 0.
#[ufunc]
pub fn frexp<T: Float>(x: T) -> (T, i32) {
    if size_of::<T>() == 4 {
        let (significand, exponent) = frexp_f32(x as f32);
        (significand as T, exponent)
    } else {
        let (significand, exponent) = frexp_f64(x as f64);
        (significand as T, exponent)
    }
}

/// 2^n for −1022 ≤ n ≤ 1023.
#[lane_fn]
fn power_of_two(n: i32) -> f64 {
    f64::from_bits((n.wrapping_add(1023) as u64) << 52)
}

/// x · 2^n for every n. 2^-969 leaves less than 2^-53 for the factors after it: what is subnormal before the last
/// product, and may have been rounded, becomes zero.
#[lane_fn]
fn ldexp_far(x: f64, n: i32) -> f64 {
    let step: i32 = if n < 0 { -969 } else { 1023 };
    let factor = power_of_two(step);
    let bounded = n.clamp(-2900, 3000).wrapping_sub(step);
    let again = bounded < -1022 || bounded > 1023;
    let once = x * factor;
    let twice = if again { once * factor } else { once };
    let left = if again { bounded.wrapping_sub(step) } else { bounded };
    twice * power_of_two(left.clamp(-1022, 1023))
}

#[lane_fn]
fn ldexp_f64(x: f64, n: i32) -> f64 {
    let mut result = x * power_of_two(n);
    if n < -1022 || n > 1023 {
        result = ldexp_far(x, n);
    }
    result
}

/// 2^n for −126 ≤ n ≤ 127.
#[lane_fn]
fn power_of_two_f32(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// As [`ldexp_far`]; the step is 2^-102, which leaves less than 2^-24.
#[lane_fn]
fn ldexp_far_f32(x: f32, n: i32) -> f32 {
    let step: i32 = if n < 0 { -102 } else { 127 };
    let factor = power_of_two_f32(step);
    let bounded = n.clamp(-300, 360).wrapping_sub(step);
    let again = bounded < -126 || bounded > 127;
    let once = x * factor;
    let twice = if again { once * factor } else { once };
    let left = if again { bounded.wrapping_sub(step) } else { bounded };
    twice * power_of_two_f32(left.clamp(-126, 127))
}

#[lane_fn]
fn ldexp_f32(x: f32, n: i32) -> f32 {
    let mut result = x * power_of_two_f32(n);
    if n < -126 || n > 127 {
        result = ldexp_far_f32(x, n);
    }
    result
}

/// x · 2^n, rounded once, as C's `ldexp`: subnormal results too.
///
/// Too large a result is ±∞, too small a one ±0; ±0, ±∞ and NaN give themselves.
#[ufunc]
pub fn ldexp<T: Float>(x: T, n: i32) -> T {
    if size_of::<T>() == 4 { ldexp_f32(x as f32, n) as T } else { ldexp_f64(x as f64, n) as T }
}

/// The fractional and the integral part of x, in NumPy's order; both have the sign of x.
///
/// ±∞ gives (±0, ±∞), NaN gives NaN twice.
#[ufunc]
pub fn modf<T: Float>(x: T) -> (T, T) {
    let integral = x.trunc();
    let fractional = if x.is_infinite() { 0.0 } else { x - integral };
    (fractional.copysign(x), integral)
}
