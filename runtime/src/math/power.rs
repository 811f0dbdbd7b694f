//! The power function.
//!
//! x^y = e^(y ln x), where ln x is a sum of two doubles, because the exponential turns the absolute error of y ln x, up
//! to 745, into a relative one.
//!
//! Logarithm: |x| = 2^k m with m in [√½, √2); s = (m − 1) / (m + 1) as a sum of two doubles, the quotient corrected by
//! its exact remainder; ln m = s (2 + s² (2/3 + s² R(s²))), R of degree 7 fitted by minimax (relative error of ln m below
//! 2^-72). R is one double, 2^-12 of the result; its product with s² and everything above are carried in two. k ln 2 is
//! added without error. Together the relative error of ln x is below 2^-65.
//! The exponential is that of `exponential.rs`. `f32` in `f64`: log2 x to 2^-38, 2^r to 2^-34.
//!
//! Sources: Ziv 1991 and fdlibm's `e_pow.c` (Sun Microsystems, 1993) for the two precisions; the product and the sums
//! are Dekker's (1971) with FMA.
//! Special cases are those of C99 F.9.4.4; only they, and results beyond e^±708, take the branches.

use super::exponential::{MAGIC, exp_parts};
use super::logarithm::{BIAS, BIAS_54, TWO_54, split};
use super::poly::{poly4, poly6};
use ufunc_macros::{lane_fn, ufunc};

/// The upper 42 bits of ln 2, so that k · `LN2_HI` is exact, and the 53 bits after them.
const LN2_HI: f64 = 0.6931471805598903;
const LN2_LO: f64 = 5.497923018708371e-14;
/// ln m = s (2 + z (`THIRD_HI` + `THIRD_LO` + z (`FIFTH` + z · `ATANH`(z)))) for s = (m − 1) / (m + 1) and z = s².
const THIRD_HI: f64 = 0.6666666666666666;
const THIRD_LO: f64 = 3.702571029184151e-17;
const FIFTH: f64 = 0.3999999999999999;
const ATANH: [f64; 7] = [
    0.2857142857143615,
    0.22222222219672086,
    0.18181818616106019,
    0.1538457362873193,
    0.13335695406908374,
    0.1168699552306597,
    0.11891189430197545,
];

/// ln(2^(e − bias) m) as a sum of two doubles, where (m, e) is what `split` makes of a positive normal x: relative
/// error below 2^-64. hi is its nearest double but for some units of the last place.
#[lane_fn]
pub(crate) fn ln_parts(x: f64, bias: f64) -> (f64, f64) {
    let (m, e) = split(x);
    let k = e - bias;
    let f = m - 1.0;
    let d = m + 1.0;
    let d_lo = m - (d - 1.0);
    let inverse = 1.0 / d;
    let s = f * inverse;
    let s_lo = s.mul_add(-d_lo, s.mul_add(-d, f)) * inverse;
    let z = s * s;
    let z_lo = (s + s).mul_add(s_lo, s.mul_add(s, -z));
    let fifth = z.mul_add(poly6(z, &ATANH), FIFTH);
    let w = z * fifth;
    let w_lo = z_lo.mul_add(fifth, z.mul_add(fifth, -w));
    let q = THIRD_HI + w;
    let q_lo = (w - (q - THIRD_HI)) + (THIRD_LO + w_lo);
    let t = z.mul_add(q, 2.0);
    let t_lo = z.mul_add(q, 2.0 - t) + z.mul_add(q_lo, z_lo * q);
    let ln_m = s * t;
    let ln_m_lo = s.mul_add(t, -ln_m) + s.mul_add(t_lo, s_lo * t);
    let k_ln2 = k * LN2_HI;
    let hi = k_ln2 + ln_m;
    (hi, k.mul_add(LN2_LO, (ln_m - (hi - k_ln2)) + ln_m_lo))
}

/// x^y as (hi + lo) · 2^n for a positive normal x and |y ln x| < 1000: hi + lo in [0.7, 1.42], n in the low bits of the
/// third.
#[lane_fn]
pub(crate) fn pow_parts(x: f64, y: f64) -> (f64, f64, u64) {
    let (h, l) = ln_parts(x, BIAS);
    let p = y * h;
    exp_parts(p, y.mul_add(l, y.mul_add(h, -p)))
}

/// (hi + lo) · 2^n with n in the low bits of `n`, for |n| < 1600 and 0.7 < hi < 1.5: rounded once, also where that is
/// subnormal.
#[lane_fn]
pub(crate) fn scale_once(hi: f64, lo: f64, n: u64) -> f64 {
    let n = ((n << 13) as i64) >> 13;
    // 2^(−1022 − n): where hi + lo is less, the result is subnormal, and the sum of both has just the bits that it can hold.
    let least = if n < -1021 { 1_i64.wrapping_sub(n) } else { 0 };
    let anchor = f64::from_bits((least as u64) << 52);
    let sum = hi + lo;
    let rest = (hi - sum) + lo;
    let top = anchor + sum;
    let rounded = (top + ((sum - (top - anchor)) + rest)) - anchor;
    let kept = if sum < anchor { rounded } else { sum };
    let half = n >> 1;
    let other = n.wrapping_sub(half);
    let by_half = f64::from_bits((half.wrapping_add(1023) as u64) << 52);
    kept * by_half * f64::from_bits((other.wrapping_add(1023) as u64) << 52)
}

/// x^y from the power of |x| for any x and y, given p = y ln |x|, or as much as its sign and size.
#[lane_fn]
fn pow_special(x: f64, y: f64, p: f64, finite: f64) -> f64 {
    let ax = x.abs();
    let limit = if (ax > 1.0) == (y > 0.0) { f64::INFINITY } else { 0.0 };
    let ordinary = p.abs() <= 1000.0 && ax > 0.0 && ax < f64::INFINITY;
    let limited = if ordinary { finite } else { limit };
    let magnitude = if ax == 1.0 { 1.0 } else { limited };
    let half = 0.5 * y;
    let integer = y.floor() == y;
    let odd = integer && half.floor() != half;
    let signed = if odd && x.is_sign_negative() { -magnitude } else { magnitude };
    let real = if x < 0.0 && x > f64::NEG_INFINITY && !integer { f64::NAN } else { signed };
    let number = if x.is_nan() || y.is_nan() { x + y } else { real };
    if x == 1.0 || y == 0.0 { 1.0 } else { number }
}

#[lane_fn]
pub(crate) fn pow_f64(x: f64, y: f64) -> f64 {
    let mut base = x;
    let mut bias = BIAS;
    if !(x >= f64::MIN_POSITIVE) {
        base = x.abs();
        if base < f64::MIN_POSITIVE {
            base *= TWO_54;
            bias = BIAS_54;
        }
    }
    let (h, l) = ln_parts(base, bias);
    let p = y * h;
    let (hi, lo, n) = exp_parts(p, y.mul_add(l, y.mul_add(h, -p)));
    let mut result = f64::from_bits((hi + lo).to_bits().wrapping_add(n << 52));
    if !(x >= f64::MIN_POSITIVE && x < f64::INFINITY && p.abs() <= 708.0) {
        if !(p.abs() <= 708.0) {
            result = scale_once(hi, lo, n);
        }
        result = pow_special(x, y, p, result);
    }
    result
}

/// log2 m / s for s = (m − 1) / (m + 1), as a polynomial of s².
const LOG2: [f64; 5] =
    [2.88539008179008, 0.9617966733500581, 0.5770835832703429, 0.411672826825003, 0.34072800976274786];
/// (2^r − 1) / r for |r| ≤ ½.
const EXP2: [f64; 7] = [
    0.6931471807045319,
    0.2402265106656139,
    0.05550410365992796,
    0.009618038131997537,
    0.0013333935054551452,
    0.00015466756341526075,
    1.519615677996548e-05,
];

/// In doubles neither x nor x^y is subnormal, and the last conversion rounds to what `f32` can hold.
#[lane_fn]
pub(crate) fn pow_f32(x: f32, y: f32) -> f32 {
    let wide_x = x as f64;
    let wide_y = y as f64;
    let (m, e) = split(wide_x.abs());
    let s = (m - 1.0) / (m + 1.0);
    let log2 = s.mul_add(poly4(s * s, &LOG2), e - BIAS);
    let p = wide_y * log2;
    let magic = p + MAGIC;
    let r = p - (magic - MAGIC);
    let low = r.mul_add(EXP2[1], EXP2[0]);
    let mid = r.mul_add(EXP2[3], EXP2[2]);
    let high = r.mul_add(EXP2[5], EXP2[4]);
    let r2 = r * r;
    let q = r2.mul_add(r2.mul_add(r2.mul_add(EXP2[6], high), mid), low);
    let wide = f64::from_bits(r.mul_add(q, 1.0).to_bits().wrapping_add(magic.to_bits() << 52));
    let mut result = wide as f32;
    if !(x > 0.0 && x < f32::INFINITY && p.abs() <= 1000.0) {
        result = pow_special(wide_x, wide_y, p, wide) as f32;
    }
    result
}

/// The power x^y, as [`f64::powf`].
///
/// x⁰ and 1^y are 1, even for NaN. A negative finite x has a power for integer y only, with the sign of x where y is
/// odd, and gives NaN otherwise. Zeros and infinities as in C99: (±0)^y is ±0 or ±∞ for odd integers y, else +0 or +∞;
/// (±∞)^y likewise; x^±∞ is 0, 1 or +∞ as |x| is. Other NaNs give NaN.
/// Largest error: see [`TABLE`](super::table::TABLE).
#[ufunc]
pub fn pow<T: Float>(x: T, y: T) -> T {
    if size_of::<T>() == 4 { pow_f32(x as f32, y as f32) as T } else { pow_f64(x as f64, y as f64) as T }
}
