//! Triangular matrices and vectors.

use std::ops::Range;

use ndarray::{ArrayRef2, ArrayView1, ArrayView2, ArrayViewMut1, s};

use super::{check_rows, has_rows, line, with_lines};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level1::{add_scaled, dot_slices};
use crate::linalg::level3::check_diagonal;
use crate::linalg::shapes::{Diagonal, Triangle, square};
use crate::linalg::vector::VectorMut;

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
    square("trmv", a)?;
    check_rows("trmv", a, ("x", x.shape()))?;
    let a = with_lines(a.view());
    let (a, in_rows) = (a.view(), has_rows(&a.view()));
    let mut values = x.to_vec();
    // A value is replaced when nobody needs the old one any more.
    for at in order_of_rows(values.len(), triangle == Triangle::Upper) {
        let own = entry(diagonal, &a, at);
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
/// For a transposed matrix pass `a.t()` and the other triangle. Substitution is backward stable; it divides by the diagonal, so that
/// entries whose inverse is beyond the range of numbers are right too.
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
    square("trsv", a)?;
    check_rows("trsv", a, ("x", x.shape()))?;
    check_diagonal("trsv", diagonal, &a.view())?;
    let mut values = x.to_vec();
    substitute(triangle, diagonal, &with_lines(a.view()).view(), &mut values);
    assign(&mut x, &values);
    Ok(())
}

/// `values = a⁻¹·values` for a triangle whose rows or columns have no gaps, by substitution with divisions.
pub(in crate::linalg) fn substitute<T: Element>(
    triangle: Triangle,
    diagonal: Diagonal,
    a: &ArrayView2<'_, T>,
    values: &mut [T],
) {
    let in_rows = has_rows(a);
    for at in order_of_rows(values.len(), triangle == Triangle::Lower) {
        let own = entry(diagonal, a, at);
        let (others, part) = off_diagonal(a, triangle, in_rows, at);
        if in_rows {
            values[at] = (values[at] - dot_slices(line(&part), &values[others])) / own;
        } else {
            values[at] /= own;
            let factor = -values[at];
            add_scaled(factor, line(&part), &mut values[others]);
        }
    }
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
    a: &'a ArrayView2<'_, T>,
    triangle: Triangle,
    in_rows: bool,
    at: usize,
) -> (Range<usize>, ArrayView1<'a, T>) {
    let is_before = (triangle == Triangle::Lower) == in_rows;
    let others = if is_before { 0..at } else { at + 1..a.nrows() };
    let part = if in_rows { a.slice(s![at, others.clone()]) } else { a.slice(s![others.clone(), at]) };
    (others, part)
}

fn assign<T: Element>(x: &mut ArrayViewMut1<'_, T>, values: &[T]) {
    x.iter_mut().zip(values).for_each(|(x, &value)| *x = value);
}
