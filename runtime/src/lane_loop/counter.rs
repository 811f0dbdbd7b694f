//! The counter of a lane loop in lanes: it differs by one from lane to lane.

use super::access::Lanes as LanesOf;
use super::item::{Item, MAX_LANES};
use crate::simd::{Gang, IntLanes, Lanes, Mask as _, NumLanes};

/// An integer that counts the iterations.
pub trait Counter: Item {
    /// The counter `steps` later; it wraps.
    fn plus(self, steps: usize) -> Self;
    /// The lanes of a gang that starts here, of which `len` are valid; further lanes repeat the last.
    fn lanes<G: Gang>(self, g: G, len: usize) -> LanesOf<G, Self>;
    /// Whether a gang that starts here holds only integers that `f64` has.
    fn is_exact_f64(self) -> bool;
    /// Whether a gang that starts here holds only integers that `f32` has.
    fn is_exact_f32(self) -> bool;
    /// `as f64`.
    fn to_f64(self) -> f64;
    /// `as f32`.
    fn to_f32(self) -> f32;
}

macro_rules! offsets {
    ($t:ident) => {{
        let mut offsets = [0 as $t; MAX_LANES];
        let mut lane = 0;
        while lane < MAX_LANES {
            offsets[lane] = lane as $t;
            lane += 1;
        }
        offsets
    }};
}

macro_rules! counters {
    ($($t:ident $wide:ident)+) => {$(
        impl Counter for $t {
            #[inline(always)]
            fn plus(self, steps: usize) -> $t {
                self.wrapping_add(steps as $t)
            }

            #[inline(always)]
            fn lanes<G: Gang>(self, g: G, len: usize) -> LanesOf<G, $t> {
                const OFFSETS: [<$t as Item>::Elem; MAX_LANES] = offsets!($wide);
                let mut offsets = <LanesOf<G, $t>>::load(g, &OFFSETS);
                if len < G::LANES {
                    let last = <LanesOf<G, $t>>::splat(g, OFFSETS[len - 1]);
                    offsets = NumLanes::<G>::min(offsets, last);
                }
                IntLanes::<G>::wrapping_add(<LanesOf<G, $t>>::splat(g, self.elem()), offsets)
            }

            #[inline(always)]
            fn is_exact_f64(self) -> bool {
                let limit = (1i128 << 53) - 64;
                (-limit..limit).contains(&i128::from(self.elem()))
            }

            #[inline(always)]
            fn is_exact_f32(self) -> bool {
                let limit = (1i128 << 24) - 64;
                (-limit..limit).contains(&i128::from(self.elem()))
            }

            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }

            #[inline(always)]
            fn to_f32(self) -> f32 {
                self as f32
            }
        }
    )+};
}

counters!(i32 i32 u32 u32 i64 i64 u64 u64);
#[cfg(target_pointer_width = "64")]
counters!(usize u64 isize i64);
#[cfg(not(target_pointer_width = "64"))]
counters!(usize u32 isize i32);

/// The counter in every lane of a gang that starts at `base` and has `len` valid lanes.
#[inline(always)]
pub fn lane_index<G: Gang, T: Counter>(g: G, base: T, len: usize) -> LanesOf<G, T> {
    base.lanes(g, len)
}

/// The counter `as f64`.
#[inline(always)]
pub fn lane_index_f64<G: Gang, T: Counter>(g: G, base: T, len: usize) -> G::F64 {
    if base.is_exact_f64() {
        const OFFSETS: [f64; MAX_LANES] = offsets!(f64);
        let mut offsets = G::F64::load(g, &OFFSETS);
        if len < G::LANES {
            offsets = offsets.min(G::F64::splat(g, OFFSETS[len - 1]));
        }
        G::F64::splat(g, base.to_f64()).add::<false>(offsets, g.all())
    } else {
        base.lanes(g, len).to_f64()
    }
}

/// The counter `as f32`.
#[inline(always)]
pub fn lane_index_f32<G: Gang, T: Counter>(g: G, base: T, len: usize) -> G::F32 {
    if base.is_exact_f32() {
        const OFFSETS: [f32; MAX_LANES] = offsets!(f32);
        let mut offsets = G::F32::load(g, &OFFSETS);
        if len < G::LANES {
            offsets = offsets.min(G::F32::splat(g, OFFSETS[len - 1]));
        }
        G::F32::splat(g, base.to_f32()).add::<false>(offsets, g.all())
    } else {
        base.lanes(g, len).to_f32()
    }
}

/// How many lanes of the next gang are valid.
#[inline(always)]
pub fn lanes_left<G: Gang>(iterations: usize) -> usize {
    iterations.min(G::LANES)
}

/// The lanes from the one of this number on.
#[inline(always)]
pub fn lanes_from<G: Gang>(g: G, first: usize) -> G::Mask {
    G::Mask::from_bits(g, u64::MAX << first)
}
