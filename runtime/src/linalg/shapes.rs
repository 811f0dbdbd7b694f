//! What operands look like, and whether they fit.

use ndarray::{ArrayView2, Dimension, LayoutRef};

use super::backend;
use super::backend::Routines;
use super::element::Element;
use super::error::LinalgError;

/// Which triangle of a matrix is meant; the other one is not read. It is that of the matrix as it is passed: the lower
/// triangle of `a.t()` is the upper one of `a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Triangle {
    /// The diagonal and what is below it.
    Lower,
    /// The diagonal and what is above it.
    Upper,
}

/// What is on the diagonal of a triangular matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Diagonal {
    /// What the matrix says.
    General,
    /// Ones; the matrix's own diagonal is not read.
    Unit,
}

/// On which side of the other operand the special matrix stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// `a·b`.
    Left,
    /// `b·a`.
    Right,
}

impl Triangle {
    /// The triangle that this one is in the transposed matrix.
    #[must_use]
    pub const fn transposed(self) -> Triangle {
        match self {
            Triangle::Lower => Triangle::Upper,
            Triangle::Upper => Triangle::Lower,
        }
    }

    /// Whether the element at `(row, column)` belongs to it.
    pub(super) const fn contains(self, row: usize, column: usize) -> bool {
        match self {
            Triangle::Lower => column <= row,
            Triangle::Upper => row <= column,
        }
    }
}

/// An operand's name and shape, for a message.
pub(super) type Named<'a> = (&'static str, &'a [usize]);

/// Refuses two operands that do not fit.
pub(super) fn check(
    fits: bool,
    operation: &'static str,
    first: Named<'_>,
    second: Named<'_>,
    rule: &'static str,
) -> Result<(), LinalgError> {
    if fits {
        return Ok(());
    }
    Err(misfit(operation, first, second, rule))
}

#[cold]
#[inline(never)]
pub(super) fn misfit(
    operation: &'static str,
    first: Named<'_>,
    second: Named<'_>,
    rule: &'static str,
) -> LinalgError {
    LinalgError::Shapes {
        operation,
        first: first.0,
        first_shape: first.1.to_vec(),
        second: second.0,
        second_shape: second.1.to_vec(),
        rule,
    }
}

/// Refuses vectors of different lengths.
#[inline]
pub(super) fn check_lengths(operation: &'static str, x: usize, y: usize) -> Result<(), LinalgError> {
    if x == y {
        return Ok(());
    }
    Err(misfit(operation, ("x", &[x]), ("y", &[y]), "they need the same length"))
}

/// The order of a square matrix.
pub(super) fn square<A, D: Dimension>(
    operation: &'static str,
    a: &LayoutRef<A, D>,
) -> Result<usize, LinalgError> {
    match a.shape() {
        &[rows, columns] if rows == columns => Ok(rows),
        shape => Err(LinalgError::NotSquare { operation, shape: shape.to_vec() }),
    }
}

/// Refuses NaN and infinities.
pub(super) fn check_finite<T: Element>(
    operation: &'static str,
    a: &ArrayView2<'_, T>,
) -> Result<(), LinalgError> {
    match first_not_finite(a) {
        None => Ok(()),
        Some(index) => Err(LinalgError::NotFinite { operation, index: index.to_vec() }),
    }
}

/// Refuses a result of finite numbers that is not finite.
pub(super) fn check_range<T: Element>(
    operation: &'static str,
    result: &ArrayView2<'_, T>,
) -> Result<(), LinalgError> {
    let Some(index) = first_not_finite(result) else { return Ok(()) };
    // NaN comes of infinities that were computed before.
    let infinity = result.indexed_iter().find(|(_, value)| value.is_infinite());
    let index = infinity.map_or(index, |((row, column), _)| [row, column]);
    Err(LinalgError::Overflow { operation, index: index.to_vec() })
}

/// Where NaN or an infinity is.
pub(super) fn first_not_finite<T: Element>(a: &ArrayView2<'_, T>) -> Option<[usize; 2]> {
    if is_finite(a) {
        return None;
    }
    let ((row, column), _) = a.indexed_iter().find(|(_, value)| !value.is_finite())?;
    Some([row, column])
}

/// Whether there is no NaN and no infinity; looked through in the order of memory.
pub(super) fn is_finite<T: Element>(a: &ArrayView2<'_, T>) -> bool {
    let is_in_columns = a.strides()[0].unsigned_abs() < a.strides()[1].unsigned_abs();
    let a = if is_in_columns { a.t() } else { a.view() };
    a.outer_iter().all(|line| line.iter().all(|value| value.is_finite()))
}

/// The backend's routines, if it can count so far.
pub(super) fn routines_for<T: Element>(
    operation: &'static str,
    lengths: &[usize],
) -> Result<&'static dyn Routines<T>, LinalgError> {
    let backend = backend();
    let routines = T::routines(backend);
    let limit = routines.largest_length();
    match lengths.iter().find(|length| **length > limit) {
        None => Ok(routines),
        Some(&length) => Err(LinalgError::TooLarge { operation, backend, length, limit }),
    }
}
