//! Slices cut into rows: each iteration owns as many neighbouring elements.
#![allow(unsafe_code, reason = "hands out the elements of a slice, each to one iteration")]

use std::marker::PhantomData;
use std::ops::Range;
use std::ptr;

use ndarray::{ArrayViewMut, Ix1};

use super::cut::Uncut;
use super::planes::Planes;
use super::several::Several;
use super::window::{Cutting, Layout, Window};
use super::windows::Source;
use crate::lane_loop::Whole;

/// A slice that is cut into windows.
#[derive(Debug)]
pub struct Rows<'d, T> {
    elements: *mut T,
    /// The indices of the elements, in the whole array.
    indices: Range<usize>,
    cutting: Cutting,
    data: PhantomData<&'d mut [T]>,
}

// SAFETY: the elements are borrowed mutably, and a window gives them to one thread alone.
unsafe impl<T: Send> Send for Rows<'_, T> {}
// SAFETY: what is shared of the source is its place; elements go out by `part`, each to one thread alone.
unsafe impl<T: Send> Sync for Rows<'_, T> {}

impl<'d, T> Rows<'d, T> {
    pub(super) fn new(data: Uncut<'d, T>, name: &'static str, layout: Layout) -> Self {
        let Uncut { elements, start, len } = data;
        let indices = start..start + elements.len();
        let cutting = Cutting { whole: Whole { len, name }, layout };
        Rows { elements: elements.as_mut_ptr(), indices, cutting, data: PhantomData }
    }
}

impl<T: Send + 'static> Source for Rows<'_, T> {
    type Part<'p> = Window<'p, T>;

    fn grain(&self, _: usize) -> usize {
        1
    }

    #[inline]
    unsafe fn part<'p>(&self, iterations: Range<usize>, _: usize) -> Window<'p, T> {
        let Cutting { whole, layout } = &self.cutting;
        let own = layout.indices(iterations, whole.len);
        let start = own.start.clamp(self.indices.start, self.indices.end);
        let end = own.end.clamp(start, self.indices.end);
        // SAFETY: the indices are the source's own, so the elements lie in the slice that it borrows mutably. Layouts
        // give different indices to different iterations, and the caller promises that nobody else has these.
        let elements = unsafe {
            std::slice::from_raw_parts_mut(self.elements.add(start - self.indices.start), end - start)
        };
        // SAFETY: the caller promises that the source stays where it is for `'p`.
        let cutting = unsafe { &*ptr::from_ref(&self.cutting) };
        Window::new(elements, start, cutting)
    }
}

/// What can be cut into rows.
pub trait RowsOf {
    /// The source of windows.
    type Rows;

    /// Cuts it.
    fn rows(self, name: &'static str, first: usize, width: usize, count: usize) -> Self::Rows;
}

impl<'d, T> RowsOf for Uncut<'d, T> {
    type Rows = Rows<'d, T>;

    #[inline]
    fn rows(self, name: &'static str, first: usize, width: usize, _: usize) -> Rows<'d, T> {
        Rows::new(self, name, Layout::Rows { first, width })
    }
}

impl<'d, T> RowsOf for ArrayViewMut<'d, T, Ix1> {
    type Rows = Planes<'d, T, Ix1>;

    #[inline]
    fn rows(self, name: &'static str, first: usize, width: usize, count: usize) -> Planes<'d, T, Ix1> {
        Planes::new(self, name, 0, first, width, count)
    }
}

/// Cuts an array so that iteration `t` of `count` owns the elements from `first + t * width` to
/// `first + (t + 1) * width`, as far as the array has them.
#[inline]
pub fn rows<A: RowsOf>(data: A, name: &'static str, first: usize, width: usize, count: usize) -> A::Rows {
    data.rows(name, first, width, count)
}

/// Several sources of windows into one array, each with its first element and its width.
///
/// # Panics
/// If two share elements.
#[track_caller]
pub fn several<'d, T, const N: usize>(
    data: Uncut<'d, T>,
    name: &'static str,
    rows: [(usize, usize); N],
    count: usize,
) -> Several<'d, T, N> {
    let all = rows.map(|(first, width)| first..first.saturating_add(width.saturating_mul(count)));
    let mut order: Vec<&Range<usize>> = all.iter().filter(|range| !range.is_empty()).collect();
    order.sort_by_key(|range| range.start);
    for pair in order.windows(2) {
        if pair[1].start < pair[0].end {
            panic!("iterations write `{name}` at {:?} and at {:?}: these ranges overlap", pair[0], pair[1]);
        }
    }
    let Uncut { elements, start, len } = data;
    let indices = start..start + elements.len();
    let elements = elements.as_mut_ptr();
    Several(rows.map(|(first, width)| Rows {
        elements,
        indices: indices.clone(),
        cutting: Cutting { whole: Whole { len, name }, layout: Layout::Rows { first, width } },
        data: PhantomData,
    }))
}
