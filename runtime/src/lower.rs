//! What generated code calls besides the operations on lanes.

use crate::simd::{Element, Gang, IntLanes, IsizeLanes, Lanes, Mask, NumLanes, UsizeLanes, fault};

/// An argument of a kernel that another kernel calls: lanes, or one scalar for all of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be passed to a kernel that takes `{E}`",
    label = "expected `{E}`"
)]
pub trait LaneArg<G: Gang, E: Element> {
    /// The argument in every lane.
    fn into_lanes(self, g: G) -> E::Lanes<G>;
}

/// Lanes as an argument, to tell them from a scalar.
#[derive(Debug, Clone, Copy)]
pub struct Varying<V>(pub V);

impl<G: Gang, E: Element<Lanes<G> = V>, V: Lanes<G, Elem = E>> LaneArg<G, E> for Varying<V> {
    #[inline(always)]
    fn into_lanes(self, _: G) -> V {
        self.0
    }
}

macro_rules! scalar_args {
    ($($scalar:ty),+) => {$(
        impl<G: Gang> LaneArg<G, $scalar> for $scalar {
            #[inline(always)]
            fn into_lanes(self, g: G) -> <$scalar as Element>::Lanes<G> {
                Lanes::<G>::splat(g, self)
            }
        }
    )+};
}

scalar_args!(f32, f64, i32, i64, u32, u64, bool);

/// Lanes of any value, for a local that is declared before it is assigned.
#[inline(always)]
pub fn undefined<G: Gang, V: Lanes<G>>(g: G) -> V {
    V::splat(g, V::Elem::default())
}

/// A scalar in every lane.
#[inline(always)]
pub fn splat<G: Gang, E: Element>(g: G, value: E) -> E::Lanes<G> {
    Lanes::<G>::splat(g, value)
}

/// `table[index]` in every lane of the mask.
#[inline(always)]
pub fn gather<G: Gang, E: Element>(g: G, table: &[E], index: UsizeLanes<G>, m: G::Mask) -> E::Lanes<G> {
    Lanes::<G>::gather(g, table, index, m)
}

/// A `usize` in every lane.
#[inline(always)]
pub fn splat_usize<G: Gang>(g: G, value: usize) -> UsizeLanes<G> {
    UsizeLanes::<G>::splat(g, value as <UsizeLanes<G> as Lanes<G>>::Elem)
}

/// An `isize` in every lane.
#[inline(always)]
pub fn splat_isize<G: Gang>(g: G, value: isize) -> IsizeLanes<G> {
    IsizeLanes::<G>::splat(g, value as <IsizeLanes<G> as Lanes<G>>::Elem)
}

/// `as usize`.
#[cfg(target_pointer_width = "64")]
#[inline(always)]
pub fn to_usize<G: Gang, V: Lanes<G>>(value: V) -> UsizeLanes<G> {
    value.to_u64()
}

/// `as isize`.
#[cfg(target_pointer_width = "64")]
#[inline(always)]
pub fn to_isize<G: Gang, V: Lanes<G>>(value: V) -> IsizeLanes<G> {
    value.to_i64()
}

/// `as usize`.
#[cfg(not(target_pointer_width = "64"))]
#[inline(always)]
pub fn to_usize<G: Gang, V: Lanes<G>>(value: V) -> UsizeLanes<G> {
    value.to_u32()
}

/// `as isize`.
#[cfg(not(target_pointer_width = "64"))]
#[inline(always)]
pub fn to_isize<G: Gang, V: Lanes<G>>(value: V) -> IsizeLanes<G> {
    value.to_i32()
}

/// `array[index]` of an array whose elements are lanes, at an index that differs between lanes.
#[inline(always)]
pub fn pick<G: Gang, V: Lanes<G>>(g: G, array: &[V], index: UsizeLanes<G>, m: G::Mask) -> V {
    check_index(g, array.len(), index, m);
    let mut picked = undefined::<G, V>(g);
    let mut at = 0;
    while at < array.len() {
        let here = Lanes::<G>::eq(index, splat_usize(g, at));
        picked = V::select(here, array[at], picked);
        at += 1;
    }
    picked
}

/// `array[index] = value` in the lanes of the mask.
#[inline(always)]
pub fn place<G: Gang, V: Lanes<G>>(g: G, array: &mut [V], index: UsizeLanes<G>, value: V, m: G::Mask) {
    check_index(g, array.len(), index, m);
    let mut at = 0;
    while at < array.len() {
        let here = Mask::<G>::and(Lanes::<G>::eq(index, splat_usize(g, at)), m);
        array[at] = V::select(here, value, array[at]);
        at += 1;
    }
}

#[inline(always)]
fn check_index<G: Gang>(g: G, len: usize, index: UsizeLanes<G>, m: G::Mask) {
    let outside = Mask::<G>::and_not(m, NumLanes::<G>::lt(index, splat_usize(g, len)));
    if Mask::<G>::any(outside) {
        let lane = Mask::<G>::to_bits(outside).trailing_zeros();
        out_of_bounds(len, Lanes::<G>::lane(index, lane as usize) as usize, lane);
    }
}

#[cold]
#[inline(never)]
fn out_of_bounds(len: usize, index: usize, lane: u32) -> ! {
    fault::fault_of(format!("index out of bounds: the len is {len} but the index is {index}"), Some(lane))
}

/// One in every lane.
#[inline(always)]
pub fn one<G: Gang, V: IntLanes<G>>(g: G) -> V {
    undefined::<G, V>(g).not().wrapping_neg()
}

/// A count of 64 bits for `shl` and `shr`: under `CHECK` a count that is out of range stays so.
#[inline(always)]
pub fn shift_count<const CHECK: bool, G: Gang, V: Lanes<G>>(g: G, count: V) -> G::U32 {
    let count = count.to_u64();
    if CHECK { count.min(G::U64::splat(g, 64)).to_u32() } else { count.to_u32() }
}

/// As [`shift_count`], of a count that is the same in all lanes.
#[inline(always)]
pub fn uniform_shift_count<const CHECK: bool>(count: u64) -> u32 {
    if CHECK { count.min(64) as u32 } else { count as u32 }
}

/// `value / 2^log2` of unsigned lanes.
#[inline(always)]
pub fn div_by_power_unsigned<G: Gang, V: IntLanes<G>>(g: G, value: V, log2: u32) -> V {
    value.shr_uniform::<false>(log2, g.none())
}

/// `value % 2^log2` of unsigned lanes.
#[inline(always)]
pub fn rem_by_power_unsigned<G: Gang, V: IntLanes<G>>(g: G, value: V, log2: u32) -> V {
    value.and(low_bits(g, log2))
}

/// `value / 2^log2` of signed lanes of `bits` bits, towards zero.
#[inline(always)]
pub fn div_by_power_signed<G: Gang, V: IntLanes<G>>(g: G, value: V, log2: u32, bits: u32) -> V {
    // A negative value is rounded up: 2^log2 - 1 is added before the shift.
    let bias = value.shr_uniform::<false>(bits - 1, g.none()).and(low_bits(g, log2));
    value.wrapping_add(bias).shr_uniform::<false>(log2, g.none())
}

/// `value % 2^log2` of signed lanes of `bits` bits, with the sign of `value`.
#[inline(always)]
pub fn rem_by_power_signed<G: Gang, V: IntLanes<G>>(g: G, value: V, log2: u32, bits: u32) -> V {
    let quotient = div_by_power_signed(g, value, log2, bits);
    value.wrapping_sub(quotient.shl_uniform::<false>(log2, g.none()))
}

/// 2^log2 - 1 in every lane.
#[inline(always)]
fn low_bits<G: Gang, V: IntLanes<G>>(g: G, log2: u32) -> V {
    one::<G, V>(g).shl_uniform::<false>(log2, g.none()).wrapping_sub(one(g))
}
