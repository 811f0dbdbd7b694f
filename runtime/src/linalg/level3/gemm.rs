//! The product of two matrices.

use ndarray::{Array2, ArrayRef2, ArrayView2, ArrayViewMut2, ShapeBuilder, s};

use super::small::{SMALL, multiply_small};
use super::tiles::{Tile, is_one_tile, tiles_of};
use crate::linalg::backend::Routines;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level2::gemv_into;
use crate::linalg::panels::{for_each, threads_for};
use crate::linalg::shapes::{check, routines_for};

/// `c = alpha·a·b + beta·c`, for `a` of shape (m, k), `b` of shape (k, n) and `c` of shape (m, n).
///
/// A transposed factor is a transposed view: `gemm(1.0, &a.t(), &b, 0.0, &mut c)`. With `beta` zero `c` is not read, so that
/// NaN in it does not matter; with `alpha` zero `a` and `b` are not.
///
/// The error of each element is at most about k·ε·(|a|·|b|), with ε the type's rounding error. Bits do not depend on the number of
/// threads; they may depend on the instruction set and on the backend, whose kernels add products in their own order.
///
/// ```
/// use ndarray::array;
/// let (a, b) = (array![[1.0, 2.0], [3.0, 4.0]], array![[0.5], [0.25]]);
/// let mut c = array![[10.0], [20.0]];
/// ufunc::linalg::gemm(2.0, &a, &b, 1.0, &mut c)?;
/// assert_eq!(c, array![[12.0], [25.0]]);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If the shapes do not fit, or a length is more than the backend can count.
pub fn gemm<T: Element>(
    alpha: T,
    a: &ArrayRef2<T>,
    b: &ArrayRef2<T>,
    beta: T,
    c: &mut ArrayRef2<T>,
) -> Result<(), LinalgError> {
    check(
        a.ncols() == b.nrows(),
        "gemm",
        ("a", a.shape()),
        ("b", b.shape()),
        "`a` needs as many columns as `b` has rows",
    )?;
    check(
        c.nrows() == a.nrows(),
        "gemm",
        ("a", a.shape()),
        ("c", c.shape()),
        "`c` needs as many rows as `a`",
    )?;
    check(
        c.ncols() == b.ncols(),
        "gemm",
        ("b", b.shape()),
        ("c", c.shape()),
        "`c` needs as many columns as `b`",
    )?;
    multiply_into("gemm", alpha, a.view(), b.view(), beta, c.view_mut())
}

/// `a·b`, whose shapes fit.
pub(in crate::linalg) fn multiply<T: Element>(
    operation: &'static str,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) -> Result<Array2<T>, LinalgError> {
    // Rows without gaps, unless both factors are columns without gaps.
    let in_columns = |block: &ArrayView2<'_, T>| block.strides()[0] == 1 && block.strides()[1] != 1;
    let shape = (a.nrows(), b.ncols()).set_f(in_columns(&a) && in_columns(&b));
    let mut c = Array2::default(shape);
    multiply_into(operation, T::one(), a, b, T::zero(), c.view_mut())?;
    Ok(c)
}

/// `c = alpha·a·b + beta·c` of blocks whose shapes fit.
pub(in crate::linalg) fn multiply_into<T: Element>(
    operation: &'static str,
    alpha: T,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    beta: T,
    mut c: ArrayViewMut2<'_, T>,
) -> Result<(), LinalgError> {
    let ((rows, depth), columns) = (a.dim(), b.ncols());
    if rows == 0 || columns == 0 {
        return Ok(());
    }
    if depth == 0 || alpha == T::zero() {
        scale(beta, &mut c);
        return Ok(());
    }
    if rows.max(columns).max(depth) <= SMALL {
        multiply_small(alpha, a, b, beta, c);
        return Ok(());
    }
    if columns == 1 {
        gemv_into(alpha, a, b.column(0), beta, c.column_mut(0));
        return Ok(());
    }
    if rows == 1 {
        gemv_into(alpha, b.reversed_axes(), a.row(0), beta, c.row_mut(0));
        return Ok(());
    }
    let routines = routines_for::<T>(operation, &[rows, columns, depth])?;
    let operations = 2.0 * rows as f64 * columns as f64 * depth as f64;
    let threads = threads_for(c.len(), operations);
    // In the order in which the backend takes the result.
    let is_in_columns = c.strides()[1] != 1 && c.strides()[0] == 1;
    let (a, b, c) =
        if is_in_columns { (b.reversed_axes(), a.reversed_axes(), c.reversed_axes()) } else { (a, b, c) };
    if is_one_tile(c.nrows(), operations, threads) {
        routines.gemm(alpha, a, b, beta, c);
        return Ok(());
    }
    let tiles = tiles_of(c, depth, threads, routines.seams());
    for_each(threads, tiles, |tile| tile.multiply(routines, alpha, &a, &b, beta));
    Ok(())
}

/// `c = beta·c`, without a look at `c` where `beta` is zero.
pub(in crate::linalg) fn scale<T: Element>(beta: T, c: &mut ArrayViewMut2<'_, T>) {
    if beta == T::zero() {
        c.fill(T::zero());
    } else if beta != T::one() {
        c.mapv_inplace(|old| beta * old);
    }
}

impl<T: Element> Tile<'_, T> {
    fn multiply(
        self,
        routines: &dyn Routines<T>,
        alpha: T,
        a: &ArrayView2<'_, T>,
        b: &ArrayView2<'_, T>,
        beta: T,
    ) {
        routines.gemm(alpha, a.slice(s![self.rows, ..]), b.slice(s![.., self.columns]), beta, self.c);
    }
}
