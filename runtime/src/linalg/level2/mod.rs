//! Matrix and vector: n² operations on n² elements, so that memory is the limit. Kernels of our own, on the sums of
//! [`level1`](super::level1).
//!
//! A matrix whose rows or columns lie in memory without gaps is worked on where it is; of any other a copy is made. Bits
//! depend on which of the two it is, but on no number of threads, instruction set or backend.

mod triangular;

use std::borrow::Cow;

use ndarray::{ArrayRef2, ArrayView1, ArrayView2, ArrayViewMut1, Axis, CowArray, Ix2, s};

pub(super) use triangular::substitute;
pub use triangular::{trmv, trsv};

use super::element::Element;
use super::error::LinalgError;
use super::level1::{add_scaled, dot_slices};
use super::panels::{for_each, threads_for};
use super::shapes::{Named, Triangle, check, square};
use super::vector::{Vector, VectorMut};

/// Rows of a result that are worked on together.
const ROWS: usize = 512;

/// `y = alpha·a·x + beta·y`.
///
/// For a transposed matrix pass `a.t()`. With `beta` zero `y` is not read. The error of each element is at most about n·ε·(|a|·|x|)
/// for n columns.
///
/// # Errors
/// If the shapes do not fit.
pub fn gemv<T: Element, X, Y>(
    alpha: T,
    a: &ArrayRef2<T>,
    x: &X,
    beta: T,
    y: &mut Y,
) -> Result<(), LinalgError>
where
    X: Vector<Elem = T> + ?Sized,
    Y: VectorMut<Elem = T> + ?Sized,
{
    let (x, y) = (x.strided(), y.strided_mut());
    check_columns("gemv", a, ("x", x.shape()))?;
    check_rows("gemv", a, ("y", y.shape()))?;
    gemv_into(alpha, a.view(), x, beta, y);
    Ok(())
}

/// [`gemv`] of operands whose shapes fit.
pub(super) fn gemv_into<T: Element>(
    alpha: T,
    a: ArrayView2<'_, T>,
    x: ArrayView1<'_, T>,
    beta: T,
    mut y: ArrayViewMut1<'_, T>,
) {
    if beta == T::zero() {
        y.fill(T::zero());
    } else if beta != T::one() {
        y.mapv_inplace(|y| beta * y);
    }
    if a.is_empty() || alpha == T::zero() {
        return;
    }
    let (x, a) = (contiguous(&x), with_lines(a));
    let in_rows = has_rows(&a.view());
    let strips: Vec<_> =
        a.axis_chunks_iter(Axis(0), ROWS).zip(y.axis_chunks_iter_mut(Axis(0), ROWS)).collect();
    for_each(threads_for(a.nrows(), 2.0 * a.len() as f64), strips, |(a, y)| {
        if in_rows { add_row_products(alpha, &a, &x, y) } else { add_column_products(alpha, &a, &x, y) }
    });
}

fn add_row_products<T: Element>(alpha: T, a: &ArrayView2<'_, T>, x: &[T], mut y: ArrayViewMut1<'_, T>) {
    for (row, y) in a.outer_iter().zip(&mut y) {
        *y += alpha * dot_slices(line(&row), x);
    }
}

fn add_column_products<T: Element>(alpha: T, a: &ArrayView2<'_, T>, x: &[T], mut y: ArrayViewMut1<'_, T>) {
    let mut sums = vec![T::zero(); y.len()];
    for (column, &x) in a.axis_iter(Axis(1)).zip(x) {
        add_scaled(x, line(&column), &mut sums);
    }
    y.iter_mut().zip(&sums).for_each(|(y, &sum)| *y += alpha * sum);
}

/// `a = a + alpha·x·yᵀ`.
///
/// # Errors
/// If the shapes do not fit.
pub fn ger<T: Element, X, Y>(alpha: T, x: &X, y: &Y, a: &mut ArrayRef2<T>) -> Result<(), LinalgError>
where
    X: Vector<Elem = T> + ?Sized,
    Y: Vector<Elem = T> + ?Sized,
{
    let (x, y) = (x.strided(), y.strided());
    check_rows("ger", a, ("x", x.shape()))?;
    check_columns("ger", a, ("y", y.shape()))?;
    let (operations, x, y) =
        (2.0 * a.len() as f64, x.iter().map(|x| alpha * *x).collect::<Vec<T>>(), contiguous(&y));
    let threads = threads_for(a.len(), operations);
    let in_columns = has_columns(&a.view());
    // The columns of a are the rows of its transpose, to which y·xᵀ is added.
    let (mut a, down, right) = if in_columns {
        (a.view_mut().reversed_axes(), &y[..], &x[..])
    } else {
        (a.view_mut(), &x[..], &y[..])
    };
    let strips = a.axis_chunks_iter_mut(Axis(0), ROWS).zip(down.chunks(ROWS)).collect();
    for_each(threads, strips, |(mut a, down)| {
        for (mut row, &factor) in a.outer_iter_mut().zip(down) {
            match row.as_slice_mut() {
                Some(row) => add_scaled(factor, right, row),
                None => row.iter_mut().zip(right).for_each(|(a, &y)| *a += factor * y),
            }
        }
    });
    Ok(())
}

/// `y = alpha·a·x + beta·y` for a symmetric `a`, of which one triangle is read.
///
/// # Errors
/// If `a` is not square, or the shapes do not fit.
pub fn symv<T: Element, X, Y>(
    triangle: Triangle,
    alpha: T,
    a: &ArrayRef2<T>,
    x: &X,
    beta: T,
    y: &mut Y,
) -> Result<(), LinalgError>
where
    X: Vector<Elem = T> + ?Sized,
    Y: VectorMut<Elem = T> + ?Sized,
{
    let order = square("symv", a)?;
    let (x, mut y) = (x.strided(), y.strided_mut());
    check_rows("symv", a, ("x", x.shape()))?;
    check_rows("symv", a, ("y", y.shape()))?;
    if beta == T::zero() {
        y.fill(T::zero());
    } else {
        y.mapv_inplace(|y| beta * y);
    }
    if alpha == T::zero() {
        return Ok(());
    }
    let (x, a) = (contiguous(&x), with_lines(a.view()));
    let (triangle, a) =
        if has_rows(&a.view()) { (triangle, a.view()) } else { (triangle.transposed(), a.t()) };
    let mut sums = vec![T::zero(); order];
    for row in 0..order {
        let others = match triangle {
            Triangle::Lower => 0..row,
            Triangle::Upper => row + 1..order,
        };
        let part = a.slice(s![row, others.clone()]);
        let part = line(&part);
        add_scaled(x[row], part, &mut sums[others.clone()]);
        sums[row] = sums[row] + dot_slices(part, &x[others]) + a[[row, row]] * x[row];
    }
    y.iter_mut().zip(&sums).for_each(|(y, &sum)| *y += alpha * sum);
    Ok(())
}

/// Refuses a vector that has not an element for each row of a matrix.
fn check_rows<T>(operation: &'static str, a: &ArrayRef2<T>, vector: Named<'_>) -> Result<(), LinalgError> {
    let rule = "the vector needs as many elements as `a` has rows";
    check(vector.1 == [a.nrows()], operation, ("a", a.shape()), vector, rule)
}

/// Refuses a vector that has not an element for each column of a matrix.
fn check_columns<T>(operation: &'static str, a: &ArrayRef2<T>, vector: Named<'_>) -> Result<(), LinalgError> {
    let rule = "the vector needs as many elements as `a` has columns";
    check(vector.1 == [a.ncols()], operation, ("a", a.shape()), vector, rule)
}

/// Whether rows have no gaps.
fn has_rows<T>(a: &ArrayView2<'_, T>) -> bool {
    a.strides()[1] == 1 || a.ncols() <= 1
}

fn has_columns<T>(a: &ArrayView2<'_, T>) -> bool {
    a.strides()[0] == 1 && a.ncols() > 1
}

/// The matrix, or a copy of it, whose rows or columns have no gaps.
pub(super) fn with_lines<T: Element>(a: ArrayView2<'_, T>) -> CowArray<'_, T, Ix2> {
    if has_rows(&a) || a.strides()[0] == 1 { a.into() } else { a.as_standard_layout().into_owned().into() }
}

fn contiguous<'a, T: Element>(x: &ArrayView1<'a, T>) -> Cow<'a, [T]> {
    match x.to_slice() {
        Some(x) => Cow::Borrowed(x),
        None => Cow::Owned(x.to_vec()),
    }
}

fn line<'a, T>(part: &ArrayView1<'a, T>) -> &'a [T] {
    part.to_slice().expect("rows or columns have no gaps")
}
