//! Bit operations of one register of unsigned integers.

use fearless_simd::prelude::*;

/// Leading zeros: what is left after every bit below the highest has been set.
#[inline(always)]
pub(super) fn leading_zeros<S: Simd, V: SimdInt<S>>(x: V) -> V {
    let x = x | (x >> 1);
    let x = x | (x >> 2);
    let x = x | (x >> 4);
    let x = x | (x >> 8);
    let x = x | (x >> 16);
    if const { size_of::<V::Element>() == 8 } { (x | (x >> 32)).count_zeros() } else { x.count_zeros() }
}

/// Trailing zeros: the ones that taking one off puts in their place.
#[inline(always)]
pub(super) fn trailing_zeros<S: Simd, V: SimdInt<S>>(x: V) -> V {
    (!x & (x - V::Element::from(true))).count_ones()
}

/// Whether exactly one bit is set.
#[inline(always)]
pub(super) fn is_power_of_two<S: Simd, V: SimdInt<S>>(x: V) -> V::Mask {
    // Of x and x - 1 no bit is common, and their difference is not zero.
    let below = x - V::Element::from(true);
    (x ^ below).simd_gt(below)
}

/// Swaps neighbouring groups of `shift` bits; `low` has the lower group of each pair set.
macro_rules! swap_groups {
    ($x:expr, $shift:literal, $low:literal) => {{
        let x = $x;
        ((x >> $shift) & $low) | ((x & $low) << $shift)
    }};
}

#[inline(always)]
pub(super) fn swap_bytes_u32<S: Simd>(x: S::u32s) -> S::u32s {
    let x = swap_groups!(x, 8, 0x00FF_00FF);
    (x >> 16) | (x << 16)
}

#[inline(always)]
pub(super) fn swap_bytes_u64<S: Simd>(x: S::u64s) -> S::u64s {
    let x = swap_groups!(x, 8, 0x00FF_00FF_00FF_00FF);
    let x = swap_groups!(x, 16, 0x0000_FFFF_0000_FFFF);
    (x >> 32) | (x << 32)
}

#[inline(always)]
pub(super) fn reverse_bits_u32<S: Simd>(x: S::u32s) -> S::u32s {
    let x = swap_groups!(x, 1, 0x5555_5555);
    let x = swap_groups!(x, 2, 0x3333_3333);
    swap_bytes_u32::<S>(swap_groups!(x, 4, 0x0F0F_0F0F))
}

#[inline(always)]
pub(super) fn reverse_bits_u64<S: Simd>(x: S::u64s) -> S::u64s {
    let x = swap_groups!(x, 1, 0x5555_5555_5555_5555);
    let x = swap_groups!(x, 2, 0x3333_3333_3333_3333);
    swap_bytes_u64::<S>(swap_groups!(x, 4, 0x0F0F_0F0F_0F0F_0F0F))
}
