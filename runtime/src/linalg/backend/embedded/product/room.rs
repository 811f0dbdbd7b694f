//! Memory for packed blocks, which each thread keeps from one product to the next: pages that are new cost more than packing.

use std::cell::Cell;

use crate::linalg::element::Element;

/// A line of the cache: no register's worth of a packed block lies in two of them.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line {
    _words: [u64; 8],
}

thread_local! {
    static ROOM: Cell<Vec<Line>> = const { Cell::new(Vec::new()) };
}

/// Memory for two packed blocks.
pub(super) struct Room(Vec<Line>);

impl Room {
    /// What this thread has kept. A product within a product of this thread would find nothing, and make its own.
    pub(super) fn take() -> Self {
        Room(ROOM.take())
    }

    /// Two slices of these lengths, which hold anything.
    pub(super) fn split<T: Element>(&mut self, lengths: [usize; 2]) -> [&mut [T]; 2] {
        let lines = lengths.map(|length| (length * size_of::<T>()).div_ceil(size_of::<Line>()));
        if self.0.len() < lines[0] + lines[1] {
            self.0.resize(lines[0] + lines[1], Line { _words: [0; 8] });
        }
        let (first, second) = self.0.split_at_mut(lines[0]);
        [&mut elements(first)[..lengths[0]], &mut elements(second)[..lengths[1]]]
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        ROOM.set(std::mem::take(&mut self.0));
    }
}

/// The same memory as `f32` or `f64`.
fn elements<T: Element>(lines: &mut [Line]) -> &mut [T] {
    // SAFETY: all bits of integers are numbers of `f32` and `f64`, the only types that implement `Element`, and the other way round.
    let (before, elements, after) = unsafe { lines.align_to_mut::<T>() };
    debug_assert!(
        before.is_empty() && after.is_empty(),
        "a line is a whole number of elements, and aligned for them"
    );
    elements
}
