//! Where the elements of an argument lie.

use std::marker::PhantomData;

use ndarray::{ArrayRef, Dimension};

use super::element::ElementType;
use crate::simd::Element;

/// Shape and strides of an argument.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Extent<'a> {
    Scalar,
    Flat(usize),
    Strided { shape: &'a [usize], strides: &'a [isize] },
}

impl Extent<'_> {
    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Extent::Scalar => &[],
            Extent::Flat(len) => std::slice::from_ref(len),
            Extent::Strided { shape, .. } => shape,
        }
    }

    pub(crate) fn strides(&self) -> &[isize] {
        match self {
            Extent::Scalar => &[],
            Extent::Flat(_) => &[1],
            Extent::Strided { strides, .. } => strides,
        }
    }

    /// The number of elements.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            Extent::Scalar => 1,
            Extent::Flat(len) => *len,
            Extent::Strided { shape, .. } => shape.iter().product(),
        }
    }

    /// Whether the elements lie one after the other, the last axis fastest.
    #[inline]
    pub(crate) fn is_c_contiguous(&self) -> bool {
        match self {
            Extent::Scalar | Extent::Flat(_) => true,
            Extent::Strided { shape, strides } => {
                let mut expected = 1;
                for (&len, &stride) in shape.iter().zip(*strides).rev() {
                    if len == 0 {
                        return true;
                    }
                    if len != 1 && stride != expected {
                        return false;
                    }
                    expected *= len.cast_signed();
                }
                true
            }
        }
    }
}

/// Where the elements of an argument of type `T` lie, as long as it is borrowed.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a, T> {
    base: *const T,
    extent: Extent<'a>,
    borrow: PhantomData<&'a T>,
}

impl<'a, T: Element> Input<'a, T> {
    #[inline(always)]
    pub(crate) fn scalar(value: &'a T) -> Self {
        Input { base: value, extent: Extent::Scalar, borrow: PhantomData }
    }

    #[inline(always)]
    pub(crate) fn slice(elements: &'a [T]) -> Self {
        Input { base: elements.as_ptr(), extent: Extent::Flat(elements.len()), borrow: PhantomData }
    }

    #[inline(always)]
    pub(crate) fn array<D: Dimension>(array: &'a ArrayRef<T, D>) -> Self {
        let extent = Extent::Strided { shape: array.shape(), strides: array.strides() };
        Input { base: array.as_ptr(), extent, borrow: PhantomData }
    }

    /// Forgets the type in the signature, but keeps it as a value.
    #[inline(always)]
    pub(crate) fn erase(self) -> ErasedInput<'a> {
        ErasedInput { base: self.base.cast(), element: ElementType::of::<T>(), extent: self.extent }
    }
}

/// Where the elements of an argument lie. Made of an [`Input`] only, so `base` and `extent` are those of
/// elements of type `element` that are borrowed for `'a`.
#[derive(Debug, Clone, Copy)]
pub struct ErasedInput<'a> {
    pub(super) base: *const u8,
    pub(super) element: ElementType,
    pub(super) extent: Extent<'a>,
}

impl ErasedInput<'_> {
    pub(crate) fn shape(&self) -> &[usize] {
        self.extent.shape()
    }

    pub(crate) fn strides(&self) -> &[isize] {
        self.extent.strides()
    }

    #[inline(always)]
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(self.extent, Extent::Scalar)
    }

    #[inline(always)]
    pub(crate) fn element(&self) -> ElementType {
        self.element
    }
}
