//! Systems of equations, inverses and determinants.

use ndarray::{Array, Array1, Array2, ArrayRef, ArrayRef2, Axis, Dimension};

use super::backend::Vectors;
use super::element::Element;
use super::error::LinalgError;
use super::factor::{Svd, decompose, factorise};
use super::level3::multiply;
use super::norms::{cut_off, rank_of};
use super::shapes::{check, check_finite, check_range, square};

/// The solution of `a·x = b`, for a vector `b` or a matrix with a system in each column.
///
/// By [`lu`](super::lu()) with partial pivoting: x solves a system whose matrix differs from `a` by at most about n·ε·|L|·|U|. Where
/// `a` is ill-conditioned that may be far from the solution: see [`cond`](super::cond()).
///
/// # Errors
/// If `a` is not square or singular, `b` has not as many rows, an element is NaN or infinite, or x overflows.
pub fn solve<T: Element, D: Dimension>(
    a: &ArrayRef2<T>,
    b: &ArrayRef<T, D>,
) -> Result<Array<T, D>, LinalgError> {
    square("solve", a)?;
    let columns = as_columns("solve", a, b)?;
    let x = factorise("solve", a)?.solve_for("solve", &columns)?;
    Ok(in_shape_of(x, b.ndim()))
}

/// The inverse of a square matrix. To solve systems, [`solve`] is faster and more accurate.
///
/// # Errors
/// If `a` is not square or singular, an element is NaN or infinite, or the inverse overflows, as that of 5e-324 does.
pub fn inv<T: Element>(a: &ArrayRef2<T>) -> Result<Array2<T>, LinalgError> {
    let order = square("inv", a)?;
    let mut identity = Array2::zeros((order, order));
    identity.diag_mut().fill(T::one());
    factorise("inv", a)?.solve_for("inv", &identity)
}

/// The determinant of a square matrix, 1 of one without elements. It may overflow or underflow: see [`slogdet`].
///
/// # Errors
/// If `a` is not square, or an element is NaN or infinite.
pub fn det<T: Element>(a: &ArrayRef2<T>) -> Result<T, LinalgError> {
    square("det", a)?;
    let (pivots, is_odd) = factorise("det", a)?.pivots();
    let product = pivots.iter().fold(T::one(), |product, pivot| product * *pivot);
    Ok(if is_odd { -product } else { product })
}

/// The sign of the determinant of a square matrix and the natural logarithm of its magnitude: (0, −∞) for a singular one.
///
/// # Errors
/// If `a` is not square, or an element is NaN or infinite.
pub fn slogdet<T: Element>(a: &ArrayRef2<T>) -> Result<(T, T), LinalgError> {
    square("slogdet", a)?;
    let (pivots, is_odd) = factorise("slogdet", a)?.pivots();
    if pivots.iter().any(|pivot| *pivot == T::zero()) {
        return Ok((T::zero(), T::neg_infinity()));
    }
    let negative = pivots.iter().filter(|pivot| **pivot < T::zero()).count();
    let sign = if (negative % 2 == 1) == is_odd { T::one() } else { -T::one() };
    let logarithm = pivots.iter().fold(T::zero(), |sum, pivot| sum + pivot.abs().ln());
    Ok((sign, logarithm))
}

/// What [`lstsq`] gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Lstsq<T, D: Dimension> {
    /// The x of least ‖x‖ among those of least ‖b − a·x‖, for each column of b.
    pub solution: Array<T, D>,
    /// ‖b − a·x‖² for each column of b, as it is computed from the solution.
    pub residuals: Array1<T>,
    /// How many singular values count.
    pub rank: usize,
    /// The singular values of a, in descending order.
    pub singular_values: Array1<T>,
}

/// The least squares solution of `a·x = b` for a matrix of any shape and rank, for a vector `b` or a matrix with a problem in each
/// column.
///
/// By singular values; those up to `rcond` times the largest are taken as zero. By default that is max(m, n)·ε.
///
/// # Errors
/// If `b` has not as many rows as `a`, `rcond` is negative or NaN, an element is NaN or infinite, x overflows, or as
/// [`svd`](super::svd()).
pub fn lstsq<T: Element, D: Dimension>(
    a: &ArrayRef2<T>,
    b: &ArrayRef<T, D>,
    rcond: Option<T>,
) -> Result<Lstsq<T, D>, LinalgError> {
    let columns = as_columns("lstsq", a, b)?;
    let least = cut_off("lstsq", a, rcond)?;
    let Svd { u, s, vt } = decompose("lstsq", a, Vectors::Thin)?;
    let rank = rank_of(&s, least);
    let mut weights = multiply("lstsq", u.t(), columns.view())?;
    divide_rows(&mut weights, &s, rank);
    let solution = multiply("lstsq", vt.t(), weights.view())?;
    check_range("lstsq", &solution.view())?;
    let residual = &columns - &multiply("lstsq", a.view(), solution.view())?;
    let residuals =
        residual.map_axis(Axis(0), |column| super::level1::dot(&column, &column).unwrap_or(T::nan()));
    Ok(Lstsq { solution: in_shape_of(solution, b.ndim()), residuals, rank, singular_values: s })
}

/// The pseudo-inverse (Moore and Penrose) of a matrix of any shape and rank.
///
/// By singular values; those up to `rcond` times the largest are taken as zero. By default that is max(m, n)·ε.
///
/// # Errors
/// If `rcond` is negative or NaN, an element is NaN or infinite, the result overflows, or as [`svd`](super::svd()).
pub fn pinv<T: Element>(a: &ArrayRef2<T>, rcond: Option<T>) -> Result<Array2<T>, LinalgError> {
    let least = cut_off("pinv", a, rcond)?;
    let Svd { u, s, vt } = decompose("pinv", a, Vectors::Thin)?;
    let mut weights = u.reversed_axes().as_standard_layout().into_owned();
    divide_rows(&mut weights, &s, rank_of(&s, least));
    let inverse = multiply("pinv", vt.t(), weights.view())?;
    check_range("pinv", &inverse.view())?;
    Ok(inverse)
}

/// Divides rows by singular values; those behind the first `rank` become zero.
fn divide_rows<T: Element>(rows: &mut Array2<T>, s: &Array1<T>, rank: usize) {
    for (at, (mut row, &value)) in rows.rows_mut().into_iter().zip(s).enumerate() {
        if at < rank {
            row.mapv_inplace(|weight| weight / value);
        } else {
            row.fill(T::zero());
        }
    }
}

/// The right-hand sides, one in each column, once they fit and are finite.
fn as_columns<T: Element, D: Dimension>(
    operation: &'static str,
    a: &ArrayRef2<T>,
    b: &ArrayRef<T, D>,
) -> Result<Array2<T>, LinalgError> {
    let (rows, columns) = match *b.shape() {
        [rows] => (rows, 1),
        [rows, columns] => (rows, columns),
        _ => {
            return Err(LinalgError::Axes {
                operation,
                shape: b.shape().to_vec(),
                allowed: "a vector or a matrix",
            });
        }
    };
    let rule = "`b` needs as many rows as `a`";
    check(rows == a.nrows(), operation, ("a", a.shape()), ("b", b.shape()), rule)?;
    let values: Vec<T> = b.iter().copied().collect();
    let columns =
        Array2::from_shape_vec((rows, columns), values).expect("as many elements as its shape says");
    check_finite(operation, &columns.view()).map_err(|error| match error {
        LinalgError::NotFinite { operation, mut index } => {
            index.truncate(b.ndim());
            LinalgError::NotFinite { operation, index }
        }
        other => other,
    })?;
    Ok(columns)
}

/// Columns as a vector, if what they answer was one.
fn in_shape_of<T: Element, D: Dimension>(columns: Array2<T>, axes: usize) -> Array<T, D> {
    let shaped = if axes == 1 {
        columns.index_axis_move(Axis(1), 0).into_dimensionality::<D>()
    } else {
        columns.into_dimensionality::<D>()
    };
    shaped.expect("one or two axes, as `b` has")
}
