//! Scaling against overflow and underflow.

use ndarray::{Array2, ArrayView2};

use crate::linalg::element::Element;

/// The matrix times a power of two, and the power by which values go back, if its elements are so large or so small that products of
/// two of them leave the range of numbers: LAPACK's rule.
pub(super) fn tamed<T: Element>(a: &ArrayView2<'_, T>) -> Option<(Array2<T>, T)> {
    let largest = a.iter().fold(T::zero(), |largest, value| largest.max(value.abs()));
    let small = T::TINY.sqrt() / T::EPSILON;
    if largest == T::zero() || (small..=small.recip()).contains(&largest) {
        return None;
    }
    let (_, exponent, _) = largest.integer_decode();
    let (digits, most) = if size_of::<T>() == 4 { (24, 126) } else { (53, 1022) };
    let exponent = (i32::from(exponent) + digits).clamp(-most, most);
    let two = T::one() + T::one();
    let factor = two.powi(-exponent);
    Some((a.mapv(|value| value * factor), two.powi(exponent)))
}
