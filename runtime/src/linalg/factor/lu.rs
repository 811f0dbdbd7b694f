//! P·A = L·U, with partial pivoting.

use ndarray::{Array1, Array2, ArrayRef2, ArrayViewMut2, Axis, s};

use super::{columns_of, in_columns, quarters};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level1::{add_scaled, iamax};
use crate::linalg::level3::{multiply_into, solve_triangle};
use crate::linalg::shapes::{Diagonal, Triangle, check, check_finite, check_range, first_not_finite};

/// The decomposition P·A = L·U of a matrix A of shape (m, n), by [`lu`].
#[derive(Debug, Clone, PartialEq)]
pub struct Lu<T> {
    /// L below the diagonal, U on it and above.
    factors: Array2<T>,
    permutation: Vec<usize>,
    is_odd: bool,
    zero_pivot: Option<usize>,
    /// An element that is beyond the range of numbers.
    overflow: Option<[usize; 2]>,
}

/// P·A = L·U with partial pivoting, for a matrix of any shape. A singular matrix has such factors too.
///
/// Recursive (S. Toledo, SIAM J. Matrix Anal. Appl. 18, 1997), so that the work is in products of large blocks. The error is that of
/// Gaussian elimination: |P·A − L·U| ≤ n·ε·|L|·|U|. Bits do not depend on the number of threads.
///
/// ```
/// let a = ndarray::array![[1.0, 2.0], [3.0, 4.0]];
/// let lu = ufunc::linalg::lu(&a)?;
/// assert_eq!(lu.permutation(), [1, 0]);
/// assert_eq!(lu.u().diag().to_vec(), [3.0, 2.0 - 4.0 / 3.0]);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If an element is NaN or infinite.
pub fn lu<T: Element>(a: &ArrayRef2<T>) -> Result<Lu<T>, LinalgError> {
    factorise("lu", a)
}

/// [`lu`] for another function.
pub(in crate::linalg) fn factorise<T: Element>(
    operation: &'static str,
    a: &ArrayRef2<T>,
) -> Result<Lu<T>, LinalgError> {
    check_finite(operation, &a.view())?;
    let mut factors = in_columns(a);
    let (rows, columns) = factors.dim();
    let count = rows.min(columns);
    let mut swaps = vec![0; count];
    let (mut left, mut right) = factors.view_mut().split_at(Axis(1), count);
    factor(left.view_mut(), &mut swaps)?;
    if !right.is_empty() {
        swap_rows(&mut right, &swaps);
        solve_triangle(operation, Triangle::Lower, Diagonal::Unit, left.view(), right)?;
    }
    let mut permutation: Vec<usize> = (0..rows).collect();
    let mut is_odd = false;
    for (row, &other) in swaps.iter().enumerate() {
        permutation.swap(row, other);
        is_odd ^= row != other;
    }
    let zero_pivot = factors.diag().iter().position(|pivot| *pivot == T::zero());
    let overflow = first_not_finite(&factors.view());
    Ok(Lu { factors, permutation, is_odd, zero_pivot, overflow })
}

/// Columns up to which there is no recursion.
const NARROW: usize = 8;

/// Factorises a block with at least as many rows as columns; row `i` was exchanged with row `swaps[i]` below it, one
/// after the other.
fn factor<T: Element>(mut block: ArrayViewMut2<'_, T>, swaps: &mut [usize]) -> Result<(), LinalgError> {
    let columns = block.ncols();
    if columns <= NARROW {
        factor_narrow(&mut columns_of(&mut block), swaps);
        return Ok(());
    }
    let half = (columns / 2).next_multiple_of(NARROW);
    let (first, last) = swaps.split_at_mut(half);
    factor(block.slice_mut(s![.., ..half]), first)?;
    swap_rows(&mut block.slice_mut(s![.., half..]), first);
    let [triangle, mut above, mut left, mut rest] = quarters(block, half, half);
    solve_triangle("lu", Triangle::Lower, Diagonal::Unit, triangle.view(), above.view_mut())?;
    multiply_into("lu", -T::one(), left.view(), above.view(), T::one(), rest.view_mut())?;
    factor(rest, last)?;
    swap_rows(&mut left, last);
    last.iter_mut().for_each(|row| *row += half);
    Ok(())
}

fn factor_narrow<T: Element>(columns: &mut [&mut [T]], swaps: &mut [usize]) {
    for at in 0..columns.len() {
        let pivot = at + iamax(&columns[at][at..]).unwrap_or(0);
        swaps[at] = pivot;
        for column in columns.iter_mut() {
            column.swap(at, pivot);
        }
        let (own, rest) = columns.split_at_mut(at + 1);
        let (pivot, below) = own[at][at..].split_first_mut().expect("as many rows as columns");
        if *pivot == T::zero() {
            continue;
        }
        below.iter_mut().for_each(|value| *value /= *pivot);
        for column in rest {
            let (factor, below_it) = column[at..].split_first_mut().expect("as many rows as columns");
            add_scaled(-*factor, below, below_it);
        }
    }
}

fn swap_rows<T>(block: &mut ArrayViewMut2<'_, T>, swaps: &[usize]) {
    for mut column in block.axis_iter_mut(Axis(1)) {
        for (row, &other) in swaps.iter().enumerate() {
            column.swap(row, other);
        }
    }
}

impl<T: Element> Lu<T> {
    /// Row `i` of P·A is row `permutation()[i]` of A.
    #[must_use]
    pub fn permutation(&self) -> &[usize] {
        &self.permutation
    }

    /// The lower factor, of shape (m, min(m, n)), with ones on the diagonal.
    #[must_use]
    pub fn l(&self) -> Array2<T> {
        let (rows, columns) = self.factors.dim();
        Array2::from_shape_fn((rows, rows.min(columns)), |(row, column)| {
            if row == column {
                T::one()
            } else if column < row {
                self.factors[[row, column]]
            } else {
                T::zero()
            }
        })
    }

    /// The upper factor, of shape (min(m, n), n).
    #[must_use]
    pub fn u(&self) -> Array2<T> {
        let (rows, columns) = self.factors.dim();
        Array2::from_shape_fn((rows.min(columns), columns), |(row, column)| {
            if row <= column { self.factors[[row, column]] } else { T::zero() }
        })
    }

    /// The first pivot that is zero, if there is one: then a square matrix has no inverse.
    #[must_use]
    pub fn zero_pivot(&self) -> Option<usize> {
        self.zero_pivot
    }

    /// The solution X of A·X = B, a column for each column of `b`.
    ///
    /// # Errors
    /// If A is not square or singular, `b` has another number of rows, or the solution of finite numbers overflows.
    pub fn solve(&self, b: &ArrayRef2<T>) -> Result<Array2<T>, LinalgError> {
        self.solve_for("solve", b)
    }

    pub(in crate::linalg) fn solve_for(
        &self,
        operation: &'static str,
        b: &ArrayRef2<T>,
    ) -> Result<Array2<T>, LinalgError> {
        let shape = self.factors.shape();
        if shape[0] != shape[1] {
            return Err(LinalgError::NotSquare { operation, shape: shape.to_vec() });
        }
        let rule = "`b` needs as many rows as `a`";
        check(b.nrows() == shape[0], operation, ("a", shape), ("b", b.shape()), rule)?;
        if let Some(pivot) = self.zero_pivot {
            return Err(LinalgError::Singular { operation, pivot });
        }
        if let Some(index) = self.overflow {
            return Err(LinalgError::Overflow { operation, index: index.to_vec() });
        }
        let mut x = in_columns(b);
        for (row, &from) in self.permutation.iter().enumerate() {
            x.row_mut(row).assign(&b.row(from));
        }
        solve_triangle(operation, Triangle::Lower, Diagonal::Unit, self.factors.view(), x.view_mut())?;
        solve_triangle(operation, Triangle::Upper, Diagonal::General, self.factors.view(), x.view_mut())?;
        match check_range(operation, &x.view()) {
            Err(error) if first_not_finite(&b.view()).is_none() => Err(error),
            _ => Ok(x),
        }
    }

    /// The pivots, and whether the permutation is odd.
    pub(in crate::linalg) fn pivots(&self) -> (Array1<T>, bool) {
        (self.factors.diag().to_owned(), self.is_odd)
    }
}
