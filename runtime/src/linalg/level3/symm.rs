//! The product with a symmetric matrix.

use ndarray::{Array2, ArrayRef2, ArrayView2};

use super::gemm::multiply_into;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{Side, Triangle, check, square};

/// `c = alpha·a·b + beta·c` (left) or `c = alpha·b·a + beta·c` (right) for a symmetric `a`, of which one triangle is read.
///
/// The other triangle is filled in a copy, and the product is that of [`gemm`](super::gemm()), with its error bound.
///
/// # Errors
/// If `a` is not square, or the shapes do not fit.
pub fn symm<T: Element>(
    side: Side,
    triangle: Triangle,
    alpha: T,
    a: &ArrayRef2<T>,
    b: &ArrayRef2<T>,
    beta: T,
    c: &mut ArrayRef2<T>,
) -> Result<(), LinalgError> {
    let order = square("symm", a)?;
    let (fits, rule) = match side {
        Side::Left => (b.nrows() == order, "`b` needs as many rows as `a` has columns"),
        Side::Right => (b.ncols() == order, "`b` needs as many columns as `a` has rows"),
    };
    check(fits, "symm", ("a", a.shape()), ("b", b.shape()), rule)?;
    check(b.dim() == c.dim(), "symm", ("b", b.shape()), ("c", c.shape()), "they need the same shape")?;
    if alpha == T::zero() {
        super::gemm::scale(beta, &mut c.view_mut());
        return Ok(());
    }
    let full = filled(triangle, &a.view());
    match side {
        Side::Left => multiply_into("symm", alpha, full.view(), b.view(), beta, c.view_mut()),
        Side::Right => multiply_into("symm", alpha, b.view(), full.view(), beta, c.view_mut()),
    }
}

/// The symmetric matrix that has this triangle.
fn filled<T: Element>(triangle: Triangle, a: &ArrayView2<'_, T>) -> Array2<T> {
    Array2::from_shape_fn(a.dim(), |(row, column)| {
        if triangle.contains(row, column) { a[[row, column]] } else { a[[column, row]] }
    })
}
