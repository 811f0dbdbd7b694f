//! Where the results of a call go.

use std::marker::PhantomData;

use ndarray::{ArrayBase, ArrayRef, ArrayViewMut, DataMut, Dimension};

use super::element::ElementType;
use super::input::Extent;
use super::shape::Shape;
use crate::error::ShapeError;
use crate::kernel::Elements;
use crate::simd::Element;

/// Shape and strides of a result's memory.
#[derive(Debug, Clone, Copy)]
enum Placement<'a> {
    /// Fresh memory that lies as the shape of the call says.
    AsCalled,
    /// The caller's memory.
    Given(Extent<'a>),
}

/// Where a result of type `T` goes, as long as it is borrowed.
#[derive(Debug)]
pub struct Target<'a, T> {
    base: *mut T,
    extent: Extent<'a>,
    borrow: PhantomData<&'a mut T>,
}

impl<'a, T: Element> Target<'a, T> {
    #[inline(always)]
    fn scalar(value: &'a mut T) -> Self {
        Target { base: value, extent: Extent::Scalar, borrow: PhantomData }
    }

    #[inline(always)]
    fn slice(elements: &'a mut [T]) -> Self {
        let extent = Extent::Flat(elements.len());
        Target { base: elements.as_mut_ptr(), extent, borrow: PhantomData }
    }

    #[inline(always)]
    fn array<D: Dimension>(array: &'a mut ArrayRef<T, D>) -> Self {
        let base = array.as_mut_ptr();
        let extent = Extent::Strided { shape: array.shape(), strides: array.strides() };
        Target { base, extent, borrow: PhantomData }
    }

    #[inline(always)]
    fn erase(self) -> ErasedTarget<'a> {
        ErasedTarget {
            base: self.base.cast(),
            element: ElementType::of::<T>(),
            placement: Placement::Given(self.extent),
        }
    }
}

/// Where a result goes. Made of a [`Target`], or of a `Vec` with room for the elements of the call: nothing else
/// reads or writes there for `'a`.
#[derive(Debug)]
pub struct ErasedTarget<'a> {
    pub(super) base: *mut u8,
    pub(super) element: ElementType,
    placement: Placement<'a>,
}

impl<'a> ErasedTarget<'a> {
    /// The room in `elements`, for a result that lies as the shape of the call says.
    #[inline(always)]
    pub(crate) fn fresh<T: Element>(elements: &'a mut Vec<T>) -> Self {
        let element = ElementType::of::<T>();
        ErasedTarget { base: elements.as_mut_ptr().cast(), element, placement: Placement::AsCalled }
    }

    pub(crate) fn element(&self) -> ElementType {
        self.element
    }

    /// Refuses a target that has not the shape of the call, or whose elements share memory.
    pub(crate) fn check(&self, result: usize, shape: &Shape) -> Result<(), ShapeError> {
        let Placement::Given(extent) = &self.placement else { return Ok(()) };
        if extent.shape() != shape.dims() {
            let (expected, found) = (shape.dims().to_vec(), extent.shape().to_vec());
            return Err(ShapeError::WrongOutput { result, expected, found });
        }
        if !extent.is_c_contiguous() && may_overlap(extent.shape(), extent.strides()) {
            let (shape, strides) = (extent.shape().to_vec(), extent.strides().to_vec());
            return Err(ShapeError::OverlappingOutput { result, shape, strides });
        }
        Ok(())
    }

    /// Whether the elements lie one after the other in C order, in the shape of a call of that extent.
    #[inline]
    pub(crate) fn is_flat(&self, call: &Extent<'_>) -> bool {
        match (&self.placement, call) {
            (Placement::AsCalled, _) | (Placement::Given(Extent::Scalar), Extent::Scalar) => true,
            (Placement::Given(Extent::Flat(own)), Extent::Flat(len)) => own == len,
            (
                Placement::Given(own @ Extent::Strided { shape: own_shape, .. }),
                Extent::Strided { shape, .. },
            ) => own_shape == shape && own.is_c_contiguous(),
            _ => false,
        }
    }

    /// Whether the elements lie one after the other in C order.
    pub(crate) fn is_c_contiguous(&self, shape: &Shape) -> bool {
        match &self.placement {
            Placement::AsCalled => shape.is_c_order(),
            Placement::Given(extent) => extent.is_c_contiguous(),
        }
    }

    /// Strides of the target in a call of that shape.
    pub(crate) fn strides(&self, shape: &Shape) -> super::axes::AxisVec<isize> {
        match &self.placement {
            Placement::AsCalled => shape.strides(),
            Placement::Given(extent) => extent.strides().iter().copied().collect(),
        }
    }
}

/// Whether two elements may lie in the same place. Exact for the strides that slicing and transposing make.
fn may_overlap(shape: &[usize], strides: &[isize]) -> bool {
    if shape.contains(&0) {
        return false;
    }
    let mut axes: Vec<(usize, usize)> = shape
        .iter()
        .zip(strides)
        .filter(|&(&len, _)| len > 1)
        .map(|(&len, &stride)| (stride.unsigned_abs(), len))
        .collect();
    axes.sort_unstable();
    let mut reach = 0;
    for (stride, len) in axes {
        if stride <= reach {
            return true;
        }
        reach += stride * (len - 1);
    }
    false
}

/// What takes a result of element type `T`: `&mut [T]`, `&mut Vec<T>`, `&mut [T; N]`, `&mut Array`, an
/// `ArrayViewMut` or a reference to one, and `&mut T` for the result of scalars.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot take a result of the kernel, which gives `{T}`",
    label = "not something to write `{T}` elements to",
    note = "allowed are `&mut [{T}]`, `&mut Vec<{T}>`, `&mut [{T}; N]`, ndarray's `&mut Array` and `ArrayViewMut`, and `&mut {T}` if all arguments are scalars"
)]
pub trait OutputOperand<T: Element> {
    /// Where the elements go.
    fn target(&mut self) -> Target<'_, T>;
}

impl<T: Element> OutputOperand<T> for &mut T {
    #[inline(always)]
    fn target(&mut self) -> Target<'_, T> {
        Target::scalar(self)
    }
}

macro_rules! outputs_like_slices {
    ($([$($generics:tt)*] $operand:ty;)+) => {$(
        impl<T: Element, $($generics)*> OutputOperand<T> for $operand {
            #[inline(always)]
            fn target(&mut self) -> Target<'_, T> {
                Target::slice(&mut self[..])
            }
        }
    )+};
}

outputs_like_slices! {
    [] &mut [T];
    [] &mut Vec<T>;
    [] &mut Box<[T]>;
    [const N: usize] &mut [T; N];
}

macro_rules! outputs_like_arrays {
    ($([$($generics:tt)*] $operand:ty;)+) => {$(
        impl<T: Element, D: Dimension, $($generics)*> OutputOperand<T> for $operand {
            #[inline(always)]
            fn target(&mut self) -> Target<'_, T> {
                Target::array(self)
            }
        }
    )+};
}

outputs_like_arrays! {
    [S: DataMut<Elem = T>] &mut ArrayBase<S, D>;
    [] ArrayViewMut<'_, T, D>;
    [] &mut ArrayRef<T, D>;
}

mod sealed {
    pub trait Sealed<Ret> {}
}

/// The targets of a call of a kernel that gives `Ret`.
pub trait OutputOperands<Ret: Elements>: sealed::Sealed<Ret> {
    /// One target each.
    type Targets<'a>: AsMut<[ErasedTarget<'a>]>
    where
        Self: 'a;

    /// Where the elements go.
    fn targets(&mut self) -> Self::Targets<'_>;
}

macro_rules! outputs_of_tuples {
    ($($len:literal: $($t:ident $o:ident $i:tt),+;)+) => {$(
        impl<$($t: Element, $o: OutputOperand<$t>),+> sealed::Sealed<($($t,)+)> for ($($o,)+) {}

        impl<$($t: Element, $o: OutputOperand<$t>),+> OutputOperands<($($t,)+)> for ($($o,)+) {
            type Targets<'a> = [ErasedTarget<'a>; $len] where Self: 'a;

            #[inline(always)]
            fn targets(&mut self) -> Self::Targets<'_> {
                [$(self.$i.target().erase()),+]
            }
        }
    )+};
}

outputs_of_tuples! {
    1: A X 0;
    2: A X 0, B Y 1;
    3: A X 0, B Y 1, C Z 2;
    4: A X 0, B Y 1, C Z 2, D W 3;
    5: A X 0, B Y 1, C Z 2, D W 3, E V 4;
    6: A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5;
    7: A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5, G S 6;
    8: A X 0, B Y 1, C Z 2, D W 3, E V 4, F U 5, G S 6, H R 7;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_found() {
        assert!(may_overlap(&[3, 4], &[2, 1]));
        assert!(may_overlap(&[3, 4], &[0, 1]));
        assert!(may_overlap(&[2], &[0]));
        assert!(may_overlap(&[2, 2], &[1, -1]));
        for (shape, strides) in [
            (&[3, 4][..], &[4, 1][..]),
            (&[3, 4], &[1, -3]),
            (&[1, 4], &[0, 2]),
            (&[0, 4], &[0, 0]),
            (&[3, 4], &[10, 2]),
            (&[], &[]),
        ] {
            assert!(!may_overlap(shape, strides), "{shape:?} {strides:?}");
        }
    }

    #[test]
    fn an_output_that_shares_memory_is_refused() {
        let mut memory = [0.0; 8];
        let extent = Extent::Strided { shape: &[3, 4], strides: &[2, 1] };
        let target = Target { base: memory.as_mut_ptr(), extent, borrow: PhantomData }.erase();
        let error = ShapeError::OverlappingOutput { result: 1, shape: vec![3, 4], strides: vec![2, 1] };
        assert_eq!(target.check(1, &Shape::c_order(&[3, 4])), Err(error));
    }
}
