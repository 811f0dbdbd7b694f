//! Norms of a vector.

use ndarray::ArrayView1;

use super::blocks::{Magnitude, Product};
use super::sums::{sum_of, sum_of_slices};
use crate::linalg::element::Element;
use crate::linalg::vector::Vector;

/// The Euclidean norm, zero for an empty vector. It neither overflows nor underflows on the way: where a square would, elements
/// are scaled by a power of two first.
///
/// NaN where an element is NaN, else infinite where one is. The relative error is at most about (log₂ n + 260)·ε. Same bits for any number
/// of threads, instruction set and stride.
///
/// ```
/// assert_eq!(ufunc::linalg::nrm2(&[3e300, 4e300]), 5e300);
/// ```
#[inline]
#[must_use]
pub fn nrm2<X: Vector + ?Sized>(x: &X) -> X::Elem {
    let squares = sum_of::<Product<X::Elem>, X, X>(x, x);
    safe_root(squares).unwrap_or_else(|| scaled_norm(&x.strided()))
}

/// The root of a sum of squares, if squares that underflowed cannot be felt in it, and none overflowed.
#[inline]
fn safe_root<T: Element>(squares: T) -> Option<T> {
    (squares >= T::TINY / (T::EPSILON * T::EPSILON) && squares <= T::HUGE).then(|| squares.sqrt())
}

#[cold]
#[inline(never)]
fn scaled_norm<T: Element>(x: &ArrayView1<'_, T>) -> T {
    let largest = x.iter().fold(T::zero(), |largest, value| {
        if largest.is_nan() || value.abs() <= largest { largest } else { value.abs() }
    });
    if largest == T::zero() || !largest.is_finite() {
        return largest;
    }
    // By a power of two near the largest, so that scaling is exact; in two steps, because its inverse may overflow.
    let (_, exponent, _) = largest.integer_decode();
    let exponent = i32::from(exponent) + if size_of::<T>() == 4 { 24 } else { 53 };
    let two = T::one() + T::one();
    let (half, rest) = (exponent / 2, exponent - exponent / 2);
    let (down, down_again) = (two.powi(-half), two.powi(-rest));
    let scaled: Vec<T> = x.iter().map(|value| *value * down * down_again).collect();
    let squares = sum_of_slices::<Product<T>>(&scaled, &scaled);
    squares.sqrt() * two.powi(half) * two.powi(rest)
}

/// The sum of magnitudes, zero for an empty vector.
///
/// The relative error is at most about (log₂ n + 260)·ε. Same bits for any number of threads, instruction set and stride.
#[inline]
#[must_use]
pub fn asum<X: Vector + ?Sized>(x: &X) -> X::Elem {
    sum_of::<Magnitude<X::Elem>, X, X>(x, x)
}
