//! Products of two vectors.

use ndarray::{ArrayRef, Dimension};

use super::blocks::{Product, WideProduct};
use super::sums::{sum_of, sum_of_slices};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{check, check_lengths};
use crate::linalg::vector::Vector;

/// The sum of `x[i]·y[i]`, zero for empty vectors.
///
/// The error is at most about (log₂ n + 260)·ε·`Σ|x[i]·y[i]|`: sums are pairwise above 4096 elements. Same bits for any number of
/// threads, instruction set and stride.
///
/// ```
/// let product = ufunc::linalg::dot(&[1.0, 2.0, 3.0], &vec![4.0, 5.0, 6.0])?;
/// assert_eq!(product, 32.0);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If the vectors have different lengths.
#[inline]
pub fn dot<X, Y>(x: &X, y: &Y) -> Result<X::Elem, LinalgError>
where
    X: Vector + ?Sized,
    Y: Vector<Elem = X::Elem> + ?Sized,
{
    check_lengths("dot", len_of(x), len_of(y))?;
    Ok(sum_of::<Product<X::Elem>, X, Y>(x, y))
}

/// The product of all elements of two arrays of the same shape, as NumPy's `vdot`. Elements are real, so nothing is conjugated.
///
/// Error and bits are as for [`dot`].
///
/// # Errors
/// If the arrays have different shapes.
pub fn vdot<T: Element, D: Dimension>(a: &ArrayRef<T, D>, b: &ArrayRef<T, D>) -> Result<T, LinalgError> {
    check(a.shape() == b.shape(), "vdot", ("a", a.shape()), ("b", b.shape()), "they need the same shape")?;
    Ok(match (a.as_slice(), b.as_slice()) {
        (Some(a), Some(b)) => dot_slices(a, b),
        _ => {
            let (a, b): (Vec<T>, Vec<T>) = (a.iter().copied().collect(), b.iter().copied().collect());
            dot_slices(&a, &b)
        }
    })
}

/// The sum of `x[i]·y[i]` in double precision, where each product is exact.
///
/// The error is at most about (log₂ n + 260)·2⁻⁵³·`Σ|x[i]·y[i]|`. Same bits for any number of threads, instruction set and
/// stride.
///
/// # Errors
/// If the vectors have different lengths.
#[inline]
pub fn dsdot<X, Y>(x: &X, y: &Y) -> Result<f64, LinalgError>
where
    X: Vector<Elem = f32> + ?Sized,
    Y: Vector<Elem = f32> + ?Sized,
{
    check_lengths("dsdot", len_of(x), len_of(y))?;
    Ok(sum_of::<WideProduct, X, Y>(x, y))
}

/// `b` plus the sum of `x[i]·y[i]`, computed in double precision and rounded once.
///
/// # Errors
/// If the vectors have different lengths.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the one rounding that is promised")]
pub fn sdsdot<X, Y>(b: f32, x: &X, y: &Y) -> Result<f32, LinalgError>
where
    X: Vector<Elem = f32> + ?Sized,
    Y: Vector<Elem = f32> + ?Sized,
{
    check_lengths("sdsdot", len_of(x), len_of(y))?;
    Ok((f64::from(b) + sum_of::<WideProduct, X, Y>(x, y)) as f32)
}

/// [`dot`] of slices of one length.
#[inline]
pub(in crate::linalg) fn dot_slices<T: Element>(x: &[T], y: &[T]) -> T {
    sum_of_slices::<Product<T>>(x, y)
}

#[inline(always)]
pub(super) fn len_of<X: Vector + ?Sized>(x: &X) -> usize {
    match x.contiguous() {
        Some(x) => x.len(),
        None => x.strided().len(),
    }
}
