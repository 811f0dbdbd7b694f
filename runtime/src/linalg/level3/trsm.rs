//! Triangular systems with many right-hand sides.

use ndarray::{ArrayRef2, ArrayView2, ArrayViewMut1, ArrayViewMut2};

use super::gemm::scale;
use super::trmm::{check_sides, strips_of};
use crate::linalg::backend::Routines;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level2::{substitute, with_lines};
use crate::linalg::panels::{for_each, threads_for};
use crate::linalg::shapes::{Diagonal, Side, Triangle, is_finite, routines_for};

/// Solves `a·x = alpha·b` (left) or `x·a = alpha·b` (right) for a triangular `a`, of which one triangle is read, and leaves x
/// in `b`.
///
/// For a transposed `a` pass `a.t()` and the other triangle. Substitution is backward stable: each column of x solves a system
/// whose triangle differs from `a` by at most about n·ε·|a|. Entries of the diagonal may be so small or large that their inverse is beyond the
/// range of numbers: only a solution that is so itself overflows. Bits do not depend on the number of threads.
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
    let system = System { triangle, diagonal, a };
    let is_tame = system.is_tame();
    for_each(threads_for(order * columns, operations), strips, |mut strip| {
        if is_tame { system.solve(routines, strip) } else { system.substitute(strip.columns_mut()) }
    });
    Ok(())
}

/// A triangle, to be solved with.
struct System<'a, T> {
    triangle: Triangle,
    diagonal: Diagonal,
    a: ArrayView2<'a, T>,
}

impl<T: Element> System<'_, T> {
    /// Whether backends, which multiply by inverses of the diagonal, lose nothing by that.
    fn is_tame(&self) -> bool {
        self.diagonal == Diagonal::Unit || self.a.diag().iter().all(|entry| entry.recip().is_normal())
    }

    /// By the backend. It may also have divided before it subtracted; columns that overflowed are solved again.
    fn solve(&self, routines: &dyn Routines<T>, mut strip: ArrayViewMut2<'_, T>) {
        if self.diagonal == Diagonal::Unit {
            return routines.trsm(self.triangle, self.diagonal, self.a, strip);
        }
        let old = strip.to_owned();
        routines.trsm(self.triangle, self.diagonal, self.a, strip.view_mut());
        if is_finite(&strip.view()) {
            return;
        }
        let columns = strip.columns_mut().into_iter().zip(old.columns());
        let is_number = |value: &T| value.is_finite();
        let overflowed = columns.filter(|(new, old)| !new.iter().all(is_number) && old.iter().all(is_number));
        self.substitute(overflowed.map(|(mut new, old)| {
            new.assign(&old);
            new
        }));
    }

    /// By substitution with divisions, which overflows only where the solution does.
    fn substitute<'b>(&self, columns: impl IntoIterator<Item = ArrayViewMut1<'b, T>>) {
        let a = with_lines(self.a);
        for mut column in columns {
            let mut values = column.to_vec();
            substitute(self.triangle, self.diagonal, &a.view(), &mut values);
            column.iter_mut().zip(values).for_each(|(to, value)| *to = value);
        }
    }
}
