//! Triangular systems with many right-hand sides.

use ndarray::{ArrayRef2, ArrayView2, ArrayViewMut2};

use super::gemm::scale;
use super::trmm::{check_sides, strips_of};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::panels::{for_each, threads_for};
use crate::linalg::shapes::{Diagonal, Side, Triangle, routines_for};

/// Solves `a·x = alpha·b` (left) or `x·a = alpha·b` (right) for a triangular `a`, of which one triangle is read, and leaves x
/// in `b`.
///
/// For a transposed `a` pass `a.t()` and the other triangle. Substitution is backward stable: each column of x solves a system
/// whose triangle differs from `a` by at most about n·ε·|a|. Bits do not depend on the number of threads.
///
/// # Errors
/// If `a` is not square, the shapes do not fit, or the diagonal has a zero.
pub fn trsm<T: Element>(
    side: Side,
    triangle: Triangle,
    diagonal: Diagonal,
    alpha: T,
    a: &ArrayRef2<T>,
    b: &mut ArrayRef2<T>,
) -> Result<(), LinalgError> {
    check_sides("trsm", side, a, b)?;
    check_diagonal("trsm", diagonal, &a.view())?;
    routines_for::<T>("trsm", b.shape())?;
    scale(alpha, &mut b.view_mut());
    if alpha == T::zero() {
        return Ok(());
    }
    match side {
        Side::Left => solve_triangle("trsm", triangle, diagonal, a.view(), b.view_mut()),
        // x·a = b is aᵀ·xᵀ = bᵀ.
        Side::Right => {
            let (a, b) = (a.view().reversed_axes(), b.view_mut().reversed_axes());
            solve_triangle("trsm", triangle.transposed(), diagonal, a, b)
        }
    }
}

/// Refuses a triangle that has no inverse.
pub(in crate::linalg) fn check_diagonal<T: Element>(
    operation: &'static str,
    diagonal: Diagonal,
    a: &ArrayView2<'_, T>,
) -> Result<(), LinalgError> {
    if diagonal == Diagonal::Unit {
        return Ok(());
    }
    match a.diag().iter().position(|entry| *entry == T::zero()) {
        None => Ok(()),
        Some(pivot) => Err(LinalgError::Singular { operation, pivot }),
    }
}

/// `b = a⁻¹·b`, of blocks whose shapes fit.
pub(in crate::linalg) fn solve_triangle<T: Element>(
    operation: &'static str,
    triangle: Triangle,
    diagonal: Diagonal,
    a: ArrayView2<'_, T>,
    b: ArrayViewMut2<'_, T>,
) -> Result<(), LinalgError> {
    let (order, columns) = b.dim();
    if order == 0 || columns == 0 {
        return Ok(());
    }
    let routines = routines_for::<T>(operation, &[order, columns])?;
    let operations = order as f64 * order as f64 * columns as f64;
    let strips = strips_of(b, operations);
    for_each(threads_for(order * columns, operations), strips, |strip| {
        routines.trsm(triangle, diagonal, a, strip);
    });
    Ok(())
}
