//! The product with a triangular matrix.

use ndarray::{Array2, ArrayRef2, ArrayView2, ArrayViewMut2, Axis, s};

use crate::linalg::backend::Routines;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::panels::{cuts, for_each, threads_for};
use crate::linalg::shapes::{Diagonal, Side, Triangle, check, routines_for, square};

/// `b = alpha·a·b` (left) or `b = alpha·b·a` (right) for a triangular `a`, of which one triangle is read.
///
/// For a transposed `a` pass `a.t()` and the other triangle. Error bound and bits are as for [`gemm`](super::gemm()).
///
/// # Errors
/// If `a` is not square, or the shapes do not fit.
pub fn trmm<T: Element>(
    side: Side,
    triangle: Triangle,
    diagonal: Diagonal,
    alpha: T,
    a: &ArrayRef2<T>,
    b: &mut ArrayRef2<T>,
) -> Result<(), LinalgError> {
    check_sides("trmm", side, a, b)?;
    // b·a is the transpose of aᵀ·bᵀ.
    let (triangle, a, b) = match side {
        Side::Left => (triangle, a.view(), b.view_mut()),
        Side::Right => (triangle.transposed(), a.view().reversed_axes(), b.view_mut().reversed_axes()),
    };
    let (order, columns) = b.dim();
    if order == 0 || columns == 0 {
        return Ok(());
    }
    let routines = routines_for::<T>("trmm", &[order, columns])?;
    let work = Work { triangle, diagonal, alpha, a, routines };
    let operations = order as f64 * order as f64 * columns as f64;
    let strips = strips_of(b, operations);
    for_each(threads_for(order * columns, operations), strips, |strip| work.multiply(strip));
    Ok(())
}

/// Refuses operands of a triangular product or solve that do not fit.
pub(super) fn check_sides<T>(
    operation: &'static str,
    side: Side,
    a: &ArrayRef2<T>,
    b: &ArrayRef2<T>,
) -> Result<(), LinalgError> {
    let order = square(operation, a)?;
    let (fits, rule) = match side {
        Side::Left => (b.nrows() == order, "`b` needs as many rows as `a`"),
        Side::Right => (b.ncols() == order, "`b` needs as many columns as `a`"),
    };
    check(fits, operation, ("a", a.shape()), ("b", b.shape()), rule)
}

/// Columns of the narrowest strip.
const LEAST_WIDTH: usize = 64;

/// Operations below which a strip is not worth being handed to a thread.
const LEAST_STRIP: f64 = 4e6;

/// Strips of columns, cut by the shape alone: columns know nothing of each other.
pub(super) fn strips_of<T>(b: ArrayViewMut2<'_, T>, operations: f64) -> Vec<ArrayViewMut2<'_, T>> {
    let count = (b.ncols() / LEAST_WIDTH).min((operations / LEAST_STRIP) as usize).clamp(1, 32);
    let mut strips = Vec::with_capacity(count);
    let mut rest = b;
    for cut in cuts(rest.ncols(), count, 16).windows(2) {
        let (strip, right) = rest.split_at(Axis(1), cut[1] - cut[0]);
        strips.push(strip);
        rest = right;
    }
    strips
}

/// The order of blocks on the diagonal, which are filled up with zeros.
const BLOCK: usize = 96;

struct Work<'a, T: Element> {
    triangle: Triangle,
    diagonal: Diagonal,
    alpha: T,
    a: ArrayView2<'a, T>,
    routines: &'static dyn Routines<T>,
}

impl<T: Element> Work<'_, T> {
    fn multiply(&self, mut strip: ArrayViewMut2<'_, T>) {
        let old = strip.to_owned();
        let order = self.a.nrows();
        for cut in cuts(order, order.div_ceil(BLOCK), 16).windows(2) {
            let (start, end) = (cut[0], cut[1]);
            let mut rows = strip.slice_mut(s![start..end, ..]);
            let corner = self.filled(start, end);
            let own = old.slice(s![start..end, ..]);
            self.routines.gemm(self.alpha, corner.view(), own, T::zero(), rows.view_mut());
            let others = match self.triangle {
                Triangle::Lower => 0..start,
                Triangle::Upper => end..order,
            };
            if !others.is_empty() {
                let (a, old) = (self.a.slice(s![start..end, others.clone()]), old.slice(s![others, ..]));
                self.routines.gemm(self.alpha, a, old, T::one(), rows);
            }
        }
    }

    /// A block on the diagonal, with zeros in the other triangle.
    fn filled(&self, start: usize, end: usize) -> Array2<T> {
        let a = self.a.slice(s![start..end, start..end]);
        Array2::from_shape_fn(a.dim(), |(row, column)| {
            if row == column && self.diagonal == Diagonal::Unit {
                T::one()
            } else if self.triangle.contains(row, column) {
                a[[row, column]]
            } else {
                T::zero()
            }
        })
    }
}
