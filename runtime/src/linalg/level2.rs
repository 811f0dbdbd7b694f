//! Matrix and vector: n² operations on n² elements, so that memory is the limit. Kernels of our own, on the sums of
//! [`level1`](super::level1).
//!
//! A matrix whose rows or columns lie in memory without gaps is worked on where it is; of any other a copy is made. Bits
//! depend on which of the two it is, but on no number of threads, instruction set or backend.

use std::borrow::Cow;

use ndarray::{ArrayRef2, ArrayView1, ArrayView2, ArrayViewMut1, Axis, CowArray, Ix2, s};

use super::element::Element;
use super::error::LinalgError;
use super::level1::{add_scaled, dot_slices};
use super::level3::check_diagonal;
use super::panels::{for_each, threads_for};
use super::shapes::{Diagonal, Triangle, check, square};
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
    check(
        a.ncols() == x.len(),
        "gemv",
        ("a", a.shape()),
        ("x", x.shape()),
        "`x` needs as many elements as `a` has columns",
    )?;
    check(
        a.nrows() == y.len(),
        "gemv",
        ("a", a.shape()),
        ("y", y.shape()),
        "`y` needs as many elements as `a` has rows",
    )?;
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
    check(
        a.nrows() == x.len(),
        "ger",
        ("a", a.shape()),
        ("x", x.shape()),
        "`x` needs as many elements as `a` has rows",
    )?;
    check(
        a.ncols() == y.len(),
        "ger",
        ("a", a.shape()),
        ("y", y.shape()),
        "`y` needs as many elements as `a` has columns",
    )?;
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
    let rule = "it needs as many elements as `a` has rows";
    check(x.len() == order, "symv", ("a", a.shape()), ("x", x.shape()), rule)?;
    check(y.len() == order, "symv", ("a", a.shape()), ("y", y.shape()), rule)?;
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

/// `x = a·x` for a triangular `a`, of which one triangle is read.
///
/// For a transposed matrix pass `a.t()` and the other triangle.
///
/// # Errors
/// If `a` is not square, or the shapes do not fit.
pub fn trmv<T: Element, X>(
    triangle: Triangle,
    diagonal: Diagonal,
    a: &ArrayRef2<T>,
    x: &mut X,
) -> Result<(), LinalgError>
where
    X: VectorMut<Elem = T> + ?Sized,
{
    let mut x = x.strided_mut();
    check_triangular("trmv", a, &x.view())?;
    let a = with_lines(a.view());
    let in_rows = has_rows(&a.view());
    let mut values = x.to_vec();
    // A value is replaced when nobody needs the old one any more.
    for at in order_of_rows(values.len(), triangle == Triangle::Upper) {
        let own = entry(diagonal, &a.view(), at);
        let (others, part) = off_diagonal(&a, triangle, in_rows, at);
        if in_rows {
            values[at] = own * values[at] + dot_slices(line(&part), &values[others]);
        } else {
            let factor = values[at];
            add_scaled(factor, line(&part), &mut values[others]);
            values[at] = own * factor;
        }
    }
    assign(&mut x, &values);
    Ok(())
}

/// Solves `a·x = b` for a triangular `a`, of which one triangle is read: `x` holds b before and x afterwards.
///
/// For a transposed matrix pass `a.t()` and the other triangle. Substitution is backward stable.
///
/// # Errors
/// If `a` is not square, the shapes do not fit, or the diagonal has a zero: then `x` is untouched.
pub fn trsv<T: Element, X>(
    triangle: Triangle,
    diagonal: Diagonal,
    a: &ArrayRef2<T>,
    x: &mut X,
) -> Result<(), LinalgError>
where
    X: VectorMut<Elem = T> + ?Sized,
{
    let mut x = x.strided_mut();
    check_triangular("trsv", a, &x.view())?;
    check_diagonal("trsv", diagonal, &a.view())?;
    let a = with_lines(a.view());
    let in_rows = has_rows(&a.view());
    let mut values = x.to_vec();
    for at in order_of_rows(values.len(), triangle == Triangle::Lower) {
        let own = entry(diagonal, &a.view(), at);
        let (others, part) = off_diagonal(&a, triangle, in_rows, at);
        if in_rows {
            values[at] = (values[at] - dot_slices(line(&part), &values[others])) / own;
        } else {
            values[at] /= own;
            let factor = -values[at];
            add_scaled(factor, line(&part), &mut values[others]);
        }
    }
    assign(&mut x, &values);
    Ok(())
}

fn check_triangular<T: Element>(
    operation: &'static str,
    a: &ArrayRef2<T>,
    x: &ArrayView1<'_, T>,
) -> Result<(), LinalgError> {
    let order = square(operation, a)?;
    let rule = "`x` needs as many elements as `a` has rows";
    check(x.len() == order, operation, ("a", a.shape()), ("x", x.shape()), rule)
}

/// `0..len` upwards or downwards.
fn order_of_rows(len: usize, upwards: bool) -> impl Iterator<Item = usize> {
    (0..len).map(move |at| if upwards { at } else { len - 1 - at })
}

fn entry<T: Element>(diagonal: Diagonal, a: &ArrayView2<'_, T>, at: usize) -> T {
    match diagonal {
        Diagonal::General => a[[at, at]],
        Diagonal::Unit => T::one(),
    }
}

/// The triangle's part of row or column `at` beside the diagonal, and where it lies.
fn off_diagonal<'a, T: Element>(
    a: &'a CowArray<'_, T, Ix2>,
    triangle: Triangle,
    in_rows: bool,
    at: usize,
) -> (std::ops::Range<usize>, ArrayView1<'a, T>) {
    let is_before = (triangle == Triangle::Lower) == in_rows;
    let others = if is_before { 0..at } else { at + 1..a.nrows() };
    let part = if in_rows { a.slice(s![at, others.clone()]) } else { a.slice(s![others.clone(), at]) };
    (others, part)
}

fn assign<T: Element>(x: &mut ArrayViewMut1<'_, T>, values: &[T]) {
    x.iter_mut().zip(values).for_each(|(x, &value)| *x = value);
}

/// Whether rows have no gaps.
fn has_rows<T>(a: &ArrayView2<'_, T>) -> bool {
    a.strides()[1] == 1 || a.ncols() <= 1
}

fn has_columns<T>(a: &ArrayView2<'_, T>) -> bool {
    a.strides()[0] == 1 && a.ncols() > 1
}

/// The matrix, or a copy of it, whose rows or columns have no gaps.
fn with_lines<T: Element>(a: ArrayView2<'_, T>) -> CowArray<'_, T, Ix2> {
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
