//! Float operations of one register that `fearless_simd` does not have with Rust's bits.

use fearless_simd::prelude::*;

use super::scalar::ScalarFloat;

/// Fused multiplication and addition. Where there is no instruction for it, it is some eighty, so it is called.
#[inline(always)]
pub(super) fn mul_add<S: Simd, V: SimdFloat<S, Element: ScalarFloat>>(mut x: V, a: V, b: V) -> V {
    if const { has_mul_add::<S>() } {
        x.mul_add_precise(a, b)
    } else {
        V::Element::mul_add(x.as_mut_slice(), a.as_slice(), b.as_slice());
        x
    }
}

/// Wider registers than the least come with AVX2 or AVX-512, and with them the instruction.
const fn has_mul_add<S: Simd>() -> bool {
    cfg!(target_arch = "aarch64") || <S::f64s as SimdBase<S>>::LEN > 2
}

/// Rust's `min`: the number where one operand is NaN, the first of equal operands.
#[inline(always)]
pub(super) fn min<S: Simd, V: SimdFloat<S>>(x: V, y: V) -> V {
    (y.simd_lt(x) | x.is_nan()).select(y, x)
}

/// Rust's `max`: the number where one operand is NaN, the first of equal operands.
#[inline(always)]
pub(super) fn max<S: Simd, V: SimdFloat<S>>(x: V, y: V) -> V {
    (y.simd_gt(x) | x.is_nan()).select(y, x)
}

/// Rust's `clamp` for bounds in order: NaN stays.
#[inline(always)]
pub(super) fn clamp<S: Simd, V: SimdFloat<S>>(x: V, lo: V, hi: V) -> V {
    let x = x.simd_lt(lo).select(lo, x);
    x.simd_gt(hi).select(hi, x)
}

/// Rust's `signum`: a one with the sign of `x`, or NaN.
#[inline(always)]
pub(super) fn signum<S: Simd, V: SimdFloat<S>>(x: V, one: V) -> V {
    x.is_nan().select(x, one.copysign(x))
}
