//! Table look-ups at an index that differs between lanes.

use super::fault::fault_with;
use super::gang::{Gang, UsizeLanes};
use super::lanes::{Lanes, Mask, NumLanes};

/// The element of [`UsizeLanes`].
#[cfg(target_pointer_width = "64")]
type Index = u64;
#[cfg(not(target_pointer_width = "64"))]
type Index = u32;

/// The indices that are below `len`, zero in the other lanes; raises a fault if an active lane is among those.
#[inline(always)]
pub(super) fn in_range<G: Gang>(g: G, len: usize, index: UsizeLanes<G>, m: G::Mask) -> UsizeLanes<G> {
    let below = index.lt(UsizeLanes::<G>::splat(g, len as Index));
    let outside = m.and_not(below);
    if outside.any() {
        out_of_range::<G>(len, index, outside);
    }
    UsizeLanes::<G>::select(below, index, UsizeLanes::<G>::splat(g, 0))
}

/// Raises the fault of the first lane of `outside`.
#[cold]
#[inline(never)]
fn out_of_range<G: Gang>(len: usize, index: UsizeLanes<G>, outside: G::Mask) -> ! {
    let index = index.lane(outside.to_bits().trailing_zeros() as usize);
    fault_with(format!("index out of bounds: the len is {len} but the index is {index}"))
}

/// Copies `table[index]` for each lane. Indices are below the table's length, or zero.
#[inline(always)]
pub(super) fn copy<T: Copy>(to: &mut [T], table: &[T], index: &[Index]) {
    if table.is_empty() {
        return;
    }
    let mut lane = 0;
    while lane < to.len() {
        to[lane] = table[index[lane] as usize];
        lane += 1;
    }
}
