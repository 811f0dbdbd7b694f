//! Operations that run lane by lane, compiled once and out of line.
//!
//! A lane of another value than the scalar operation allows does not occur here: callers have raised the fault of an
//! active lane, and have replaced the operands of the others.

use fearless_simd::prelude::*;
use fearless_simd::{Level, SimdElement};

/// Scalar operations of a float type on the lanes of one register.
pub(super) trait ScalarFloat: SimdElement {
    /// `x % y`.
    fn rem(x: &mut [Self], y: &[Self]);
    /// `x.rem_euclid(y)`.
    fn rem_euclid(x: &mut [Self], y: &[Self]);
    /// `x.div_euclid(y)`.
    fn div_euclid(x: &mut [Self], y: &[Self]);
    /// `x.mul_add(a, b)`, for levels that have no such instruction.
    fn mul_add(x: &mut [Self], a: &[Self], b: &[Self]);
}

/// Scalar operations of an integer type on the lanes of one register.
pub(super) trait ScalarInt: SimdElement {
    /// `x / y`, wrapping; `y` is not zero.
    fn div(x: &mut [Self], y: &[Self]);
    /// `x.rem_euclid(y)`, wrapping; `y` is not zero.
    fn rem_euclid(x: &mut [Self], y: &[Self]);
    /// `x.div_euclid(y)`, wrapping; `y` is not zero.
    fn div_euclid(x: &mut [Self], y: &[Self]);
    /// `x.saturating_mul(y)`.
    fn saturating_mul(x: &mut [Self], y: &[Self]);
    /// The lanes in which `x * y` overflows, as bits.
    fn mul_overflows(x: &[Self], y: &[Self]) -> u64;
    /// `x.wrapping_pow(exponent)`; gives the lanes in which it has wrapped, as bits.
    fn pow(x: &mut [Self], exponent: &[u32]) -> u64;
    /// `x.isqrt()`, zero for negative numbers.
    fn isqrt(x: &mut [Self]);
    /// `x.ilog10()`, zero unless positive.
    fn ilog10(x: &mut [Self]);
}

/// One operation of two registers: `binary!(rem, f64, x % y)` for a formula of `x` and `y`.
macro_rules! binary {
    ($name:ident, $t:ty, |$x:ident, $y:ident| $result:expr) => {
        #[inline(never)]
        fn $name(x: &mut [$t], y: &[$t]) {
            for (to, &$y) in x.iter_mut().zip(y) {
                let $x = *to;
                *to = $result;
            }
        }
    };
}

macro_rules! scalar_floats {
    ($($t:ident $native:ident)+) => {$(
        impl ScalarFloat for $t {
            binary!(rem, $t, |x, y| x % y);
            binary!(rem_euclid, $t, |x, y| x.rem_euclid(y));
            binary!(div_euclid, $t, |x, y| x.div_euclid(y));

            #[inline(never)]
            fn mul_add(x: &mut [$t], a: &[$t], b: &[$t]) {
                #[inline(always)]
                fn run<S: Simd>(s: S, x: &mut [$t], a: &[$t], b: &[$t]) {
                    let len = <S::$native as SimdBase<S>>::LEN;
                    let mut at = 0;
                    while at + len <= x.len() {
                        let lanes = at..at + len;
                        let factor = S::$native::from_slice(s, &a[lanes.clone()]);
                        let summand = S::$native::from_slice(s, &b[lanes.clone()]);
                        let x = &mut x[lanes];
                        S::$native::from_slice(s, x).mul_add_precise(factor, summand).store_slice(x);
                        at += len;
                    }
                }
                // The levels without the instruction are those of the least width.
                fearless_simd::dispatch!(Level::baseline(), s => run(s, x, a, b));
            }
        }
    )+};
}

scalar_floats!(f32 f32s f64 f64s);

macro_rules! scalar_ints {
    ($($t:ident)+) => {$(
        impl ScalarInt for $t {
            binary!(div, $t, |x, y| x.wrapping_div(y));
            binary!(rem_euclid, $t, |x, y| x.wrapping_rem_euclid(y));
            binary!(div_euclid, $t, |x, y| x.wrapping_div_euclid(y));
            binary!(saturating_mul, $t, |x, y| x.saturating_mul(y));

            #[inline(never)]
            fn mul_overflows(x: &[$t], y: &[$t]) -> u64 {
                let mut lanes = 0;
                for (lane, (&x, &y)) in x.iter().zip(y).enumerate() {
                    lanes |= u64::from(x.overflowing_mul(y).1) << lane;
                }
                lanes
            }

            #[inline(never)]
            fn pow(x: &mut [$t], exponent: &[u32]) -> u64 {
                let mut lanes = 0;
                for (lane, (x, &exponent)) in x.iter_mut().zip(exponent).enumerate() {
                    let overflows;
                    (*x, overflows) = x.overflowing_pow(exponent);
                    lanes |= u64::from(overflows) << lane;
                }
                lanes
            }

            #[inline(never)]
            fn isqrt(x: &mut [$t]) {
                for x in x {
                    *x = if *x > 0 { x.isqrt() } else { 0 };
                }
            }

            #[inline(never)]
            fn ilog10(x: &mut [$t]) {
                for x in x {
                    *x = x.checked_ilog10().unwrap_or(0) as $t;
                }
            }
        }
    )+};
}

scalar_ints!(i32 i64 u32 u64);
