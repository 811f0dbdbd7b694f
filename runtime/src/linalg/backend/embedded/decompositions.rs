//! Decompositions that need an iteration.

use faer::diag::DiagMut;
use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::evd::{
    ComputeEigenvectors, EvdParams, SelfAdjointEvdParams, evd_real, evd_scratch, self_adjoint_evd,
    self_adjoint_evd_scratch,
};
use faer::linalg::svd::{ComputeSvdVectors, SvdParams, svd_scratch};
use faer::traits::RealField;
use faer::{Par, Spec};
use ndarray::{Array1, Array2, ArrayView2, ShapeBuilder};
use num_complex::Complex;

use super::eigenvectors::mend;
use super::scale::tamed;
use super::{mat_mut, mat_ref};
use crate::linalg::backend::{Eigen, SvdParts, Vectors, complex_vectors};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::Triangle;

/// See [`Routines::svd`](crate::linalg::backend::Routines::svd).
pub(super) fn svd<T: Element + RealField>(
    a: ArrayView2<'_, T>,
    vectors: Vectors,
) -> Result<SvdParts<T>, LinalgError> {
    if let Some((tame, back)) = tamed(&a) {
        let mut parts = svd(tame.view(), vectors)?;
        parts.values.mapv_inplace(|value| value * back);
        return Ok(parts);
    }
    let (rows, columns) = a.dim();
    let count = rows.min(columns);
    let params = Spec::<SvdParams, T>::default();
    let (compute, widths) = match vectors {
        Vectors::None => (ComputeSvdVectors::No, None),
        Vectors::Thin => (ComputeSvdVectors::Thin, Some((count, count))),
        Vectors::Full => (ComputeSvdVectors::Full, Some((rows, columns))),
    };
    let mut values = Array1::default(count);
    let (mut u, mut v) = match widths {
        None => (None, None),
        Some((of_u, of_v)) => (Some(columns_of(rows, of_u)), Some(columns_of(columns, of_v))),
    };
    let mut room = MemBuffer::new(svd_scratch::<T>(rows, columns, compute, compute, Par::Seq, params));
    faer::linalg::svd::svd(
        mat_ref(a),
        diagonal(&mut values),
        u.as_mut().map(|u| mat_mut(u.view_mut())),
        v.as_mut().map(|v| mat_mut(v.view_mut())),
        Par::Seq,
        MemStack::new(&mut room),
        params,
    )
    .map_err(|_| LinalgError::NoConvergence { operation: "svd", shape: vec![rows, columns] })?;
    Ok(SvdParts { u, values, vt: v.map(Array2::reversed_axes) })
}

/// See [`Routines::eigh`](crate::linalg::backend::Routines::eigh).
pub(super) fn eigh<T: Element + RealField>(
    triangle: Triangle,
    a: ArrayView2<'_, T>,
    vectors: bool,
) -> Result<(Array1<T>, Option<Array2<T>>), LinalgError> {
    let n = a.nrows();
    // The lower triangle is read.
    let lower = match triangle {
        Triangle::Lower => a,
        Triangle::Upper => a.reversed_axes(),
    };
    if let Some((tame, back)) = tamed(&lower_triangle(&lower).view()) {
        let (mut values, vectors) = eigh(Triangle::Lower, tame.view(), vectors)?;
        values.mapv_inplace(|value| value * back);
        return Ok((values, vectors));
    }
    let params = Spec::<SelfAdjointEvdParams, T>::default();
    let mut values = Array1::default(n);
    let mut u = vectors.then(|| columns_of(n, n));
    let mut room = MemBuffer::new(self_adjoint_evd_scratch::<T>(n, compute(vectors), Par::Seq, params));
    self_adjoint_evd(
        mat_ref(lower),
        diagonal(&mut values),
        u.as_mut().map(|u| mat_mut(u.view_mut())),
        Par::Seq,
        MemStack::new(&mut room),
        params,
    )
    .map_err(|_| LinalgError::NoConvergence { operation: "eigh", shape: vec![n, n] })?;
    Ok((values, u))
}

/// See [`Routines::eig`](crate::linalg::backend::Routines::eig).
pub(super) fn eig<T: Element + RealField>(
    a: ArrayView2<'_, T>,
    vectors: bool,
) -> Result<Eigen<T>, LinalgError> {
    if let Some((tame, back)) = tamed(&a) {
        let (mut values, vectors) = eig(tame.view(), vectors)?;
        values.mapv_inplace(|value| Complex::new(value.re * back, value.im * back));
        return Ok((values, vectors));
    }
    let n = a.nrows();
    let params = Spec::<EvdParams, T>::default();
    let (mut re, mut im) = (Array1::default(n), Array1::default(n));
    let mut packed = vectors.then(|| columns_of(n, n));
    let mut room =
        MemBuffer::new(evd_scratch::<T>(n, ComputeEigenvectors::No, compute(vectors), Par::Seq, params));
    evd_real(
        mat_ref(a),
        diagonal(&mut re),
        diagonal(&mut im),
        None,
        packed.as_mut().map(|u| mat_mut(u.view_mut())),
        Par::Seq,
        MemStack::new(&mut room),
        params,
    )
    .map_err(|_| LinalgError::NoConvergence { operation: "eig", shape: vec![n, n] })?;
    let values = Array1::from_shape_fn(n, |i| Complex::new(re[i], im[i]));
    let mut vectors = packed.map(|packed| complex_vectors(&packed, &im));
    if let Some(vectors) = &mut vectors {
        mend(a, &values, vectors)?;
    }
    Ok((values, vectors))
}

/// The lower triangle, with zeros above: what is there is not read.
fn lower_triangle<T: Element>(a: &ArrayView2<'_, T>) -> Array2<T> {
    let shape = a.raw_dim();
    Array2::from_shape_fn(shape, |(row, column)| {
        if Triangle::Lower.contains(row, column) { a[[row, column]] } else { T::default() }
    })
}

fn compute(vectors: bool) -> ComputeEigenvectors {
    if vectors { ComputeEigenvectors::Yes } else { ComputeEigenvectors::No }
}

/// Zeros, column after column in memory.
fn columns_of<T: Element>(rows: usize, columns: usize) -> Array2<T> {
    Array2::default((rows, columns).f())
}

fn diagonal<T: Element>(values: &mut Array1<T>) -> DiagMut<'_, T> {
    DiagMut::from_slice_mut(values.as_slice_mut().expect("a new vector has no gaps")).as_dyn_stride_mut()
}
