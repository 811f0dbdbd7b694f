//! Decompositions that iterate, by LAPACK where the library has them.
//!
//! LAPACK takes columns, destroys its input and tells how much room it wants when it is asked with a length of -1.

use std::ffi::{c_char, c_int};

use ndarray::{Array1, Array2, ArrayView2, ShapeBuilder};
use num_complex::Complex;

use super::int;
use crate::linalg::backend::{Backend, Eigen, SvdParts, Vectors};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::Triangle;

/// gesdd: jobz, m, n, A, lda, S, U, ldu, VT, ldvt, work, lwork, iwork, info.
pub(super) type Gesdd<T> = unsafe extern "C" fn(
    *const c_char,
    *const c_int,
    *const c_int,
    *mut T,
    *const c_int,
    *mut T,
    *mut T,
    *const c_int,
    *mut T,
    *const c_int,
    *mut T,
    *const c_int,
    *mut c_int,
    *mut c_int,
);
/// syevd: jobz, uplo, n, A, lda, W, work, lwork, iwork, liwork, info.
pub(super) type Syevd<T> = unsafe extern "C" fn(
    *const c_char,
    *const c_char,
    *const c_int,
    *mut T,
    *const c_int,
    *mut T,
    *mut T,
    *const c_int,
    *mut c_int,
    *const c_int,
    *mut c_int,
);
/// geev: jobvl, jobvr, n, A, lda, WR, WI, VL, ldvl, VR, ldvr, work, lwork, info.
pub(super) type Geev<T> = unsafe extern "C" fn(
    *const c_char,
    *const c_char,
    *const c_int,
    *mut T,
    *const c_int,
    *mut T,
    *mut T,
    *mut T,
    *const c_int,
    *mut T,
    *const c_int,
    *mut T,
    *const c_int,
    *mut c_int,
);

/// The routines of an element type, where the library has them.
pub(super) trait Lapack: Element {
    const GESDD: Option<Gesdd<Self>>;
    const SYEVD: Option<Syevd<Self>>;
    const GEEV: Option<Geev<Self>>;
}

macro_rules! lapack {
    ($($t:ident $gesdd:ident $syevd:ident $geev:ident;)+) => {$(
        #[cfg(openblas_lapack_full)]
        impl Lapack for $t {
            const GESDD: Option<Gesdd<$t>> = Some(lapack_sys::$gesdd);
            const SYEVD: Option<Syevd<$t>> = Some(lapack_sys::$syevd);
            const GEEV: Option<Geev<$t>> = Some(lapack_sys::$geev);
        }

        #[cfg(not(openblas_lapack_full))]
        impl Lapack for $t {
            const GESDD: Option<Gesdd<$t>> = None;
            const SYEVD: Option<Syevd<$t>> = None;
            const GEEV: Option<Geev<$t>> = None;
        }
    )+};
}

lapack! {
    f32 sgesdd_ ssyevd_ sgeev_;
    f64 dgesdd_ dsyevd_ dgeev_;
}

fn missing(operation: &'static str, routine: &'static str) -> LinalgError {
    LinalgError::NoLapack { operation, backend: Backend::OpenBlas, routine }
}

/// What LAPACK's `info` means: below 0 an argument of ours that is wrong, above 0 no convergence.
fn converged(info: c_int, operation: &'static str, shape: (usize, usize)) -> Result<(), LinalgError> {
    assert!(info >= 0, "{operation}: LAPACK says that argument {} is wrong", -info);
    if info == 0 {
        Ok(())
    } else {
        Err(LinalgError::NoConvergence { operation, shape: vec![shape.0, shape.1] })
    }
}

/// The room that LAPACK asked for, as it says it: in an element, rounded. A little more than `f32` can say exactly.
fn room<T: Element>(asked: T) -> Vec<T> {
    let asked = asked.to_f64().unwrap_or(1.0).max(1.0);
    vec![T::default(); (asked * (1.0 + f64::from(f32::EPSILON))).ceil() as usize]
}

/// Column after column in memory.
fn columns_of<T: Element>(a: ArrayView2<'_, T>) -> Array2<T> {
    let mut columns = zeros(a.nrows(), a.ncols());
    columns.assign(&a);
    columns
}

fn zeros<T: Element>(rows: usize, columns: usize) -> Array2<T> {
    Array2::default((rows, columns).f())
}

fn letter(letter: u8) -> c_char {
    letter as c_char
}

/// See [`Routines::svd`](crate::linalg::backend::Routines::svd).
pub(super) fn svd<T: Lapack>(
    gesdd: Option<Gesdd<T>>,
    a: ArrayView2<'_, T>,
    vectors: Vectors,
) -> Result<SvdParts<T>, LinalgError> {
    let gesdd = gesdd.ok_or_else(|| missing("svd", "gesdd"))?;
    let (rows, columns) = a.dim();
    let count = rows.min(columns);
    let (job, of_u, of_v) = match vectors {
        Vectors::None => (b'N', 0, 0),
        Vectors::Thin => (b'S', count, count),
        Vectors::Full => (b'A', rows, columns),
    };
    let mut a = columns_of(a);
    let mut values = Array1::default(count);
    let (mut u, mut vt) =
        (zeros(if of_u == 0 { 0 } else { rows }, of_u), zeros(of_v, if of_v == 0 { 0 } else { columns }));
    let mut integers = vec![0; 8 * count];
    let (job, m, n, ldu, ldvt) = (letter(job), int(rows), int(columns), int(rows.max(1)), int(of_v.max(1)));
    let mut info = 0;
    let mut run = |work: &mut [T], length: c_int| {
        // SAFETY: all arrays have the lengths that gesdd's description asks for with these letters, U and VT none where
        // they are not asked for, and `work` has `length` elements, or one if that is -1.
        unsafe {
            gesdd(
                &job,
                &m,
                &n,
                a.as_mut_ptr(),
                &m,
                values.as_mut_ptr(),
                u.as_mut_ptr(),
                &ldu,
                vt.as_mut_ptr(),
                &ldvt,
                work.as_mut_ptr(),
                &length,
                integers.as_mut_ptr(),
                &mut info,
            );
        }
        info
    };
    let mut asked = [T::default()];
    run(&mut asked, -1);
    let mut work = room(asked[0]);
    let length = int(work.len());
    converged(run(&mut work, length), "svd", (rows, columns))?;
    let asked_for = vectors != Vectors::None;
    Ok(SvdParts { u: asked_for.then_some(u), values, vt: asked_for.then_some(vt) })
}

/// See [`Routines::eigh`](crate::linalg::backend::Routines::eigh).
pub(super) fn eigh<T: Lapack>(
    syevd: Option<Syevd<T>>,
    triangle: Triangle,
    a: ArrayView2<'_, T>,
    vectors: bool,
) -> Result<(Array1<T>, Option<Array2<T>>), LinalgError> {
    let syevd = syevd.ok_or_else(|| missing("eigh", "syevd"))?;
    let size = a.nrows();
    let mut a = columns_of(a);
    let mut values = Array1::default(size);
    let job = letter(if vectors { b'V' } else { b'N' });
    let upper = letter(if triangle == Triangle::Upper { b'U' } else { b'L' });
    let n = int(size);
    let mut info = 0;
    let mut run = |work: &mut [T], length: c_int, integers: &mut [c_int], integers_length: c_int| {
        // SAFETY: as above; `integers` has `integers_length` elements, or one if that is -1.
        unsafe {
            syevd(
                &job,
                &upper,
                &n,
                a.as_mut_ptr(),
                &n,
                values.as_mut_ptr(),
                work.as_mut_ptr(),
                &length,
                integers.as_mut_ptr(),
                &integers_length,
                &mut info,
            );
        }
        info
    };
    let (mut asked, mut integers_asked) = ([T::default()], [0]);
    run(&mut asked, -1, &mut integers_asked, -1);
    let mut work = room(asked[0]);
    let mut integers = vec![0; usize::try_from(integers_asked[0]).unwrap_or(0).max(1)];
    let (length, integers_length) = (int(work.len()), int(integers.len()));
    let info = run(&mut work, length, &mut integers, integers_length);
    converged(info, "eigh", (size, size))?;
    Ok((values, vectors.then_some(a)))
}

/// See [`Routines::eig`](crate::linalg::backend::Routines::eig).
pub(super) fn eig<T: Lapack>(
    geev: Option<Geev<T>>,
    a: ArrayView2<'_, T>,
    vectors: bool,
) -> Result<Eigen<T>, LinalgError> {
    let geev = geev.ok_or_else(|| missing("eig", "geev"))?;
    let size = a.nrows();
    let mut a = columns_of(a);
    let (mut re, mut im) = (Array1::<T>::default(size), Array1::<T>::default(size));
    let mut packed = if vectors { zeros(size, size) } else { zeros(0, 0) };
    let (left, right) = (letter(b'N'), letter(if vectors { b'V' } else { b'N' }));
    let (n, one) = (int(size), 1);
    let mut nothing = T::default();
    let mut info = 0;
    let mut run = |work: &mut [T], length: c_int| {
        // SAFETY: as above; the left vectors are not asked for, so that their place is not looked at.
        unsafe {
            geev(
                &left,
                &right,
                &n,
                a.as_mut_ptr(),
                &n,
                re.as_mut_ptr(),
                im.as_mut_ptr(),
                &mut nothing,
                &one,
                packed.as_mut_ptr(),
                &n,
                work.as_mut_ptr(),
                &length,
                &mut info,
            );
        }
        info
    };
    let mut asked = [T::default()];
    run(&mut asked, -1);
    let mut work = room(asked[0]);
    let length = int(work.len());
    converged(run(&mut work, length), "eig", (size, size))?;
    let values = Array1::from_shape_fn(size, |i| Complex::new(re[i], im[i]));
    let vectors = vectors.then(|| crate::linalg::backend::complex_vectors(&packed, &im));
    Ok((values, vectors))
}
