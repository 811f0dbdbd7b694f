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

/// Through `f64` where that is exact, as in [`div_u32`]: where the operands and so the quotient have at most 52 bits.
#[inline(always)]
pub(super) fn div_u64<S: Simd>(_: S, mut x: S::u64s, y: S::u64s) -> S::u64s {
    if const { divides_64::<S>() } && ((x | y) >> 52).simd_eq(0).all_true() {
        let quotient = (convert::small_u64_to_f64::<S>(x) / convert::small_u64_to_f64::<S>(y)).trunc();
        return convert::small_f64_to_u64::<S>(quotient);
    }
    u64::div(x.as_mut_slice(), y.as_slice());
    x
}

/// As [`div_u64`], with one bit for the sign; `i64::MIN / -1` wraps.
#[inline(always)]
pub(super) fn div_i64<S: Simd>(_: S, mut x: S::i64s, y: S::i64s) -> S::i64s {
    if const { divides_64::<S>() } && ((x.abs() | y.abs()) >> 51).simd_eq(0).all_true() {
        let quotient = (convert::small_i64_to_f64::<S>(x) / convert::small_i64_to_f64::<S>(y)).trunc();
        return convert::small_f64_to_i64::<S>(quotient);
    }
    i64::div(x.as_mut_slice(), y.as_slice());
    x
}

/// Whether a vector division with its conversions is faster than a scalar division for each of its lanes.
const fn divides_64<S: Simd>() -> bool {
    <S::f64s as SimdBase<S>>::LEN > 2
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
