//! Operations of one register of signed integers.

use fearless_simd::prelude::*;

#[inline(always)]
fn zero<S: Simd, V: SimdInt<S>>(s: S) -> V {
    V::splat(s, V::Element::default())
}

/// Where `sum`, which is `x + y`, has wrapped.
#[inline(always)]
pub(super) fn add_overflows<S: Simd, V: SimdInt<S>>(s: S, x: V, y: V, sum: V) -> V::Mask {
    ((x ^ sum) & (y ^ sum)).simd_lt(zero::<S, V>(s))
}

/// Where `difference`, which is `x - y`, has wrapped.
#[inline(always)]
pub(super) fn sub_overflows<S: Simd, V: SimdInt<S>>(s: S, x: V, y: V, difference: V) -> V::Mask {
    ((x ^ y) & (x ^ difference)).simd_lt(zero::<S, V>(s))
}

/// Where `-x` or `abs` wraps.
#[inline(always)]
pub(super) fn neg_overflows<S: Simd, V: SimdInt<S>>(s: S, x: V, min: V::Element) -> V::Mask {
    x.simd_eq(V::splat(s, min))
}

/// Where `x.abs()` wraps.
#[inline(always)]
pub(super) fn abs_overflows<S: Simd, V: SimdInt<S>>(s: S, x: V, min: V::Element) -> V::Mask {
    neg_overflows(s, x, min)
}

/// Where `x / y` wraps.
#[inline(always)]
pub(super) fn div_overflows<S: Simd, V: SimdInt<S>>(s: S, x: V, y: V, min: V::Element) -> V::Mask {
    x.simd_eq(V::splat(s, min)) & y.simd_eq(!zero::<S, V>(s))
}

/// Wrapping `abs`.
#[inline(always)]
pub(super) fn abs<S: Simd, V: SimdInt<S>>(x: V) -> V {
    x.abs()
}

/// -1, 0 or 1.
#[inline(always)]
pub(super) fn signum<S: Simd, V: SimdInt<S>>(s: S, x: V, one: V::Element) -> V {
    let (zero, one) = (zero::<S, V>(s), V::splat(s, one));
    let positive = x.simd_gt(zero).select(one, zero);
    x.simd_lt(zero).select(!zero, positive)
}

/// Whether above zero.
#[inline(always)]
pub(super) fn is_positive<S: Simd, V: SimdInt<S>>(s: S, x: V) -> V::Mask {
    x.simd_gt(zero::<S, V>(s))
}

/// Whether below zero.
#[inline(always)]
pub(super) fn is_negative<S: Simd, V: SimdInt<S>>(s: S, x: V) -> V::Mask {
    x.simd_lt(zero::<S, V>(s))
}
