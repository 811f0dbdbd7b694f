//! The bits of floats, and functions that are written once for both widths.

use ufunc_programs::{Ty, Value};
use ufunc_tests::{both, check, values};

both! {
    /// IEEE half precision, rounded to nearest even; NaN stays NaN.
    fn f32_to_half(x: f32) -> u32 {
        let bits = x.to_bits();
        let sign = (bits >> 16) & 0x8000;
        let exponent = ((bits >> 23) & 0xff) as i32;
        let fraction = bits & 0x007f_ffff;
        if exponent == 255 {
            return if fraction != 0 { 0x7e00 } else { sign | 0x7c00 };
        }
        let unbiased = exponent - 127;
        if unbiased > 15 {
            return sign | 0x7c00;
        }
        if unbiased >= -14 {
            let mut half = (((unbiased + 15) as u32) << 10) | (fraction >> 13);
            let rest = fraction & 0x1fff;
            if rest > 0x1000 || (rest == 0x1000 && half & 1 == 1) {
                half += 1;
            }
            return sign | half;
        }
        if unbiased < -25 {
            return sign;
        }
        let full = fraction | 0x0080_0000;
        let shift = (-unbiased - 14 + 13) as u32;
        let mut half = full >> shift;
        let rest = full & ((1 << shift) - 1);
        let middle = 1 << (shift - 1);
        if rest > middle || (rest == middle && half & 1 == 1) {
            half += 1;
        }
        sign | half
    }

    fn half_to_f32(half: u32) -> f32 {
        let sign = (half & 0x8000) << 16;
        let exponent = (half >> 10) & 0x1f;
        let fraction = half & 0x3ff;
        let bits = match exponent {
            0 if fraction == 0 => sign,
            0 => {
                let mut e = 113;
                let mut f = fraction;
                while f & 0x400 == 0 {
                    f <<= 1;
                    e -= 1;
                }
                sign | (e << 23) | ((f & 0x3ff) << 13)
            }
            31 => sign | 0x7f80_0000 | (fraction << 13),
            _ => sign | ((exponent + 112) << 23) | (fraction << 13),
        };
        f32::from_bits(bits)
    }

    /// 0 zero, 1 subnormal, 2 normal, 3 infinite, 4 NaN; negative numbers the negative of it.
    fn classify(x: f64) -> i32 {
        let bits = x.to_bits();
        let exponent = (bits >> 52) & 0x7ff;
        let fraction = bits & 0x000f_ffff_ffff_ffff;
        let class = match (exponent, fraction) {
            (0, 0) => 0,
            (0, _) => 1,
            (0x7ff, 0) => 3,
            (0x7ff, _) => return 4,
            _ => 2,
        };
        if bits >> 63 == 1 { -class } else { class }
    }

    fn next_up(x: f64) -> f64 {
        if x.is_nan() || x == f64::INFINITY {
            return x;
        }
        let bits = x.to_bits();
        let up = if x == 0.0 {
            1
        } else if x > 0.0 {
            bits + 1
        } else {
            bits - 1
        };
        f64::from_bits(up)
    }

    /// Fraction in [0.5, 1) and exponent.
    fn frexp(x: f64) -> (f64, i32) {
        if x == 0.0 || !x.is_finite() {
            return (x, 0);
        }
        let (x, extra) = if x.abs() < f64::MIN_POSITIVE { (x * 18014398509481984.0, -54) } else { (x, 0) };
        let bits = x.to_bits();
        let exponent = ((bits >> 52) & 0x7ff) as i32 - 1022 + extra;
        (f64::from_bits(bits & 0x800f_ffff_ffff_ffff | 0x3fe0_0000_0000_0000), exponent)
    }

    fn split(x: f32) -> (f32, f32) {
        let whole = x.trunc();
        let part = if x.is_infinite() { 0.0f32.copysign(x) } else { x - whole };
        (part, whole)
    }

    fn round_to(x: f64, digits: u32) -> f64 {
        let mut scale = 1.0;
        for _ in 0..digits.min(6) {
            scale *= 10.0;
        }
        (x * scale).round() / scale
    }

    /// A product and its rounding error (Dekker, with fused multiply-add).
    fn two_product(a: f64, b: f64) -> (f64, f64) {
        let product = a * b;
        (product, a.mul_add(b, -product))
    }

    fn saturating_casts(x: f64) -> (i32, u32, i64, u64) {
        (x as i32, x as u32, x as i64, x as u64)
    }

    fn width_changes(a: i32, b: u64) -> (f32, f64, i64, u32, i32) {
        let single = b as f32;
        let double = a as f64 / 3.0;
        let wide = (a as i64) << 7 ^ b as i64;
        (single, double, wide, b as u32 ^ a as u32, double as f32 as i32)
    }

    /// Fast inverse square root with its magic number, and two Newton steps.
    fn inverse_sqrt(x: f32) -> f32 {
        let half = 0.5 * x;
        let mut y = f32::from_bits(0x5f37_59df - (x.to_bits() >> 1));
        for _ in 0..2 {
            y *= 1.5 - half * y * y;
        }
        y
    }

    /// Order of floats as integers.
    fn total_order(x: f32) -> i32 {
        let bits = x.to_bits() as i32;
        bits ^ (((bits >> 31) as u32) >> 1) as i32
    }

    fn sign_or_zero(x: f64) -> f64 {
        if x > 0.0 { 1.0 } else if x < 0.0 { -1.0 } else { 0.0 }
    }
}

#[test]
fn bits_of_floats() {
    let x = values(1, Ty::F32, |value| if let Value::F32(x) = value { Some(x) } else { None });
    check!(f32_to_half(x));
    check!(split(x));
    let ordinary: Vec<f32> = x.iter().map(|x| if x.is_nan() { 1.0 } else { *x }).collect();
    check!(total_order(ordinary));
    let positive: Vec<f32> = ordinary.iter().map(|x| x.abs()).collect();
    check!(inverse_sqrt(positive));
    let half: Vec<u32> = (0..100_003).map(|bits| bits & 0xffff).collect();
    check!(half_to_f32(half));
}

#[test]
fn parts_of_floats() {
    let x = values(2, Ty::F64, |value| if let Value::F64(x) = value { Some(x) } else { None });
    let y = values(3, Ty::F64, |value| if let Value::F64(x) = value { Some(x) } else { None });
    check!(classify(x));
    check!(next_up(x));
    check!(frexp(x));
    check!(two_product(x, y));
    check!(saturating_casts(x));
    check!(sign_or_zero(x));
    let digits = values(4, Ty::U32, |value| if let Value::U32(x) = value { Some(x) } else { None });
    check!(round_to(x, digits));
}

#[test]
fn casts_between_widths() {
    let a = values(5, Ty::I32, |value| if let Value::I32(x) = value { Some(x) } else { None });
    let b = values(6, Ty::U64, |value| if let Value::U64(x) = value { Some(x) } else { None });
    check!(width_changes(a, b));
}
