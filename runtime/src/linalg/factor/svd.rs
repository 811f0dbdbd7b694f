//! A = U·diag(s)·Vᵀ.

use ndarray::{Array1, Array2, ArrayRef2, ShapeBuilder};

use crate::linalg::backend::{SvdParts, Vectors};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{check_finite, routines_for};

/// The decomposition A = U·diag(s)·Vᵀ of a matrix A of shape (m, n), by [`svd`] or [`svd_full`].
#[derive(Debug, Clone, PartialEq)]
pub struct Svd<T> {
    /// The left singular vectors, one in each column: min(m, n) of them, or all m.
    pub u: Array2<T>,
    /// The singular values, in descending order.
    pub s: Array1<T>,
    /// The right singular vectors, one in each row: min(m, n) of them, or all n.
    pub vt: Array2<T>,
}

/// A = U·diag(s)·Vᵀ with as many singular vectors as there are singular values.
///
/// Divide and conquer on the bidiagonal form, as LAPACK's gesdd. Each singular value is off by at most about p(m, n)·ε·s₀, with a p that
/// grows slowly.
///
/// # Errors
/// If an element is NaN or infinite, the iteration does not converge, or the backend's library has no LAPACK.
pub fn svd<T: Element>(a: &ArrayRef2<T>) -> Result<Svd<T>, LinalgError> {
    decompose("svd", a, Vectors::Thin)
}

/// [`svd`] with all singular vectors: U of shape (m, m) and Vᵀ of shape (n, n), as NumPy gives by default.
///
/// # Errors
/// As [`svd`].
pub fn svd_full<T: Element>(a: &ArrayRef2<T>) -> Result<Svd<T>, LinalgError> {
    decompose("svd_full", a, Vectors::Full)
}

/// The singular values in descending order, without the vectors.
///
/// # Errors
/// As [`svd`].
pub fn singular_values<T: Element>(a: &ArrayRef2<T>) -> Result<Array1<T>, LinalgError> {
    Ok(parts("singular_values", a, Vectors::None)?.values)
}

/// [`svd`] for another function.
pub(in crate::linalg) fn decompose<T: Element>(
    operation: &'static str,
    a: &ArrayRef2<T>,
    vectors: Vectors,
) -> Result<Svd<T>, LinalgError> {
    let (rows, columns) = a.dim();
    let SvdParts { u, values, vt } = parts(operation, a, vectors)?;
    Ok(Svd {
        u: u.unwrap_or_else(|| Array2::default((rows, 0))),
        s: values,
        vt: vt.unwrap_or_else(|| Array2::default((0, columns))),
    })
}

fn parts<T: Element>(
    operation: &'static str,
    a: &ArrayRef2<T>,
    vectors: Vectors,
) -> Result<SvdParts<T>, LinalgError> {
    check_finite(operation, &a.view())?;
    let (rows, columns) = a.dim();
    let routines = routines_for::<T>(operation, &[rows, columns])?;
    if rows == 0 || columns == 0 {
        let orders = if vectors == Vectors::Full { (rows, columns) } else { (0, 0) };
        return Ok(SvdParts {
            u: Some(identity(rows, orders.0)),
            values: Array1::default(0),
            vt: Some(identity(orders.1, columns)),
        });
    }
    routines.svd(a.view(), vectors)
}

fn identity<T: Element>(rows: usize, columns: usize) -> Array2<T> {
    let mut identity = Array2::default((rows, columns).f());
    identity.diag_mut().fill(T::one());
    identity
}
