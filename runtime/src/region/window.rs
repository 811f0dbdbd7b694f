//! Arrays cut among the iterations of a region, and the piece that a chunk of them gets.
#![allow(unsafe_code, reason = "hands out disjoint pieces of an array, each to one chunk")]

use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};

use crate::lane_loop::Piece;

/// What a region writes to: each chunk of iterations gets a part of its own.
///
/// # Safety
/// Parts of chunks without a common iteration share nothing.
pub unsafe trait Windows: Sync {
    /// The part of a chunk.
    type Part;

    /// The part of these iterations.
    ///
    /// # Safety
    /// No iteration belongs to two parts, even one after the other.
    unsafe fn part(&self, chunk: Range<usize>) -> Self::Part;
}

/// An array of which iteration `t` owns `[first + t * width, first + (t + 1) * width)`.
#[derive(Debug)]
pub struct Rows<'a, T> {
    data: *mut T,
    len: usize,
    first: usize,
    width: usize,
    name: &'static str,
    borrow: PhantomData<&'a mut [T]>,
}

// SAFETY: it stands for a `&mut [T]`, of which threads get disjoint pieces.
unsafe impl<T: Send> Sync for Rows<'_, T> {}

/// Cuts an array into rows.
#[inline]
pub fn rows<'a, T>(
    data: &'a mut [T],
    name: &'static str,
    first: usize,
    width: usize,
    _count: usize,
) -> Rows<'a, T> {
    Rows { data: data.as_mut_ptr(), len: data.len(), first, width, name, borrow: PhantomData }
}

// SAFETY: parts are what rows are, disjoint; two iterations have disjoint rows as they are `width` apart.
unsafe impl<'a, T: Send> Windows for Rows<'a, T> {
    type Part = Window<'a, T>;

    #[inline]
    unsafe fn part(&self, chunk: Range<usize>) -> Window<'a, T> {
        let place = |t: usize| t.saturating_mul(self.width).saturating_add(self.first).min(self.len);
        let (start, end) = (place(chunk.start), place(chunk.end));
        // SAFETY: the range lies in the array, and the caller vouches for its iterations.
        let slice = unsafe { std::slice::from_raw_parts_mut(self.data.add(start), end - start) };
        Window { slice, start, len: self.len, first: self.first, width: self.width, name: self.name }
    }
}

/// The elements of an array that a chunk of iterations owns, under their indices in the array.
#[derive(Debug)]
pub struct Window<'w, T> {
    slice: &'w mut [T],
    start: usize,
    len: usize,
    first: usize,
    width: usize,
    name: &'static str,
}

impl<'w, T> Window<'w, T> {
    /// How many elements the array has.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the array has none.
    #[inline(always)]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What iteration `t` owns.
    #[inline(always)]
    pub fn iteration(&mut self, t: usize) -> Window<'_, T> {
        let end = self.start + self.slice.len();
        let place = |t: usize| t.saturating_mul(self.width).saturating_add(self.first).clamp(self.start, end);
        let (from, to) = (place(t), place(t + 1));
        Window { slice: &mut self.slice[from - self.start..to - self.start], start: from, ..*self }
    }

    /// `len` elements from index `at` on, if they belong to the window.
    #[inline(always)]
    pub(super) fn elements(&self, at: usize, len: usize) -> Option<&[T]> {
        let at = at.wrapping_sub(self.start);
        if at <= self.slice.len() && len <= self.slice.len() - at {
            Some(&self.slice[at..][..len])
        } else {
            None
        }
    }

    /// The window for lanes.
    #[inline(always)]
    pub(super) fn piece(&mut self) -> Piece<'_, T> {
        Piece::of(self.slice, self.start, self.len, self.name)
    }

    pub(super) fn outside_message(&self, index: usize) -> String {
        let (start, end) = (self.start, self.start + self.slice.len());
        if index >= self.len {
            format!(
                "index out of bounds: the len of `{}` is {} but the index is {index}",
                self.name, self.len
            )
        } else {
            format!(
                "index {index} of `{}` belongs to another iteration: these elements are {start}..{end}",
                self.name
            )
        }
    }

    #[cold]
    #[inline(never)]
    fn refuse(&self, index: usize) -> ! {
        panic!("{}", self.outside_message(index))
    }
}

impl<T> Index<usize> for Window<'_, T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, index: usize) -> &T {
        match self.slice.get(index.wrapping_sub(self.start)) {
            Some(element) => element,
            None => self.refuse(index),
        }
    }
}

impl<T> IndexMut<usize> for Window<'_, T> {
    #[inline(always)]
    fn index_mut(&mut self, index: usize) -> &mut T {
        let at = index.wrapping_sub(self.start);
        if at >= self.slice.len() {
            self.refuse(index);
        }
        &mut self.slice[at]
    }
}

impl<T> Index<Range<usize>> for Window<'_, T> {
    type Output = [T];

    #[inline]
    fn index(&self, range: Range<usize>) -> &[T] {
        match self.slice.get(range.start.wrapping_sub(self.start)..range.end.wrapping_sub(self.start)) {
            Some(elements) => elements,
            None => self.refuse(range.end.saturating_sub(1)),
        }
    }
}

impl<T> IndexMut<Range<usize>> for Window<'_, T> {
    #[inline]
    fn index_mut(&mut self, range: Range<usize>) -> &mut [T] {
        let (from, to) = (range.start.wrapping_sub(self.start), range.end.wrapping_sub(self.start));
        if from > to || to > self.slice.len() {
            self.refuse(range.end.saturating_sub(1));
        }
        &mut self.slice[from..to]
    }
}

/// Arrays that can be cut.
pub trait Cut {
    /// What they hold.
    type Element;
    /// All elements. The name is one that no method of the user's has.
    fn __cut(&mut self) -> &mut [Self::Element];

    /// All elements.
    #[inline(always)]
    fn cut(this: &mut Self) -> &mut [Self::Element] {
        this.__cut()
    }
}

impl<T> Cut for [T] {
    type Element = T;
    #[inline(always)]
    fn __cut(&mut self) -> &mut [T] {
        self
    }
}

impl<T> Cut for Vec<T> {
    type Element = T;
    #[inline(always)]
    fn __cut(&mut self) -> &mut [T] {
        self
    }
}

impl<T, const N: usize> Cut for [T; N] {
    type Element = T;
    #[inline(always)]
    fn __cut(&mut self) -> &mut [T] {
        self
    }
}

/// How many elements there are.
#[inline(always)]
pub fn len_of<T>(data: &mut [T]) -> usize {
    data.len()
}

macro_rules! tuples_of_windows {
    ($(($($w:ident $i:tt),*))+) => {$(
        // SAFETY: parts of chunks without a common iteration share nothing, in each of the arrays.
        unsafe impl<$($w: Windows),*> Windows for ($($w,)*) {
            type Part = ($($w::Part,)*);

            #[inline]
            #[allow(clippy::unused_unit, reason = "a loop may write nothing")]
            unsafe fn part(&self, _chunk: Range<usize>) -> Self::Part {
                // SAFETY: passed on.
                ($(unsafe { self.$i.part(_chunk.clone()) },)*)
            }
        }
    )+};
}

tuples_of_windows! {
    ()
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
