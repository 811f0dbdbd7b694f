//! What a call gives, known from the types of its operands: a scalar, a `Vec` or an array of so many dimensions.

use std::marker::PhantomData;

use ndarray::{Array, ArrayD, DimMax, Dimension, Ix0, Ix1, ShapeBuilder};

use super::shape::Shape;
use crate::simd::Element;

/// The kind of an operand, and of what a call with such operands gives.
pub trait Kind {
    /// What holds the elements of one result.
    type Of<T: Element>;
    /// The dimension of an array of this kind.
    type Dim: Dimension;
    /// Whether a call gives plain values, with no memory behind them.
    const SCALAR: bool;

    /// Makes a result of its elements, which lie as `shape` says.
    fn wrap<T: Element>(elements: Vec<T>, shape: &Shape) -> Self::Of<T>;
    /// Makes a result of an array of this kind's dimension.
    ///
    /// # Panics
    /// If it has another number of axes.
    fn of_array<T: Element>(array: ArrayD<T>) -> Self::Of<T>;
    /// Makes a result of the one element of a scalar call.
    fn wrap_one<T: Element>(element: T) -> Self::Of<T>;
}

/// One value.
#[derive(Debug)]
pub enum ScalarKind {}

/// A slice, an array or a `Vec`: results are `Vec`s.
#[derive(Debug)]
pub enum VecKind {}

/// An `ndarray` array or view of dimension `D`: results are owned arrays.
#[derive(Debug)]
pub struct ArrayKind<D>(PhantomData<D>);

impl Kind for ScalarKind {
    type Of<T: Element> = T;
    type Dim = Ix0;
    const SCALAR: bool = true;

    #[inline]
    fn wrap<T: Element>(elements: Vec<T>, _shape: &Shape) -> T {
        elements[0]
    }

    fn of_array<T: Element>(array: ArrayD<T>) -> T {
        array.first().copied().expect("a scalar has one element")
    }

    #[inline(always)]
    fn wrap_one<T: Element>(element: T) -> T {
        element
    }
}

impl Kind for VecKind {
    type Of<T: Element> = Vec<T>;
    type Dim = Ix1;
    const SCALAR: bool = false;

    #[inline]
    fn wrap<T: Element>(elements: Vec<T>, _shape: &Shape) -> Vec<T> {
        elements
    }

    fn of_array<T: Element>(array: ArrayD<T>) -> Vec<T> {
        assert!(array.ndim() == 1, "a `Vec` has one axis");
        array.into_iter().collect()
    }

    #[inline]
    fn wrap_one<T: Element>(element: T) -> Vec<T> {
        vec![element]
    }
}

impl<D: Dimension> Kind for ArrayKind<D> {
    type Of<T: Element> = Array<T, D>;
    type Dim = D;
    const SCALAR: bool = false;

    fn wrap<T: Element>(elements: Vec<T>, shape: &Shape) -> Array<T, D> {
        let mut dim = D::zeros(shape.ndim());
        for (axis, &len) in shape.dims().iter().enumerate() {
            dim[axis] = len;
        }
        let array = if shape.is_c_order() {
            Array::from_shape_vec(dim, elements)
        } else {
            let mut strides = D::zeros(shape.ndim());
            for (axis, stride) in shape.strides().iter().enumerate() {
                strides[axis] = stride.cast_unsigned();
            }
            Array::from_shape_vec(dim.strides(strides), elements)
        };
        array.expect("a result has as many elements as its shape says")
    }

    fn of_array<T: Element>(array: ArrayD<T>) -> Array<T, D> {
        array.into_dimensionality().expect("a result has as many axes as its kind says")
    }

    fn wrap_one<T: Element>(element: T) -> Array<T, D> {
        Self::wrap(vec![element], &Shape::default())
    }
}

/// Which kind two operands make together.
pub trait Join<Rhs: Kind>: Kind {
    /// The kind of the result.
    type Joined: Kind;
}

impl<K: Kind> Join<K> for ScalarKind {
    type Joined = K;
}

impl Join<ScalarKind> for VecKind {
    type Joined = VecKind;
}

impl Join<VecKind> for VecKind {
    type Joined = VecKind;
}

impl<D: Dimension> Join<ArrayKind<D>> for VecKind
where
    Ix1: DimMax<D>,
{
    type Joined = ArrayKind<<Ix1 as DimMax<D>>::Output>;
}

impl<D: Dimension> Join<ScalarKind> for ArrayKind<D> {
    type Joined = ArrayKind<D>;
}

impl<D: Dimension> Join<VecKind> for ArrayKind<D>
where
    D: DimMax<Ix1>,
{
    type Joined = ArrayKind<<D as DimMax<Ix1>>::Output>;
}

impl<D: Dimension, E: Dimension> Join<ArrayKind<E>> for ArrayKind<D>
where
    D: DimMax<E>,
{
    type Joined = ArrayKind<<D as DimMax<E>>::Output>;
}

/// Which kind a tuple of kinds makes together.
pub trait JoinAll {
    /// The kind of the result.
    type Joined: Kind;
}

impl<K: Kind> JoinAll for (K,) {
    type Joined = K;
}

macro_rules! join_all {
    ($($first:ident $second:ident $($rest:ident)*;)+) => {$(
        impl<$first: Kind, $second: Kind, $($rest: Kind),*> JoinAll for ($first, $second, $($rest),*)
        where
            $first: Join<$second>,
            ($first::Joined, $($rest,)*): JoinAll,
        {
            type Joined = <($first::Joined, $($rest,)*) as JoinAll>::Joined;
        }
    )+};
}

join_all! {
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}
