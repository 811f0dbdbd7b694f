//! The shape of a reduction: a function of the number of iterations alone.

use std::ops::Range;

use crate::lane_loop::SLOTS;

/// Blocks that a loop has at least, so that they can be dealt out, before blocks are larger than the slots.
const BLOCKS: usize = 256;

/// Blocks of lanes that a loop has, before blocks are as long as they get.
const LANE_BLOCKS: usize = 16;

/// Slots go round so many times in a block, at most.
const LONGEST: usize = 128;

/// The length of the blocks of so many iterations.
pub(super) fn block_len(count: usize) -> usize {
    SLOTS * (count / (SLOTS * BLOCKS)).clamp(1, LONGEST)
}

/// The length of the blocks of so many iterations that run in lanes: long enough that a block's end is not felt.
pub(super) fn lane_block_len(count: usize) -> usize {
    2 * SLOTS * count.div_ceil(2 * SLOTS * LANE_BLOCKS).clamp(2, LONGEST / 2)
}

/// Cuts a chunk at the multiples of `len`.
pub(super) fn pieces(chunk: Range<usize>, len: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = chunk.start;
    std::iter::from_fn(move || {
        let end = (at / len).saturating_add(1).saturating_mul(len).min(chunk.end);
        let piece = at..end;
        at = end;
        (!piece.is_empty()).then_some(piece)
    })
}
