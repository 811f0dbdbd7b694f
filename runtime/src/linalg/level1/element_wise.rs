//! What is done to each element by itself.

use fearless_simd::Simd;
use ndarray::Zip;

use super::SHORT;
use super::dot::len_of;
use super::sums::level_now;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::panels::{for_each, threads_for};
use crate::linalg::shapes::check_lengths;
use crate::linalg::vector::{Vector, VectorMut};
use crate::simd::{WithSimd, dispatch};

/// Elements that a thread takes at once.
const RUN: usize = 1 << 16;

/// `y[i] = y[i] + alpha·x[i]`, with a rounding after the multiplication and one after the addition.
///
/// Same bits for any number of threads and instruction set.
///
/// # Errors
/// If the vectors have different lengths.
#[inline]
pub fn axpy<X, Y>(alpha: X::Elem, x: &X, y: &mut Y) -> Result<(), LinalgError>
where
    X: Vector + ?Sized,
    Y: VectorMut<Elem = X::Elem> + ?Sized,
{
    check_lengths("axpy", len_of(x), len_of(y))?;
    if let (Some(x), Some(y)) = (x.contiguous(), y.contiguous_mut()) {
        add_scaled(alpha, x, y);
    } else {
        Zip::from(y.strided_mut()).and(x.strided()).for_each(|y, &x| *y += alpha * x);
    }
    Ok(())
}

/// [`axpy`] of slices of one length.
#[inline]
pub(in crate::linalg) fn add_scaled<T: Element>(alpha: T, x: &[T], y: &mut [T]) {
    if y.len() <= SHORT {
        add_scaled_here(alpha, x, y);
    } else {
        add_scaled_long(alpha, x, y);
    }
}

#[inline(never)]
fn add_scaled_long<T: Element>(alpha: T, x: &[T], y: &mut [T]) {
    let level = level_now();
    let work = |(x, y): (&[T], &mut [T])| dispatch(level, AddScaled { alpha, x, y });
    if y.len() <= RUN {
        return work((x, y));
    }
    let threads = threads_for(y.len(), 2.0 * y.len() as f64);
    for_each(threads, x.chunks(RUN).zip(y.chunks_mut(RUN)).collect(), work);
}

struct AddScaled<'x, 'y, T> {
    alpha: T,
    x: &'x [T],
    y: &'y mut [T],
}

impl<T: Element> WithSimd for AddScaled<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        add_scaled_here(self.alpha, self.x, self.y);
    }
}

#[inline(always)]
fn add_scaled_here<T: Element>(alpha: T, x: &[T], y: &mut [T]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y += alpha * x;
    }
}

/// `x[i] = alpha·x[i]`.
#[inline]
pub fn scal<X: VectorMut + ?Sized>(alpha: X::Elem, x: &mut X) {
    match x.contiguous_mut() {
        Some(x) => x.iter_mut().for_each(|x| *x = alpha * *x),
        None => x.strided_mut().mapv_inplace(|x| alpha * x),
    }
}

/// `y[i] = x[i]`.
///
/// # Errors
/// If the vectors have different lengths.
#[inline]
pub fn copy<X, Y>(x: &X, y: &mut Y) -> Result<(), LinalgError>
where
    X: Vector + ?Sized,
    Y: VectorMut<Elem = X::Elem> + ?Sized,
{
    check_lengths("copy", len_of(x), len_of(y))?;
    if let (Some(x), Some(y)) = (x.contiguous(), y.contiguous_mut()) {
        y.copy_from_slice(x);
    } else {
        y.strided_mut().assign(&x.strided());
    }
    Ok(())
}

/// Exchanges the elements of two vectors.
///
/// # Errors
/// If the vectors have different lengths.
#[inline]
pub fn swap<X, Y>(x: &mut X, y: &mut Y) -> Result<(), LinalgError>
where
    X: VectorMut + ?Sized,
    Y: VectorMut<Elem = X::Elem> + ?Sized,
{
    check_lengths("swap", len_of(x), len_of(y))?;
    if let (Some(x), Some(y)) = (x.contiguous_mut(), y.contiguous_mut()) {
        x.swap_with_slice(y);
    } else {
        Zip::from(x.strided_mut()).and(y.strided_mut()).for_each(std::mem::swap);
    }
    Ok(())
}
