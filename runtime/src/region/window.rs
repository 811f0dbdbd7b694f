//! The part of a slice that some iterations own.

use std::ops::{Index, IndexMut, Range};

use crate::lane_loop::{Piece, Whole};

/// Which elements belong to which iteration: iteration `t` has `width` elements from its offset on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Layout {
    /// Iteration `t` begins at `first + t * width`.
    Rows { first: usize, width: usize },
    /// Iteration `t`, of nested ranges of which the inner ones have so many iterations, begins at
    /// `first + (t / (m * n)) * strides[0] + (t / n % m) * strides[1] + (t % n) * width`.
    Blocks { first: usize, inner: [usize; 2], strides: [usize; 2], width: usize },
}

impl Layout {
    /// The indices of an iteration; beyond `usize` they stop at its end.
    #[inline(always)]
    fn of(self, t: usize) -> Range<usize> {
        let (start, width) = match self {
            Layout::Rows { first, width } => (first.saturating_add(t.saturating_mul(width)), width),
            Layout::Blocks { first, inner: [m, n], strides, width } => {
                let (outer, t) = (t / (m * n), t % (m * n));
                let start = first
                    .saturating_add(outer.saturating_mul(strides[0]))
                    .saturating_add((t / n).saturating_mul(strides[1]))
                    .saturating_add((t % n).saturating_mul(width));
                (start, width)
            }
        };
        start..start.saturating_add(width)
    }

    /// The indices of some iterations, of an array of `len` elements.
    #[inline(always)]
    pub(super) fn indices(self, iterations: Range<usize>, len: usize) -> Range<usize> {
        if iterations.is_empty() {
            return len..len;
        }
        let start = self.of(iterations.start).start.min(len);
        start..self.of(iterations.end - 1).end.clamp(start, len)
    }
}

/// An array that is cut, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cutting {
    pub(super) whole: Whole,
    pub(super) layout: Layout,
}

/// The elements of an array that some iterations own. An index is the one in the whole array.
#[derive(Debug)]
pub struct Window<'w, T> {
    elements: &'w mut [T],
    start: usize,
    cutting: &'w Cutting,
}

impl<'w, T> Window<'w, T> {
    /// The elements of an array from `start` on.
    #[inline(always)]
    pub(super) fn new(elements: &'w mut [T], start: usize, cutting: &'w Cutting) -> Self {
        Window { elements, start, cutting }
    }

    /// The length of the whole array.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.cutting.whole.len
    }

    /// Whether the whole array has no elements.
    #[inline(always)]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements of iteration `t` alone.
    #[inline(always)]
    pub fn iteration(&mut self, t: usize) -> Window<'_, T> {
        let own = self.cutting.layout.indices(t..t + 1, self.len());
        let start = own.start.clamp(self.start, self.start + self.elements.len());
        let end = own.end.clamp(start, self.start + self.elements.len());
        Window {
            elements: &mut self.elements[start - self.start..end - self.start],
            start,
            cutting: self.cutting,
        }
    }

    /// `len` elements from index `at` on, to write to, if they belong to the window.
    #[inline(always)]
    pub fn run(&mut self, at: usize, len: usize) -> Option<&mut [T]> {
        let at = at.wrapping_sub(self.start);
        if at <= self.elements.len() && len <= self.elements.len() - at {
            Some(&mut self.elements[at..][..len])
        } else {
            None
        }
    }

    /// The elements, and the index of the first.
    #[inline(always)]
    pub(super) fn uncut(&mut self) -> (&mut [T], usize) {
        (self.elements, self.start)
    }

    /// `len` elements from index `at` on, if they belong to the window.
    #[inline(always)]
    pub(super) fn elements(&self, at: usize, len: usize) -> Option<&[T]> {
        let at = at.wrapping_sub(self.start);
        if at <= self.elements.len() && len <= self.elements.len() - at {
            Some(&self.elements[at..][..len])
        } else {
            None
        }
    }

    /// The window for lanes.
    #[inline(always)]
    pub(super) fn piece(&mut self) -> Piece<'_, T> {
        Piece::of(self.elements, self.start, &self.cutting.whole)
    }

    /// What is wrong with an index.
    pub(super) fn outside_message(&self, index: usize) -> String {
        let Whole { len, name } = self.cutting.whole;
        let (start, end) = (self.start, self.start + self.elements.len());
        if index >= len {
            format!("index out of bounds: the len of `{name}` is {len} but the index is {index}")
        } else {
            format!(
                "index {index} of `{name}` belongs to another iteration: these elements are {start}..{end}"
            )
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse(&self, index: usize) -> ! {
        panic!("{}", self.outside_message(index))
    }
}

impl<T> Index<usize> for Window<'_, T> {
    type Output = T;

    #[inline(always)]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        match self.elements.get(index.wrapping_sub(self.start)) {
            Some(element) => element,
            None => self.refuse(index),
        }
    }
}

impl<T> IndexMut<usize> for Window<'_, T> {
    #[inline(always)]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let at = index.wrapping_sub(self.start);
        if at >= self.elements.len() {
            self.refuse(index);
        }
        &mut self.elements[at]
    }
}

impl<T> Index<Range<usize>> for Window<'_, T> {
    type Output = [T];

    #[inline]
    #[track_caller]
    fn index(&self, range: Range<usize>) -> &[T] {
        match self.elements.get(range.start.wrapping_sub(self.start)..range.end.wrapping_sub(self.start)) {
            Some(elements) => elements,
            None => self.refuse(range.end.saturating_sub(1)),
        }
    }
}

impl<T> IndexMut<Range<usize>> for Window<'_, T> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, range: Range<usize>) -> &mut [T] {
        let (from, to) = (range.start.wrapping_sub(self.start), range.end.wrapping_sub(self.start));
        if from > to || to > self.elements.len() {
            self.refuse(range.end.saturating_sub(1));
        }
        &mut self.elements[from..to]
    }
}
