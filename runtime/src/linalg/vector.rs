//! What may be passed as a vector.

use ndarray::{ArrayBase, ArrayRef, ArrayView1, ArrayViewMut1, Data, DataMut, Ix1};

use super::element::Element;

/// A vector: a slice, a `Vec`, a fixed array, or a one-dimensional array or view of `ndarray` with any stride, also a negative
/// one. No other type can implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a vector",
    label = "neither a slice nor a one-dimensional array of `f32` or `f64`",
    note = "row and column views are vectors: `a.row(0)`, `a.column(0)`"
)]
pub trait Vector: sealed::Sealed {
    /// The type of the elements.
    type Elem: Element;

    #[doc(hidden)]
    fn strided(&self) -> ArrayView1<'_, Self::Elem>;

    /// The elements, if they lie in memory one after the other.
    #[doc(hidden)]
    fn contiguous(&self) -> Option<&[Self::Elem]>;
}

/// A vector that can be written to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a vector that can be written to",
    label = "neither a slice nor a one-dimensional array of `f32` or `f64` with elements of its own"
)]
pub trait VectorMut: Vector {
    #[doc(hidden)]
    fn strided_mut(&mut self) -> ArrayViewMut1<'_, Self::Elem>;

    /// The elements, if they lie in memory one after the other.
    #[doc(hidden)]
    fn contiguous_mut(&mut self) -> Option<&mut [Self::Elem]>;
}

mod sealed {
    #[allow(unnameable_types, reason = "seals `Vector`")]
    pub trait Sealed {}
}

macro_rules! slices {
    ($([$($generics:tt)*] $vector:ty;)+) => {$(
        impl<T: Element $($generics)*> sealed::Sealed for $vector {}

        impl<T: Element $($generics)*> Vector for $vector {
            type Elem = T;

            #[inline]
            fn strided(&self) -> ArrayView1<'_, T> {
                ArrayView1::from(&self[..])
            }

            #[inline(always)]
            fn contiguous(&self) -> Option<&[T]> {
                Some(&self[..])
            }
        }

        impl<T: Element $($generics)*> VectorMut for $vector {
            #[inline]
            fn strided_mut(&mut self) -> ArrayViewMut1<'_, T> {
                ArrayViewMut1::from(&mut self[..])
            }

            #[inline(always)]
            fn contiguous_mut(&mut self) -> Option<&mut [T]> {
                Some(&mut self[..])
            }
        }
    )+};
}

slices! {
    [] [T];
    [] Vec<T>;
    [, const N: usize] [T; N];
}

impl<T: Element, S: Data<Elem = T>> sealed::Sealed for ArrayBase<S, Ix1> {}

impl<T: Element, S: Data<Elem = T>> Vector for ArrayBase<S, Ix1> {
    type Elem = T;

    #[inline]
    fn strided(&self) -> ArrayView1<'_, T> {
        self.view()
    }

    #[inline]
    fn contiguous(&self) -> Option<&[T]> {
        self.as_slice()
    }
}

impl<T: Element, S: DataMut<Elem = T>> VectorMut for ArrayBase<S, Ix1> {
    #[inline]
    fn strided_mut(&mut self) -> ArrayViewMut1<'_, T> {
        self.view_mut()
    }

    #[inline]
    fn contiguous_mut(&mut self) -> Option<&mut [T]> {
        self.as_slice_mut()
    }
}

impl<T: Element> sealed::Sealed for ArrayRef<T, Ix1> {}

impl<T: Element> Vector for ArrayRef<T, Ix1> {
    type Elem = T;

    #[inline]
    fn strided(&self) -> ArrayView1<'_, T> {
        self.view()
    }

    #[inline]
    fn contiguous(&self) -> Option<&[T]> {
        self.as_slice()
    }
}

impl<T: Element> VectorMut for ArrayRef<T, Ix1> {
    #[inline]
    fn strided_mut(&mut self) -> ArrayViewMut1<'_, T> {
        self.view_mut()
    }

    #[inline]
    fn contiguous_mut(&mut self) -> Option<&mut [T]> {
        self.as_slice_mut()
    }
}
