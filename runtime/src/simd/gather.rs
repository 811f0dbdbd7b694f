//! Table look-ups at an index that differs between lanes.
#![allow(unsafe_code, reason = "one look-up a lane, after one vector comparison has checked all indices")]

use super::fault::fault_of;
use super::gang::{Gang, UsizeLanes};
use super::lanes::{Lanes, Mask, NumLanes};

/// The element of [`UsizeLanes`].
#[cfg(target_pointer_width = "64")]
type Index = u64;
#[cfg(not(target_pointer_width = "64"))]
type Index = u32;

/// No gang has more lanes.
const MAX_LANES: usize = 32;

/// Copies `table[index]` of each lane to `to`; an index out of range raises a fault in a lane of `m`, and gives the
/// table's first element elsewhere.
#[inline(always)]
pub(super) fn gather<G: Gang, T: Copy>(g: G, to: &mut [T], table: &[T], index: UsizeLanes<G>, m: G::Mask) {
    let below = index.lt(UsizeLanes::<G>::splat(g, table.len() as Index));
    let outside = m.and_not(below);
    if outside.any() {
        out_of_range(table.len(), in_memory::<G>(index), outside.to_bits());
    }
    if table.is_empty() {
        return;
    }
    let indices = in_memory::<G>(UsizeLanes::<G>::select(below, index, UsizeLanes::<G>::splat(g, 0)));
    let mut lane = 0;
    while lane < G::LANES {
        // SAFETY: the index is below the table's length, or it was not and is zero, and the table is not empty.
        to[lane] = unsafe { *table.get_unchecked(indices[lane] as usize) };
        lane += 1;
    }
}

#[inline(always)]
fn in_memory<G: Gang>(index: UsizeLanes<G>) -> [Index; MAX_LANES] {
    let mut lanes = [0; MAX_LANES];
    index.store(&mut lanes);
    lanes
}

/// Raises the fault of the first lane of `outside`.
#[cold]
#[inline(never)]
fn out_of_range(len: usize, indices: [Index; MAX_LANES], outside: u64) -> ! {
    let lane = outside.trailing_zeros();
    let index = indices[lane as usize];
    fault_of(format!("index out of bounds: the len is {len} but the index is {index}"), Some(lane))
}
