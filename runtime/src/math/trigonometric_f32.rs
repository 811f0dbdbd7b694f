//! Sine and cosine of `f32`, in `f32` and 32-bit integers throughout, so that twice as many lanes fit.
//!
//! The method is that of `trigonometric.rs` at 24 bits: up to 2^15, Cody and Waite with three parts of π/2 whose
//! products are exact sums of two numbers; above, Payne and Hanek with 96 bits of 2/π. S and C of degree 2 (relative
//! error below 2^-27.8).

use super::exponential::MAGIC_32;
use ufunc_macros::lane_fn;

/// π/2 in three parts of 24 bits.
const PIO2_A: f32 = core::f32::consts::FRAC_PI_2;
const PIO2_B: f32 = -4.371139e-08;
const PIO2_C: f32 = -1.7151245e-15;
/// Largest argument of the first reduction, 2^15.
const CODY_WAITE_MAX: f32 = 32768.0;
/// (sin r − r) / r³ in r².
const SIN: [f32; 3] = [-0.16666655, 0.008332187, -0.00019517966];
/// (cos r − 1 + r²/2) / r⁴ in r².
const COS: [f32; 3] = [0.041666646, -0.001388731, 2.4432422e-05];
/// 32 zero bits, then the first 288 bits of 2/π behind the binary point.
const TWO_OVER_PI_BITS: [u32; 10] = [
    0x0000_0000,
    0xa2f9_836e,
    0x4e44_1529,
    0xfc27_57d1,
    0xf534_ddc0,
    0xdb62_9599,
    0x3c43_9041,
    0xfe51_63ab,
    0xdebb_c561,
    0xb724_6e3a,
];
const LOW_16: u32 = 0xffff;
/// Bits of 1.5 · 2^23.
const MAGIC_BITS: u32 = 0x4b40_0000;

/// The upper 32 bits of the product.
#[lane_fn]
fn mul_high(a: u32, b: u32) -> u32 {
    let a_lo = a & LOW_16;
    let a_hi = a >> 16;
    let b_lo = b & LOW_16;
    let b_hi = b >> 16;
    let low = a_lo.wrapping_mul(b_lo);
    let cross = a_hi.wrapping_mul(b_lo).wrapping_add(low >> 16);
    let other = a_lo.wrapping_mul(b_hi).wrapping_add(cross & LOW_16);
    a_hi.wrapping_mul(b_hi).wrapping_add(cross >> 16).wrapping_add(other >> 16)
}

/// An integer below 2^22 in modulus as a float.
#[lane_fn]
fn small_to_f32(i: u32) -> f32 {
    f32::from_bits(MAGIC_BITS.wrapping_add(i)) - MAGIC_32
}

/// 32 bits of 2/π from bit `shift` of word `at` on.
#[lane_fn]
fn bits_of_two_over_pi(at: u32, shift: u32) -> u32 {
    let first = TWO_OVER_PI_BITS[at as usize];
    let second = TWO_OVER_PI_BITS[at.wrapping_add(1) as usize];
    (first << shift) | ((second >> 1) >> (31 - shift))
}

/// Payne and Hanek's reduction of x ≥ 2^15: r = hi + lo and the quadrant in the low bits; hi is NaN for ∞ and NaN.
#[lane_fn]
pub(crate) fn reduce_large(x: f32) -> (f32, f32, u32) {
    let bits = x.to_bits();
    let mantissa = (bits & 0x007f_ffff) | 0x0080_0000;
    // x = mantissa · 2^(exponent − 150); bits of 2/π of weight above 2^(151 − exponent) only add multiples of 4.
    let start = ((bits >> 23) & 0xff).wrapping_sub(120) & 0xff;
    let at = start >> 5;
    let shift = start & 31;
    let high = bits_of_two_over_pi(at, shift);
    let mid = bits_of_two_over_pi(at.wrapping_add(1), shift);
    let low = bits_of_two_over_pi(at.wrapping_add(2), shift);
    // x · 2/π modulo 4, in units of 2^-62.
    let carried = mul_high(mantissa, low);
    let lower = mantissa.wrapping_mul(mid).wrapping_add(carried);
    let mut upper = mantissa.wrapping_mul(high).wrapping_add(mul_high(mantissa, mid));
    if lower < carried {
        upper = upper.wrapping_add(1);
    }
    let quadrant = upper.wrapping_add(1 << 29) >> 30;
    let signed = upper.wrapping_sub(quadrant << 30);
    // The fraction in [−½, ½) as a sum of floats: 16 bits each, the first one signed.
    let a = small_to_f32(((signed as i32) >> 16) as u32) * 6.1035156e-05; // 2^-14
    let b = small_to_f32(signed & LOW_16) * 9.313226e-10; // 2^-30
    let c = small_to_f32(lower >> 16) * 1.4210855e-14; // 2^-46
    let d = small_to_f32(lower & LOW_16) * 2.1684043e-19; // 2^-62
    let ab = a + b;
    let abc = ab + c;
    let rest = (b - (ab - a)) + (c - (abc - ab)) + d;
    let hi = abc * PIO2_A;
    let lo = abc.mul_add(PIO2_A, -hi) + abc.mul_add(PIO2_B, rest * PIO2_A);
    (if x < f32::INFINITY { hi } else { f32::NAN }, lo, quadrant)
}

/// |x| as n π/2 + hi + lo: hi, lo and n in the low bits.
#[lane_fn]
fn reduce(x: f32) -> (f32, f32, u32) {
    let magic = x.mul_add(core::f32::consts::FRAC_2_PI, MAGIC_32);
    let n = magic - MAGIC_32;
    let r = n.mul_add(-PIO2_A, x);
    // r − n · PIO2_B without error, in two numbers of which either may be the larger one.
    let part = n * -PIO2_B;
    let part_lo = n.mul_add(-PIO2_B, -part);
    let mut hi = r + part;
    let taken = hi - r;
    let mut lo = n.mul_add(-PIO2_C, ((r - (hi - taken)) + (part - taken)) + part_lo);
    let mut quadrant = magic.to_bits();
    if !(x <= CODY_WAITE_MAX) {
        let (far_hi, far_lo, far_quadrant) = reduce_large(x);
        hi = far_hi;
        lo = far_lo;
        quadrant = far_quadrant;
    }
    (hi, lo, quadrant)
}

/// sin r and cos r of r = hi + lo.
#[lane_fn]
pub(crate) fn sin_and_cos(hi: f32, lo: f32) -> (f32, f32) {
    let z = hi * hi;
    let s = z.mul_add(z.mul_add(SIN[2], SIN[1]), SIN[0]);
    let c = z.mul_add(z.mul_add(COS[2], COS[1]), COS[0]);
    let half = 0.5 * hi;
    let one_less = half.mul_add(-hi, 1.0);
    let missing = hi.mul_add(-lo, half.mul_add(-hi, 1.0 - one_less));
    (hi + (z * hi).mul_add(s, one_less * lo), one_less + (z * z).mul_add(c, missing))
}

/// sin(hi + lo + quadrant · π/2).
#[lane_fn]
pub(crate) fn of_quadrant(sin: f32, cos: f32, quadrant: u32) -> f32 {
    let y = if quadrant & 1 != 0 { cos } else { sin };
    f32::from_bits(y.to_bits() ^ ((quadrant & 2) << 30))
}

/// y, negated where x is negative.
#[lane_fn]
pub(crate) fn with_sign_of(x: f32, y: f32) -> f32 {
    f32::from_bits(y.to_bits() ^ (x.to_bits() & 0x8000_0000))
}

#[lane_fn]
pub(crate) fn sin_f32(x: f32) -> f32 {
    let (hi, lo, quadrant) = reduce(x.abs());
    let (s, c) = sin_and_cos(hi, lo);
    with_sign_of(x, of_quadrant(s, c, quadrant))
}

#[lane_fn]
pub(crate) fn cos_f32(x: f32) -> f32 {
    let (hi, lo, quadrant) = reduce(x.abs());
    let (s, c) = sin_and_cos(hi, lo);
    of_quadrant(s, c, quadrant.wrapping_add(1))
}

#[lane_fn]
pub(crate) fn sin_cos_f32(x: f32) -> (f32, f32) {
    let (hi, lo, quadrant) = reduce(x.abs());
    let (s, c) = sin_and_cos(hi, lo);
    let sin = of_quadrant(s, c, quadrant);
    let cos = of_quadrant(s, c, quadrant.wrapping_add(1));
    (with_sign_of(x, sin), cos)
}
