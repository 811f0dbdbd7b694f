//! Arrays of `ndarray`, cut along an axis.
#![allow(unsafe_code, reason = "hands out the planes of an array, each to one iteration")]

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};

use ndarray::{ArrayViewMut, Axis, Dimension, Ix1, Ix2, Ix3, RawArrayViewMut, Slice};

use super::windows::Source;

/// An array that is cut along an axis.
pub struct Planes<'d, T, D> {
    array: RawArrayViewMut<T, D>,
    name: &'static str,
    place: Place,
    count: usize,
    data: PhantomData<&'d mut [T]>,
}

impl<T, D: Dimension> fmt::Debug for Planes<'_, T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, shape) = (self.name, self.array.shape());
        f.debug_struct("Planes").field("name", &name).field("shape", &shape).finish_non_exhaustive()
    }
}

/// Which planes belong to which iteration: iteration `t` has `width` from `first + t * width` on.
#[derive(Debug, Clone, Copy)]
struct Place {
    axis: Axis,
    first: usize,
    width: usize,
}

impl Place {
    /// The indices along the axis, which has this length.
    #[inline(always)]
    fn indices(self, iterations: Range<usize>, len: usize) -> Range<usize> {
        let index = |t: usize| self.first.saturating_add(t.saturating_mul(self.width)).min(len);
        index(iterations.start)..index(iterations.end)
    }
}

// SAFETY: the elements are borrowed mutably, and a plane gives them to one thread alone.
unsafe impl<T: Send, D: Send> Send for Planes<'_, T, D> {}
// SAFETY: what is shared of the source is its place; elements go out by `part`, each to one thread alone.
unsafe impl<T: Send, D: Sync> Sync for Planes<'_, T, D> {}

/// Cuts an array so that iteration `t` of `count` owns index `first + t` of `axis`, if the array has it. In collapsed loops
/// `count` is that of the outermost range.
#[inline]
pub fn planes<'d, T, D: Dimension>(
    array: ArrayViewMut<'d, T, D>,
    name: &'static str,
    axis: usize,
    first: usize,
    count: usize,
) -> Planes<'d, T, D> {
    Planes::new(array, name, axis, first, 1, count)
}

impl<'d, T, D: Dimension> Planes<'d, T, D> {
    #[inline]
    pub(super) fn new(
        mut array: ArrayViewMut<'d, T, D>,
        name: &'static str,
        axis: usize,
        first: usize,
        width: usize,
        count: usize,
    ) -> Self {
        let place = Place { axis: Axis(axis), first, width };
        Planes { array: array.raw_view_mut(), name, place, count, data: PhantomData }
    }
}

impl<T: Send + 'static, D: Dimension> Source for Planes<'_, T, D> {
    type Part<'p> = Plane<'p, T, D>;

    fn grain(&self, count: usize) -> usize {
        count.checked_div(self.count).unwrap_or(1).max(1)
    }

    #[inline]
    unsafe fn part<'p>(&self, iterations: Range<usize>, count: usize) -> Plane<'p, T, D> {
        let Place { axis, .. } = self.place;
        let grain = self.grain(count);
        let own = iterations.start / grain..iterations.end.div_ceil(grain);
        let own = self.place.indices(own, self.array.len_of(axis));
        let start = own.start;
        // Pointers and shapes, without a look at elements.
        let mut array = self.array.clone();
        array.slice_axis_inplace(axis, Slice::from(own));
        // SAFETY: the array is borrowed mutably, and what was cut out lies in it. No other iteration has these indices,
        // and the caller promises that nobody else has these iterations.
        let elements = unsafe { array.deref_into_view_mut() };
        Plane { elements, start, shape: self.array.raw_dim(), name: self.name, place: self.place }
    }
}

/// The elements of an array that some iterations own. An index is the one in the whole array.
#[derive(Debug)]
pub struct Plane<'w, T, D: Dimension> {
    pub(super) elements: ArrayViewMut<'w, T, D>,
    start: usize,
    shape: D,
    name: &'static str,
    place: Place,
}

impl<T, D: Dimension> Plane<'_, T, D> {
    /// The lengths of the whole array along its axes.
    #[inline(always)]
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        self.shape.slice()
    }

    /// The shape of the whole array, as `ndarray` gives it.
    #[inline(always)]
    #[must_use]
    pub fn dim(&self) -> D::Pattern {
        self.shape.clone().into_pattern()
    }

    /// The shape of the whole array.
    #[inline(always)]
    #[must_use]
    pub fn raw_dim(&self) -> D {
        self.shape.clone()
    }

    /// How many axes there are.
    #[inline(always)]
    #[must_use]
    pub fn ndim(&self) -> usize {
        self.shape.ndim()
    }

    /// The number of elements of the whole array.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.shape.size()
    }

    /// Whether the whole array has no elements.
    #[inline(always)]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The length of the whole array along an axis.
    #[inline(always)]
    #[must_use]
    pub fn len_of(&self, axis: Axis) -> usize {
        self.shape[axis.index()]
    }

    /// The elements of iteration `t` alone. In collapsed loops `t` counts the outermost range.
    #[inline]
    pub fn iteration(&mut self, t: usize) -> Plane<'_, T, D> {
        let end = self.start + self.elements.len_of(self.place.axis);
        let own = self.place.indices(t..t + 1, self.shape[self.place.axis.index()]);
        let start = own.start.clamp(self.start, end);
        let slice = Slice::from(start - self.start..own.end.clamp(start, end) - self.start);
        Plane {
            elements: self.elements.slice_axis_mut(self.place.axis, slice),
            start,
            shape: self.shape.clone(),
            name: self.name,
            place: self.place,
        }
    }

    /// The same plane, for some time.
    #[inline(always)]
    pub(super) fn lend(&mut self) -> Plane<'_, T, D> {
        Plane {
            elements: self.elements.view_mut(),
            start: self.start,
            shape: self.shape.clone(),
            name: self.name,
            place: self.place,
        }
    }

    /// The index within the plane, which is too large where it belongs to another.
    #[inline(always)]
    pub(super) fn own_index<const N: usize>(&self, mut index: [usize; N]) -> [usize; N] {
        let along = &mut index[self.place.axis.index()];
        *along = along.wrapping_sub(self.start);
        index
    }

    /// What is wrong with an index.
    pub(super) fn outside_message(&self, index: &[usize]) -> String {
        let (name, shape, axis) = (self.name, self.shape.slice(), self.place.axis);
        if index.iter().zip(shape).any(|(index, len)| index >= len) {
            return format!(
                "index out of bounds: the shape of `{name}` is {shape:?} but the index is {index:?}"
            );
        }
        let (start, end, axis) = (self.start, self.start + self.elements.len_of(axis), axis.index());
        format!(
            "index {index:?} of `{name}` belongs to another iteration: these elements are {start}..{end} of axis {axis}"
        )
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse(&self, index: &[usize]) -> ! {
        panic!("{}", self.outside_message(index))
    }
}

impl<T> Plane<'_, T, Ix2> {
    /// The number of rows of the whole array.
    #[inline(always)]
    #[must_use]
    pub fn nrows(&self) -> usize {
        self.shape[0]
    }

    /// The number of columns of the whole array.
    #[inline(always)]
    #[must_use]
    pub fn ncols(&self) -> usize {
        self.shape[1]
    }
}

macro_rules! indexed {
    ($($dim:ident $axes:literal)+) => {$(
        impl<T> Index<[usize; $axes]> for Plane<'_, T, $dim> {
            type Output = T;

            #[inline(always)]
            #[track_caller]
            fn index(&self, index: [usize; $axes]) -> &T {
                match self.elements.get(self.own_index(index)) {
                    Some(element) => element,
                    None => self.refuse(&index),
                }
            }
        }

        impl<T> IndexMut<[usize; $axes]> for Plane<'_, T, $dim> {
            #[inline(always)]
            #[track_caller]
            fn index_mut(&mut self, index: [usize; $axes]) -> &mut T {
                let own = self.own_index(index);
                if self.elements.get(own).is_none() {
                    self.refuse(&index);
                }
                &mut self.elements[own]
            }
        }
    )+};
}

indexed! { Ix1 1 Ix2 2 Ix3 3 }

impl<T> Index<usize> for Plane<'_, T, Ix1> {
    type Output = T;

    #[inline(always)]
    #[track_caller]
    fn index(&self, index: usize) -> &T {
        &self[[index]]
    }
}

impl<T> IndexMut<usize> for Plane<'_, T, Ix1> {
    #[inline(always)]
    #[track_caller]
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self[[index]]
    }
}
