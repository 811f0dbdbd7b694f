//! What may stand where a kernel takes an argument.

use ndarray::{ArrayBase, ArrayRef, ArrayView, Data, Dimension, Ix0, Ix1, aview0};

use super::input::Input;
use super::kind::{ArrayKind, Kind, ScalarKind, VecKind};
use crate::simd::Element;

/// What may stand where a kernel takes an argument of element type `T`: a value, a slice, a `Vec`, an array
/// `[T; N]`, or an `ndarray` array or view of any dimension and strides, by value or by reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument where the kernel takes `{T}`",
    label = "neither `{T}` nor something that holds `{T}` elements",
    note = "allowed are `{T}`, `&[{T}]`, `&Vec<{T}>`, `[{T}; N]` and ndarray's arrays and views of `{T}`, by value or by reference; convert elements of another type first"
)]
pub trait Operand<T: Element> {
    /// A scalar, a vector or an array.
    type Kind: Kind;

    /// Where the elements lie.
    fn input(&self) -> Input<'_, T>;

    /// The elements as an array.
    fn view(&self) -> ArrayView<'_, T, <Self::Kind as Kind>::Dim>;

    /// The value, of a scalar.
    #[inline(always)]
    fn value(&self) -> Option<T> {
        None
    }
}

impl<T: Element> Operand<T> for T {
    type Kind = ScalarKind;

    #[inline(always)]
    fn input(&self) -> Input<'_, T> {
        Input::scalar(self)
    }

    fn view(&self) -> ArrayView<'_, T, Ix0> {
        aview0(self)
    }

    #[inline(always)]
    fn value(&self) -> Option<T> {
        Some(*self)
    }
}

impl<T: Element> Operand<T> for &T {
    type Kind = ScalarKind;

    #[inline(always)]
    fn input(&self) -> Input<'_, T> {
        Input::scalar(self)
    }

    fn view(&self) -> ArrayView<'_, T, Ix0> {
        aview0(self)
    }

    #[inline(always)]
    fn value(&self) -> Option<T> {
        Some(**self)
    }
}

macro_rules! operands_like_slices {
    ($([$($generics:tt)*] $operand:ty;)+) => {$(
        impl<T: Element, $($generics)*> Operand<T> for $operand {
            type Kind = VecKind;

            #[inline(always)]
            fn input(&self) -> Input<'_, T> {
                Input::slice(&self[..])
            }

            fn view(&self) -> ArrayView<'_, T, Ix1> {
                ArrayView::from(&self[..])
            }
        }
    )+};
}

operands_like_slices! {
    [] &[T];
    [] &mut [T];
    [] Vec<T>;
    [] &Vec<T>;
    [] &mut Vec<T>;
    [const N: usize] [T; N];
    [const N: usize] &[T; N];
    [const N: usize] &mut [T; N];
    [] Box<[T]>;
    [] &Box<[T]>;
}

macro_rules! operands_like_arrays {
    ($([$($generics:tt)*] $operand:ty;)+) => {$(
        impl<T: Element, D: Dimension, $($generics)*> Operand<T> for $operand {
            type Kind = ArrayKind<D>;

            #[inline(always)]
            fn input(&self) -> Input<'_, T> {
                Input::array(self)
            }

            fn view(&self) -> ArrayView<'_, T, D> {
                ArrayRef::view(self)
            }
        }
    )+};
}

operands_like_arrays! {
    [S: Data<Elem = T>] ArrayBase<S, D>;
    [S: Data<Elem = T>] &ArrayBase<S, D>;
    [S: Data<Elem = T>] &mut ArrayBase<S, D>;
    [] &ArrayRef<T, D>;
    [] &mut ArrayRef<T, D>;
}
