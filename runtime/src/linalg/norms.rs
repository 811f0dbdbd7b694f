//! Norms of a matrix, its condition and its rank.

use ndarray::{Array1, ArrayRef2, Axis};

use super::element::Element;
use super::error::LinalgError;
use super::factor::singular_values;
use super::level1::{asum, nrm2};
use super::shapes::square;
use super::solve::inv;

/// Which norm of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Norm {
    /// The square root of the sum of squares.
    Frobenius,
    /// The largest sum of magnitudes in a column.
    One,
    /// The largest sum of magnitudes in a row.
    Infinity,
    /// The largest singular value.
    Two,
    /// The sum of singular values.
    Nuclear,
    /// The largest magnitude of an element.
    Max,
}

/// A norm of a matrix, zero for one without elements. For vectors see [`nrm2`] and [`asum`].
///
/// # Errors
/// For [`Norm::Two`] and [`Norm::Nuclear`]: as [`svd`](super::svd()). The others give NaN where an element is NaN.
pub fn norm<T: Element>(a: &ArrayRef2<T>, norm: Norm) -> Result<T, LinalgError> {
    let largest_sum = |axis| largest(a.axis_iter(axis).map(|line| asum(&line)));
    Ok(match norm {
        // The norm of the lines' norms, so that nothing overflows on the way.
        Norm::Frobenius => nrm2(&a.outer_iter().map(|row| nrm2(&row)).collect::<Vec<T>>()),
        Norm::One => largest_sum(Axis(1)),
        Norm::Infinity => largest_sum(Axis(0)),
        Norm::Max => largest(a.iter().map(|value| value.abs())),
        Norm::Two => singular_values(a)?.first().copied().unwrap_or(T::zero()),
        Norm::Nuclear => asum(&singular_values(a)?),
    })
}

/// The largest of numbers that are not negative; NaN if there is one.
fn largest<T: Element>(values: impl Iterator<Item = T>) -> T {
    values.fold(
        T::zero(),
        |largest, value| {
            if largest.is_nan() || value <= largest { largest } else { value }
        },
    )
}

/// The condition of a matrix in a norm: by how much solutions of systems may magnify relative errors. Infinite for a
/// singular matrix.
///
/// In [`Norm::Two`] the ratio of the largest to the least singular value, for any shape; in other norms ‖a‖·‖a⁻¹‖, for square matrices.
///
/// # Errors
/// If the matrix has no elements, an element is NaN or infinite, a norm other than [`Norm::Two`] is asked of a matrix that is not
/// square, or as [`svd`](super::svd()).
pub fn cond<T: Element>(a: &ArrayRef2<T>, of: Norm) -> Result<T, LinalgError> {
    if a.is_empty() {
        return Err(LinalgError::Empty { operation: "cond", shape: a.shape().to_vec() });
    }
    if of == Norm::Two {
        let values = singular_values(a)?;
        let (first, last) = (values[0], values[values.len() - 1]);
        return Ok(if last == T::zero() { T::infinity() } else { first / last });
    }
    square("cond", a)?;
    match inv(a) {
        Ok(inverse) => Ok(norm(a, of)? * norm(&inverse, of)?),
        Err(LinalgError::Singular { .. }) => Ok(T::infinity()),
        // Of c·a it is the same; where even that overflows it is beyond the range of numbers.
        Err(LinalgError::Overflow { .. }) => match largest(a.iter().map(|value| value.abs())) {
            largest if largest == T::one() => Ok(T::infinity()),
            largest => cond(&a.mapv(|value| value / largest), of),
        },
        Err(LinalgError::NotFinite { index, .. }) => Err(LinalgError::NotFinite { operation: "cond", index }),
        Err(error) => Err(error),
    }
}

/// The rank of a matrix: how many singular values are above `tolerance` times the largest, by default max(m, n)·ε.
///
/// # Errors
/// If `tolerance` is negative or NaN, or as [`svd`](super::svd()).
pub fn rank<T: Element>(a: &ArrayRef2<T>, tolerance: Option<T>) -> Result<usize, LinalgError> {
    let least = cut_off("rank", a, tolerance)?;
    Ok(rank_of(&singular_values(a)?, least))
}

/// The relative size up to which singular values are taken as zero.
pub(super) fn cut_off<T: Element>(
    operation: &'static str,
    a: &ArrayRef2<T>,
    asked: Option<T>,
) -> Result<T, LinalgError> {
    match asked {
        Some(tolerance) if tolerance >= T::zero() => Ok(tolerance),
        Some(tolerance) => Err(LinalgError::BadParameter {
            operation,
            parameter: "the tolerance for singular values",
            value: tolerance.to_string(),
            allowed: "a number from 0 on",
        }),
        None => {
            let order = T::from(a.nrows().max(a.ncols())).unwrap_or(T::HUGE);
            Ok(order * T::EPSILON)
        }
    }
}

/// How many singular values are above that share of the largest.
pub(super) fn rank_of<T: Element>(values: &Array1<T>, least: T) -> usize {
    let Some(&first) = values.first() else { return 0 };
    values.iter().filter(|value| **value > least * first).count()
}
