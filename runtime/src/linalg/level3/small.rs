//! Products of tiny matrices: a kernel of our own, because a call of a library costs more than the product.
//!
//! Factors are copied into fixed arrays, padded with zeros, so that any strides cost the same and the compiler knows all
//! lengths. Products are added in the order of the inner index, with a rounding after each multiplication and each
//! addition: bits depend on nothing but the factors.

use ndarray::{ArrayView2, ArrayViewMut2};

use crate::linalg::element::Element;

/// The greatest length that runs here.
pub(super) const SMALL: usize = 4;

/// `c = alpha·a·b + beta·c`, where no length is above [`SMALL`].
pub(super) fn multiply_small<T: Element>(
    alpha: T,
    a: &ArrayView2<'_, T>,
    b: &ArrayView2<'_, T>,
    beta: T,
    c: &mut ArrayViewMut2<'_, T>,
) {
    let (rows, columns) = (padded(a), padded(b));
    let depth = a.ncols().min(SMALL);
    let mut sums = [[T::zero(); SMALL]; SMALL];
    for (sum, row) in sums.iter_mut().zip(&rows).take(a.nrows()) {
        for (&factor, other) in row.iter().zip(&columns).take(depth) {
            for (sum, &value) in sum.iter_mut().zip(other) {
                *sum += factor * value;
            }
        }
    }
    let (height, width) = c.dim();
    let is_new = beta == T::zero();
    let put = |old: &mut T, sum: T| *old = if is_new { alpha * sum } else { alpha * sum + beta * *old };
    if let Some(c) = c.as_slice_mut() {
        for (row, sums) in c.chunks_exact_mut(width).zip(&sums) {
            row.iter_mut().zip(sums).for_each(|(old, &sum)| put(old, sum));
        }
    } else {
        for (row, sums) in sums.iter().enumerate().take(height) {
            for (column, &sum) in sums.iter().enumerate().take(width) {
                put(&mut c[[row, column]], sum);
            }
        }
    }
}

fn padded<T: Element>(block: &ArrayView2<'_, T>) -> [[T; SMALL]; SMALL] {
    let (height, width) = block.dim();
    let mut rows = [[T::zero(); SMALL]; SMALL];
    if let Some(block) = block.as_slice() {
        for (row, from) in rows.iter_mut().zip(block.chunks_exact(width)) {
            row.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        }
    } else {
        for (row, to) in rows.iter_mut().enumerate().take(height) {
            for (column, to) in to.iter_mut().enumerate().take(width) {
                *to = block[[row, column]];
            }
        }
    }
    rows
}
