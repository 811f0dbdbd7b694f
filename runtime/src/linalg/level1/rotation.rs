//! Plane rotations.

use ndarray::Zip;

use super::dot::len_of;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::check_lengths;
use crate::linalg::vector::VectorMut;

/// The rotation that turns (a, b) into (r, 0): `c·a + s·b = r` and `c·b − s·a = 0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rotation<T> {
    /// The length of (a, b), with the sign of the one of larger magnitude.
    pub r: T,
    /// From which c and s can be recovered: s where |a| > |b|, else 1/c, or 1 where c is zero.
    pub z: T,
    /// The cosine.
    pub c: T,
    /// The sine.
    pub s: T,
}

/// The rotation that turns (a, b) into (r, 0), with scaling against overflow and underflow (E. Anderson, Algorithm 978, ACM TOMS
/// 44, 2017).
#[must_use]
pub fn rotg<T: Element>(a: T, b: T) -> Rotation<T> {
    let (zero, one) = (T::zero(), T::one());
    if b == zero {
        return Rotation { r: a, z: zero, c: one, s: zero };
    }
    if a == zero {
        return Rotation { r: b, z: one, c: zero, s: one };
    }
    let is_a_larger = a.abs() > b.abs();
    let scale = a.abs().max(b.abs()).max(T::TINY).min(one / T::TINY);
    let sign = if is_a_larger { a.signum() } else { b.signum() };
    let (x, y) = (a / scale, b / scale);
    let r = sign * (scale * (x * x + y * y).sqrt());
    let (c, s) = (a / r, b / r);
    let z = match (is_a_larger, c == zero) {
        (true, _) => s,
        (false, false) => one / c,
        (false, true) => one,
    };
    Rotation { r, z, c, s }
}

/// `x[i] = c·x[i] + s·y[i]` and `y[i] = c·y[i] − s·x[i]`, at the same time.
///
/// # Errors
/// If the vectors have different lengths.
pub fn rot<X, Y>(x: &mut X, y: &mut Y, c: X::Elem, s: X::Elem) -> Result<(), LinalgError>
where
    X: VectorMut + ?Sized,
    Y: VectorMut<Elem = X::Elem> + ?Sized,
{
    check_lengths("rot", len_of(x), len_of(y))?;
    Zip::from(x.strided_mut()).and(y.strided_mut()).for_each(|x, y| {
        (*x, *y) = (c * *x + s * *y, c * *y - s * *x);
    });
    Ok(())
}
