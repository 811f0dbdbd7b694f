//! Operations of one register of unsigned integers, named as those of `signed.rs`.

use fearless_simd::prelude::*;

#[inline(always)]
fn zero<S: Simd, V: SimdInt<S>>(s: S) -> V {
    V::splat(s, V::Element::default())
}

/// Where `sum`, which is `x + y`, has wrapped.
#[inline(always)]
pub(super) fn add_overflows<S: Simd, V: SimdInt<S>>(_: S, x: V, _: V, sum: V) -> V::Mask {
    sum.simd_lt(x)
}

/// Where `x - y` has wrapped.
#[inline(always)]
pub(super) fn sub_overflows<S: Simd, V: SimdInt<S>>(_: S, x: V, y: V, _: V) -> V::Mask {
    x.simd_lt(y)
}

/// Where `-x` wraps.
#[inline(always)]
pub(super) fn neg_overflows<S: Simd, V: SimdInt<S>>(s: S, x: V, _: V::Element) -> V::Mask {
    x.simd_ne(zero::<S, V>(s))
}

/// Nowhere.
#[inline(always)]
pub(super) fn abs_overflows<S: Simd, V: SimdInt<S>>(s: S, _: V, _: V::Element) -> V::Mask {
    V::Mask::splat(s, false)
}

/// Nowhere.
#[inline(always)]
pub(super) fn div_overflows<S: Simd, V: SimdInt<S>>(s: S, _: V, _: V, _: V::Element) -> V::Mask {
    V::Mask::splat(s, false)
}

/// `x` itself.
#[inline(always)]
pub(super) fn abs<S: Simd, V: SimdInt<S>>(x: V) -> V {
    x
}

/// 0 or 1.
#[inline(always)]
pub(super) fn signum<S: Simd, V: SimdInt<S>>(s: S, x: V, one: V::Element) -> V {
    x.min(V::splat(s, one))
}

/// Whether above zero.
#[inline(always)]
pub(super) fn is_positive<S: Simd, V: SimdInt<S>>(s: S, x: V) -> V::Mask {
    x.simd_ne(zero::<S, V>(s))
}

/// Nowhere.
#[inline(always)]
pub(super) fn is_negative<S: Simd, V: SimdInt<S>>(s: S, _: V) -> V::Mask {
    V::Mask::splat(s, false)
}
