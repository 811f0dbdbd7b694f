//! Where the element of largest magnitude is.

use crate::linalg::element::Element;
use crate::linalg::vector::Vector;

/// The index of the first element of largest magnitude, `None` for an empty vector. NaN is larger than everything, so that it is
/// found.
#[must_use]
pub fn iamax<X: Vector + ?Sized>(x: &X) -> Option<usize> {
    match x.contiguous() {
        Some(x) => first_largest(x),
        None => first_largest(&x.strided().to_vec()),
    }
}

/// Elements that are compared at once.
const LANES: usize = 16;

/// Two passes, for the largest and for its place, because the first of them runs on lanes.
fn first_largest<T: Element>(x: &[T]) -> Option<usize> {
    let (chunks, rest) = x.as_chunks::<LANES>();
    let mut largest = [T::zero(); LANES];
    let mut has_nan = false;
    for chunk in chunks {
        for (largest, value) in largest.iter_mut().zip(chunk) {
            let value = value.abs();
            *largest = if value > *largest { value } else { *largest };
            has_nan |= value.is_nan();
        }
    }
    has_nan |= rest.iter().any(|value| value.is_nan());
    if has_nan {
        return x.iter().position(|value| value.is_nan());
    }
    let largest = largest.iter().chain(rest).fold(T::zero(), |largest, value| largest.max(value.abs()));
    x.iter().position(|value| value.abs() == largest)
}
