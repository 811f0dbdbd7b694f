//! The arrays that a loop may write.

use ndarray::{Array, ArrayViewMut, Dimension};

use super::window::Window;

/// A slice that has not been cut yet, whose first element has this index in the whole array.
#[derive(Debug)]
pub struct Uncut<'d, T> {
    pub(super) elements: &'d mut [T],
    pub(super) start: usize,
    pub(super) len: usize,
}

impl<'d, T> Uncut<'d, T> {
    fn whole(elements: &'d mut [T]) -> Self {
        let len = elements.len();
        Uncut { elements, start: 0, len }
    }
}

/// An array that is one slice.
pub trait Cut {
    /// Its elements.
    type Item;

    /// The elements, to be cut into windows. The name is one that no method of the user's has.
    fn __cut(&mut self) -> Uncut<'_, Self::Item>;

    /// The same, where it is no method.
    #[inline(always)]
    fn cut(this: &mut Self) -> Uncut<'_, Self::Item> {
        this.__cut()
    }
}

impl<T> Cut for [T] {
    type Item = T;

    #[inline(always)]
    fn __cut(&mut self) -> Uncut<'_, T> {
        Uncut::whole(self)
    }
}

impl<T, const N: usize> Cut for [T; N] {
    type Item = T;

    #[inline(always)]
    fn __cut(&mut self) -> Uncut<'_, T> {
        Uncut::whole(self)
    }
}

impl<T> Cut for Vec<T> {
    type Item = T;

    #[inline(always)]
    fn __cut(&mut self) -> Uncut<'_, T> {
        Uncut::whole(self)
    }
}

impl<T> Cut for Window<'_, T> {
    type Item = T;

    #[inline(always)]
    fn __cut(&mut self) -> Uncut<'_, T> {
        let len = self.len();
        let (elements, start) = self.uncut();
        Uncut { elements, start, len }
    }
}

impl<C: Cut + ?Sized> Cut for &mut C {
    type Item = C::Item;

    #[inline(always)]
    fn __cut(&mut self) -> Uncut<'_, C::Item> {
        (**self).__cut()
    }
}

impl<C: Cut + ?Sized> Cut for Box<C> {
    type Item = C::Item;

    #[inline(always)]
    fn __cut(&mut self) -> Uncut<'_, C::Item> {
        (**self).__cut()
    }
}

/// An array of `ndarray`.
pub trait CutPlanes {
    /// Its elements.
    type Item;
    /// Its axes.
    type Dim: Dimension;

    /// The elements, to be cut into planes.
    fn cut_planes(&mut self) -> ArrayViewMut<'_, Self::Item, Self::Dim>;
}

impl<T, D: Dimension> CutPlanes for Array<T, D> {
    type Item = T;
    type Dim = D;

    #[inline(always)]
    fn cut_planes(&mut self) -> ArrayViewMut<'_, T, D> {
        self.view_mut()
    }
}

impl<T, D: Dimension> CutPlanes for ArrayViewMut<'_, T, D> {
    type Item = T;
    type Dim = D;

    #[inline(always)]
    fn cut_planes(&mut self) -> ArrayViewMut<'_, T, D> {
        self.view_mut()
    }
}

impl<C: CutPlanes + ?Sized> CutPlanes for &mut C {
    type Item = C::Item;
    type Dim = C::Dim;

    #[inline(always)]
    fn cut_planes(&mut self) -> ArrayViewMut<'_, C::Item, C::Dim> {
        (**self).cut_planes()
    }
}

/// What has a length along its only axis.
pub trait Length {
    /// The length of the whole array.
    fn length(&self) -> usize;
}

impl<T> Length for Uncut<'_, T> {
    #[inline(always)]
    fn length(&self) -> usize {
        self.len
    }
}

impl<T, D: Dimension> Length for ArrayViewMut<'_, T, D> {
    #[inline(always)]
    fn length(&self) -> usize {
        self.len()
    }
}

/// The length of an array.
#[inline(always)]
#[must_use]
pub fn len_of(array: impl Length) -> usize {
    array.length()
}
