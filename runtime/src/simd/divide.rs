//! Integer multiplication and division of one register.

use fearless_simd::prelude::*;

use super::convert;
use super::scalar::ScalarInt;

/// Quotients of 32-bit integers through `f64`: exact, since a quotient of two such numbers that is not whole is further
/// from the next whole number than the rounding error.
#[inline(always)]
pub(super) fn div_u32<S: Simd>(s: S, x: S::u32s, y: S::u32s) -> S::u32s {
    let (x, y) = (convert::u32_to_f64(s, x), convert::u32_to_f64(s, y));
    convert::f64_to_low_bits::<S>(x.0 / y.0, x.1 / y.1)
}

/// As [`div_u32`]; `i32::MIN / -1` wraps.
#[inline(always)]
pub(super) fn div_i32<S: Simd>(s: S, x: S::i32s, y: S::i32s) -> S::i32s {
    let (x, y) = (convert::i32_to_f64(s, x), convert::i32_to_f64(s, y));
    convert::f64_to_low_bits::<S>(x.0 / y.0, x.1 / y.1).bitcast()
}

#[inline(always)]
pub(super) fn div_u64<S: Simd>(_: S, mut x: S::u64s, y: S::u64s) -> S::u64s {
    u64::div(x.as_mut_slice(), y.as_slice());
    x
}

#[inline(always)]
pub(super) fn div_i64<S: Simd>(_: S, mut x: S::i64s, y: S::i64s) -> S::i64s {
    i64::div(x.as_mut_slice(), y.as_slice());
    x
}

/// Where the product of 32-bit integers overflows.
#[inline(always)]
pub(super) fn mul_overflows_32<S: Simd, V: SimdIntWiden<S>>(_: S, x: V, y: V) -> V::Mask {
    let (lo, hi) = x.widening_mul(y);
    let (wrapped_lo, wrapped_hi) = (x * y).widen();
    lo.simd_ne(wrapped_lo).narrow(hi.simd_ne(wrapped_hi))
}

/// Where the product of 64-bit integers overflows.
#[inline(always)]
pub(super) fn mul_overflows_64<S: Simd, V: SimdInt<S>>(s: S, x: V, y: V) -> V::Mask
where
    V::Element: ScalarInt,
{
    let high = (x.abs() | y.abs()) >> 31;
    if high.simd_eq(V::splat(s, V::Element::default())).all_true() {
        return V::Mask::splat(s, false);
    }
    V::Mask::from_bitmask(s, V::Element::mul_overflows(x.as_slice(), y.as_slice()))
}
