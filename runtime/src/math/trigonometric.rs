//! Sine and cosine.
//!
//! Reduction: |x| = n π/2 + r with |r| ≤ π/4. Up to 2^20, Cody and Waite with three parts of π/2 under FMA: the first
//! subtraction is exact, the second part has 32 bits so that it is exact where the first one cancels, and r comes out
//! as a sum of two doubles. Above, Payne and Hanek: the 53 bits of x times 192 bits of 2/π, chosen by the exponent,
//! in 64-bit integers; 2^-75 of the smallest remainder that a double has (2^-60.9) is left as error.
//! Then sin r = r + r³ S(r²) or cos r = 1 − r²/2 + r⁴ C(r²), S and C of degree 5 by a weighted Remez exchange (relative
//! error below 2^-57.8), with the coefficients selected by the lane's quadrant, and the first addition compensated.
//! Special cases: NaN and ±∞ to NaN, sin −0 = −0.

use super::exponential::{MAGIC, MAGIC_BITS};
use super::poly::poly5;
use super::trigonometric_f32::{cos_f32, sin_cos_f32, sin_f32};
use ufunc_macros::{lane_fn, ufunc};

const TWO_OVER_PI: f64 = core::f64::consts::FRAC_2_PI;
/// π/2: 53 bits, the next 32 bits, and the next 53.
const PIO2_A: f64 = core::f64::consts::FRAC_PI_2;
const PIO2_B: f64 = 6.12323399667708e-17;
const PIO2_C: f64 = -9.403137205957857e-27;
/// π/2 − `PIO2_A` to 53 bits.
const PIO2_LO: f64 = 6.123233995736766e-17;
/// Largest argument of the first reduction, 2^20.
const CODY_WAITE_MAX: f64 = 1048576.0;

/// (sin r − r) / r³ in r².
const SIN: [f64; 6] = [
    -0.1666666666666663,
    0.00833333333332184,
    -0.00019841269829358533,
    2.7557313538519464e-06,
    -2.505073439098334e-08,
    1.5895433484451797e-10,
];
/// (cos r − 1 + r²/2) / r⁴ in r².
const COS: [f64; 6] = [
    0.041666666666666595,
    -0.0013888888888873307,
    2.480158728896522e-05,
    -2.7557314203072923e-07,
    2.0875703138195387e-09,
    -1.1358616912211788e-11,
];

/// 64 zero bits, then the first 1280 bits of 2/π behind the binary point.
const TWO_OVER_PI_BITS: [u64; 21] = [
    0x0000_0000_0000_0000,
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
    0xf0cf_bc20_9af4_361d,
];
const LOW_32: u64 = 0xffff_ffff;

/// The upper 64 bits of the product.
#[lane_fn]
fn mul_high(a: u64, b: u64) -> u64 {
    let a_lo = a & LOW_32;
    let a_hi = a >> 32;
    let b_lo = b & LOW_32;
    let b_hi = b >> 32;
    let low = a_lo.wrapping_mul(b_lo);
    let cross = a_hi.wrapping_mul(b_lo).wrapping_add(low >> 32);
    let other = a_lo.wrapping_mul(b_hi).wrapping_add(cross & LOW_32);
    a_hi.wrapping_mul(b_hi).wrapping_add(cross >> 32).wrapping_add(other >> 32)
}

/// An integer below 2^51 in modulus as a double, by the low bits of 1.5 · 2^52.
#[lane_fn]
fn small_to_f64(i: u64) -> f64 {
    f64::from_bits(MAGIC_BITS.wrapping_add(i)) - MAGIC
}

/// 64 bits of 2/π from bit `shift` of word `at` on.
#[lane_fn]
fn bits_of_two_over_pi(at: u64, shift: u64) -> u64 {
    let first = TWO_OVER_PI_BITS[at as usize];
    let second = TWO_OVER_PI_BITS[at.wrapping_add(1) as usize];
    (first << shift) | ((second >> 1) >> (63 - shift))
}

/// Payne and Hanek's reduction of x ≥ 2^20: r = hi + lo and the quadrant in the low bits; hi is NaN for ∞ and NaN.
#[lane_fn]
fn reduce_large(x: f64) -> (f64, f64, u64) {
    let bits = x.to_bits();
    let mantissa = (bits & 0x000f_ffff_ffff_ffff) | 0x0010_0000_0000_0000;
    // x = mantissa · 2^(exponent − 1075); bits of 2/π of weight above 2^(1076 − exponent) only add multiples of 4.
    let start = ((bits >> 52) & 0x7ff).wrapping_sub(1013) & 0x7ff;
    let at = start >> 6;
    let shift = start & 63;
    let high = bits_of_two_over_pi(at, shift);
    let mid = bits_of_two_over_pi(at.wrapping_add(1), shift);
    let low = bits_of_two_over_pi(at.wrapping_add(2), shift);
    // x · 2/π modulo 4, in units of 2^-126.
    let carried = mul_high(mantissa, low);
    let lower = mantissa.wrapping_mul(mid).wrapping_add(carried);
    let mut upper = mantissa.wrapping_mul(high).wrapping_add(mul_high(mantissa, mid));
    if lower < carried {
        upper = upper.wrapping_add(1);
    }
    let quadrant = upper.wrapping_add(1 << 61) >> 62;
    let signed = upper.wrapping_sub(quadrant << 62);
    // The fraction in [−½, ½) as a sum of doubles: 32 bits each, the first one signed.
    let a = small_to_f64(((signed as i64) >> 32) as u64) * 9.313225746154785e-10; // 2^-30
    let b = small_to_f64(signed & LOW_32) * 2.168404344971009e-19; // 2^-62
    let c = small_to_f64(lower >> 32) * 5.048709793414476e-29; // 2^-94
    let d = small_to_f64(lower & LOW_32) * 1.1754943508222875e-38; // 2^-126
    let ab = a + b;
    let abc = ab + c;
    let rest = (b - (ab - a)) + (c - (abc - ab)) + d;
    let hi = abc * PIO2_A;
    let lo = abc.mul_add(PIO2_A, -hi) + abc.mul_add(PIO2_LO, rest * PIO2_A);
    (if x < f64::INFINITY { hi } else { f64::NAN }, lo, quadrant)
}

/// |x| as n π/2 + hi + lo: hi, lo and n in the low bits.
#[lane_fn]
pub(crate) fn reduce(x: f64) -> (f64, f64, u64) {
    let magic = x.mul_add(TWO_OVER_PI, MAGIC);
    let n = magic - MAGIC;
    let r = n.mul_add(-PIO2_A, x);
    let mut hi = n.mul_add(-PIO2_B, r);
    let mut lo = n.mul_add(-PIO2_C, n.mul_add(-PIO2_B, r - hi));
    let mut quadrant = magic.to_bits();
    if !(x <= CODY_WAITE_MAX) {
        let (far_hi, far_lo, far_quadrant) = reduce_large(x);
        hi = far_hi;
        lo = far_lo;
        quadrant = far_quadrant;
    }
    (hi, lo, quadrant)
}

/// sin(hi + lo + quadrant · π/2) as a sum of two doubles, to be negated where bit 1 of the quadrant is set.
#[lane_fn]
pub(crate) fn sin_parts_of_quadrant(hi: f64, lo: f64, quadrant: u64) -> (f64, f64) {
    let odd = quadrant & 1 != 0;
    let z = hi * hi;
    let c0 = if odd { COS[0] } else { SIN[0] };
    let c1 = if odd { COS[1] } else { SIN[1] };
    let c2 = if odd { COS[2] } else { SIN[2] };
    let c3 = if odd { COS[3] } else { SIN[3] };
    let c4 = if odd { COS[4] } else { SIN[4] };
    let c5 = if odd { COS[5] } else { SIN[5] };
    let z2 = z * z;
    let p = z2.mul_add(z2.mul_add(z.mul_add(c5, c4), z.mul_add(c3, c2)), z.mul_add(c1, c0));
    // 1 − r²/2 as one_less and what is missing.
    let half = 0.5 * hi;
    let one_less = half.mul_add(-hi, 1.0);
    let missing = hi.mul_add(-lo, half.mul_add(-hi, 1.0 - one_less));
    let first = if odd { one_less } else { hi };
    let small = if odd { missing } else { one_less * lo };
    let factor = if odd { z } else { hi };
    (first, (z * factor).mul_add(p, small))
}

/// sin(hi + lo + quadrant · π/2).
#[lane_fn]
pub(crate) fn sin_of_quadrant(hi: f64, lo: f64, quadrant: u64) -> f64 {
    let (first, rest) = sin_parts_of_quadrant(hi, lo, quadrant);
    f64::from_bits((first + rest).to_bits() ^ ((quadrant & 2) << 62))
}

/// sin and cos of hi + lo + quadrant · π/2.
#[lane_fn]
fn both_of_quadrant(hi: f64, lo: f64, quadrant: u64) -> (f64, f64) {
    let z = hi * hi;
    let half = 0.5 * hi;
    let one_less = half.mul_add(-hi, 1.0);
    let s = hi + (z * hi).mul_add(poly5(z, &SIN), one_less * lo);
    let missing = hi.mul_add(-lo, half.mul_add(-hi, 1.0 - one_less));
    let c = one_less + (z * z).mul_add(poly5(z, &COS), missing);
    let odd = quadrant & 1 != 0;
    let sin = if odd { c } else { s };
    let cos = if odd { s } else { c };
    let sin_sign = (quadrant & 2) << 62;
    let cos_sign = (quadrant.wrapping_add(1) & 2) << 62;
    (f64::from_bits(sin.to_bits() ^ sin_sign), f64::from_bits(cos.to_bits() ^ cos_sign))
}

#[lane_fn]
fn sin_f64(x: f64) -> f64 {
    let (hi, lo, quadrant) = reduce(x.abs());
    let y = sin_of_quadrant(hi, lo, quadrant);
    f64::from_bits(y.to_bits() ^ (x.to_bits() & 0x8000_0000_0000_0000))
}

#[lane_fn]
fn cos_f64(x: f64) -> f64 {
    let (hi, lo, quadrant) = reduce(x.abs());
    sin_of_quadrant(hi, lo, quadrant.wrapping_add(1))
}

#[lane_fn]
fn sin_cos_f64(x: f64) -> (f64, f64) {
    let (hi, lo, quadrant) = reduce(x.abs());
    let (s, c) = both_of_quadrant(hi, lo, quadrant);
    (f64::from_bits(s.to_bits() ^ (x.to_bits() & 0x8000_0000_0000_0000)), c)
}

/// The sine of x in radians, as [`f64::sin`].
///
/// NaN and ±∞ give NaN; −0 gives −0. Any finite argument is reduced exactly.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn sin<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { sin_f32(x as f32) as T } else { sin_f64(x as f64) as T }
}

/// The cosine of x in radians, as [`f64::cos`].
///
/// NaN and ±∞ give NaN. Any finite argument is reduced exactly.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn cos<T: Float>(x: T) -> T {
    if size_of::<T>() == 4 { cos_f32(x as f32) as T } else { cos_f64(x as f64) as T }
}

/// Sine and cosine of x at once, as [`f64::sin_cos`]; the same bits as [`sin()`] and [`cos()`].
///
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn sin_cos<T: Float>(x: T) -> (T, T) {
    if size_of::<T>() == 4 {
        let (s, c) = sin_cos_f32(x as f32);
        (s as T, c as T)
    } else {
        let (s, c) = sin_cos_f64(x as f64);
        (s as T, c as T)
    }
}
