//! Several windows into one array: `out[i]` and `out[i + n]`.
#![allow(unsafe_code, reason = "hands on what windows ask")]

use std::ops::{Index, IndexMut, Range};

use super::rows::Rows;
use super::window::Window;
use super::windows::Source;

/// An array of which iterations own rows in several places.
#[derive(Debug)]
pub struct Several<'d, T, const N: usize>(pub(super) [Rows<'d, T>; N]);

impl<T: Send + 'static, const N: usize> Source for Several<'_, T, N> {
    type Part<'p> = Parts<'p, T, N>;

    #[inline]
    fn grain(&self, count: usize) -> usize {
        self.0[0].grain(count)
    }

    #[inline]
    unsafe fn part<'p>(&self, iterations: Range<usize>, count: usize) -> Parts<'p, T, N> {
        // SAFETY: passed on; the places share no element.
        Parts(std::array::from_fn(|place| unsafe { self.0[place].part(iterations.clone(), count) }))
    }
}

/// What some iterations own, in several places of an array. An index is the one in the whole array.
#[derive(Debug)]
pub struct Parts<'w, T, const N: usize>([Window<'w, T>; N]);

impl<T, const N: usize> Parts<'_, T, N> {
    /// The length of the whole array.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.0[0].len()
    }

    /// Whether the whole array has no elements.
    #[inline(always)]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0[0].is_empty()
    }

    /// The elements of iteration `t` alone.
    #[inline(always)]
    pub fn iteration(&mut self, t: usize) -> Parts<'_, T, N> {
        Parts(self.0.each_mut().map(|window| window.iteration(t)))
    }

    /// The place that has an element; the first, which refuses it, where none has.
    #[inline(always)]
    fn place(&self, index: usize) -> usize {
        (0..N).find(|&place| self.0[place].elements(index, 1).is_some()).unwrap_or(0)
    }
}

impl<T, const N: usize> Index<usize> for Parts<'_, T, N> {
    type Output = T;

    #[inline(always)]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        &self.0[self.place(index)][index]
    }
}

impl<T, const N: usize> IndexMut<usize> for Parts<'_, T, N> {
    #[inline(always)]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let place = self.place(index);
        &mut self.0[place][index]
    }
}

impl<T, const N: usize> Index<Range<usize>> for Parts<'_, T, N> {
    type Output = [T];

    #[inline]
    #[track_caller]
    fn index(&self, range: Range<usize>) -> &[T] {
        &self.0[self.place(range.start)][range]
    }
}

impl<T, const N: usize> IndexMut<Range<usize>> for Parts<'_, T, N> {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, range: Range<usize>) -> &mut [T] {
        let place = self.place(range.start);
        &mut self.0[place][range]
    }
}
