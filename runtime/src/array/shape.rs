//! The shape of a call: NumPy's broadcasting rules, and the layout that results get.

use super::axes::AxisVec;
use super::input::{ErasedInput, Extent};
use crate::error::ShapeError;

/// Shape and memory layout of a result.
#[derive(Debug, Clone)]
pub struct Shape {
    dims: AxisVec<usize>,
    /// The axes from the outermost to the innermost in memory, where that is not their own order.
    order: Option<AxisVec<usize>>,
}

impl Default for Shape {
    fn default() -> Self {
        Shape { dims: AxisVec::new(), order: None }
    }
}

impl Shape {
    /// A shape in C order: the last axis is the innermost in memory.
    #[inline]
    pub(crate) fn c_order(dims: &[usize]) -> Self {
        Shape { dims: AxisVec::from(dims), order: None }
    }

    pub(crate) fn dims(&self) -> &[usize] {
        &self.dims
    }

    pub(crate) fn ndim(&self) -> usize {
        self.dims.len()
    }

    pub(crate) fn is_c_order(&self) -> bool {
        self.order.is_none()
    }

    /// The axes from the outermost to the innermost in memory.
    pub(crate) fn order(&self) -> AxisVec<usize> {
        self.order.clone().unwrap_or_else(|| (0..self.ndim()).collect())
    }

    /// Distances between neighbours along each axis, in elements, of a result without gaps.
    pub(crate) fn strides(&self) -> AxisVec<isize> {
        let mut strides = AxisVec::filled(self.ndim(), 0);
        let mut stride = 1;
        for &axis in self.order().iter().rev() {
            strides[axis] = stride;
            stride *= self.dims[axis].max(1).cast_signed();
        }
        strides
    }

    /// The number of elements.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.dims.iter().product()
    }
}

/// The shape that the operands of a call have together.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) shape: Shape,
    pub(crate) len: usize,
    /// Every operand is a scalar or lies as the result does, in C order and without gaps.
    pub(crate) is_flat: bool,
}

impl Frame {
    /// Broadcasts the operands of a call.
    pub(crate) fn of(inputs: &[ErasedInput<'_>]) -> Result<Self, ShapeError> {
        if let Some(extent) = flat_extent(inputs) {
            let shape = Shape::c_order(extent.shape());
            return Ok(Frame { len: shape.len(), shape, is_flat: true });
        }
        let dims = broadcast(inputs)?;
        let len = checked_len(&dims)?;
        let order = if len == 0 { None } else { common_order(inputs, &dims) };
        Ok(Frame { shape: Shape { dims, order }, len, is_flat: false })
    }
}

impl Frame {
    /// One operand by itself, whose elements are taken in C order however they lie.
    pub(crate) fn in_c_order(input: &ErasedInput<'_>) -> Self {
        let shape = Shape::c_order(input.shape());
        Frame { len: shape.len(), shape, is_flat: input.extent.is_c_contiguous() }
    }
}

/// The extent that all operands that are not scalars share, if all are contiguous.
#[inline(always)]
pub(crate) fn flat_extent<'i, 'a>(inputs: &'i [ErasedInput<'a>]) -> Option<&'i Extent<'a>> {
    let mut common = &Extent::Scalar;
    for ErasedInput { extent, .. } in inputs {
        match (common, extent) {
            (_, Extent::Scalar) => {}
            (Extent::Scalar, _) if extent.is_c_contiguous() => common = extent,
            (Extent::Flat(lhs), Extent::Flat(rhs)) if lhs == rhs => {}
            (Extent::Strided { shape: lhs, .. }, Extent::Strided { shape: rhs, .. })
                if lhs == rhs && extent.is_c_contiguous() => {}
            _ => return None,
        }
    }
    Some(common)
}

/// NumPy's rule: shapes are aligned at their last axis; along an axis lengths are equal or one of them is 1.
fn broadcast(inputs: &[ErasedInput<'_>]) -> Result<AxisVec<usize>, ShapeError> {
    let ndim = inputs.iter().map(|input| input.shape().len()).max().unwrap_or(0);
    let mut dims = AxisVec::filled(ndim, 1);
    for (argument, input) in inputs.iter().enumerate() {
        let offset = ndim - input.shape().len();
        for (axis, &len) in input.shape().iter().enumerate() {
            let dim = &mut dims[offset + axis];
            if *dim == 1 {
                *dim = len;
            } else if len != 1 && len != *dim {
                return Err(not_broadcastable(inputs, argument, offset + axis));
            }
        }
    }
    Ok(dims)
}

/// Names the first argument that set the length of `axis`, and `argument`, which does not agree.
fn not_broadcastable(inputs: &[ErasedInput<'_>], argument: usize, axis: usize) -> ShapeError {
    let ndim = inputs.iter().map(|input| input.shape().len()).max().unwrap_or(0);
    let len_of = |input: &ErasedInput<'_>| {
        let offset = ndim - input.shape().len();
        axis.checked_sub(offset).map_or(1, |own_axis| input.shape()[own_axis])
    };
    let first = inputs.iter().position(|input| len_of(input) != 1).unwrap_or(0);
    ShapeError::NotBroadcastable {
        axis,
        first,
        first_shape: inputs[first].shape().to_vec(),
        first_len: len_of(&inputs[first]),
        second: argument,
        second_shape: inputs[argument].shape().to_vec(),
        second_len: len_of(&inputs[argument]),
    }
}

/// The number of elements, of which each may take eight bytes.
pub(crate) fn checked_len(dims: &[usize]) -> Result<usize, ShapeError> {
    if dims.contains(&0) {
        return Ok(0);
    }
    dims.iter()
        .try_fold(1_usize, |len, &dim| len.checked_mul(dim))
        .filter(|&len| len <= isize::MAX.unsigned_abs() / 8)
        .ok_or_else(|| ShapeError::TooLarge { shape: dims.to_vec() })
}

/// The order of axes in memory that all operands of the full shape share, if it is not C order. A result in
/// that order is then filled from front to back, as its operands are read.
fn common_order(inputs: &[ErasedInput<'_>], dims: &[usize]) -> Option<AxisVec<usize>> {
    let mut full = inputs.iter().filter(|input| input.shape() == dims);
    let order = memory_order(dims, full.next()?.strides());
    if order.is_sorted() || full.any(|input| memory_order(dims, input.strides())[..] != order[..]) {
        return None;
    }
    Some(order)
}

/// The axes from the largest stride to the smallest; axes of length 1 come first, so that they are never the
/// innermost.
pub(crate) fn memory_order(dims: &[usize], strides: &[isize]) -> AxisVec<usize> {
    let mut order: AxisVec<usize> = (0..dims.len()).collect();
    order.sort_by_key(
        |&axis| if dims[axis] == 1 { None } else { Some(std::cmp::Reverse(strides[axis].abs())) },
    );
    order
}
