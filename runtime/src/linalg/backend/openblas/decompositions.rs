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

/// Calls a routine as LAPACK has it: first with a length of -1, for which it tells how much room it wants, then to work.
fn run_with_room<T: Element>(
    operation: &'static str,
    shape: (usize, usize),
    mut run: impl FnMut(&mut [T], c_int) -> c_int,
) -> Result<(), LinalgError> {
    let mut asked = [T::default()];
    converged(run(&mut asked, -1), operation, shape)?;
    let mut work = room(asked[0]);
    let length = int(work.len());
    converged(run(&mut work, length), operation, shape)
}

/// The room that LAPACK asked for, as it says it: in an element, rounded. A little more than `f32` can say exactly.
fn room<T: Element>(asked: T) -> Vec<T> {
    let asked = asked.to_f64().unwrap_or(1.0).max(1.0);
    let length = (asked * (1.0 + f64::from(f32::EPSILON))).ceil() as usize;
    vec![T::default(); length.min(c_int::MAX as usize)]
}

/// LAPACK counts its room in 32-bit integers, and writes beyond its end where they overflow. No routine here wants more than
/// `squares`·n² + 256·n elements, n being the lesser length: see LWORK in their descriptions, with blocks of 64 columns.
fn check_room(operation: &'static str, length: usize, squares: usize) -> Result<(), LinalgError> {
    let limit = largest_order(squares);
    if length <= limit {
        return Ok(());
    }
    Err(LinalgError::TooLarge { operation, backend: Backend::OpenBlas, length, limit })
}

/// The greatest n for which `squares`·n² + 256·n can be counted.
fn largest_order(squares: usize) -> usize {
    const LINES: u64 = 256;
    let (squares, most) = (squares as u64, u64::from(c_int::MAX.unsigned_abs()));
    let order = match squares {
        0 => most / LINES,
        _ => ((LINES * LINES + 4 * squares * most).isqrt() - LINES) / (2 * squares),
    };
    order as usize
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
    check_room("svd", count, if vectors == Vectors::None { 0 } else { 4 })?;
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
    run_with_room("svd", (rows, columns), |work, length| {
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
    })?;
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
    check_room("eigh", size, if vectors { 2 } else { 0 })?;
    let mut a = columns_of(a);
    let mut values = Array1::default(size);
    let mut integers = vec![0; if vectors { 3 + 5 * size } else { 1 }];
    let job = letter(if vectors { b'V' } else { b'N' });
    let upper = letter(if triangle == Triangle::Upper { b'U' } else { b'L' });
    let (n, integers_length) = (int(size), int(integers.len()));
    let mut info = 0;
    run_with_room("eigh", (size, size), |work, length| {
        // SAFETY: as above; `integers` is as long as syevd's description asks for.
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
    })?;
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
    check_room("eig", size, 0)?;
    let mut a = columns_of(a);
    let (mut re, mut im) = (Array1::<T>::default(size), Array1::<T>::default(size));
    let mut packed = if vectors { zeros(size, size) } else { zeros(0, 0) };
    let (left, right) = (letter(b'N'), letter(if vectors { b'V' } else { b'N' }));
    let (n, one) = (int(size), 1);
    let mut nothing = T::default();
    let mut info = 0;
    run_with_room("eig", (size, size), |work, length| {
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
    })?;
    let values = Array1::from_shape_fn(size, |i| Complex::new(re[i], im[i]));
    let vectors = vectors.then(|| crate::linalg::backend::complex_vectors(&packed, &im));
    Ok((values, vectors))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_what_was_asked_for_or_a_little_more() {
        assert!(!room(0.0_f64).is_empty());
        assert!((100..=101).contains(&room(100.0_f32).len()));
        // 2²⁴ + 1 is 2²⁴ in `f32`.
        let asked = (1_usize << 24) + 1;
        assert!(room(asked as f32).len() >= asked);
    }

    #[test]
    fn the_greatest_order_is_the_last_whose_room_can_be_counted() {
        for squares in [0, 2, 4] {
            let needs = |order: usize| squares * order * order + 256 * order;
            let order = largest_order(squares);
            assert!(needs(order) <= i32::MAX as usize && needs(order + 1) > i32::MAX as usize, "{order}");
        }
    }

    /// A library that is never called.
    unsafe extern "C" fn gesdd(
        _: *const c_char,
        _: *const c_int,
        _: *const c_int,
        _: *mut f64,
        _: *const c_int,
        _: *mut f64,
        _: *mut f64,
        _: *const c_int,
        _: *mut f64,
        _: *const c_int,
        _: *mut f64,
        _: *const c_int,
        _: *mut c_int,
        _: *mut c_int,
    ) {
        unreachable!("the matrix is too large");
    }

    #[test]
    fn what_lapack_cannot_count_is_refused_before_it_is_called() {
        let one = Array2::<f64>::zeros((1, 1));
        let wide = one.broadcast((30_000, 40_000)).unwrap();
        let error = svd(Some(gesdd), wide, Vectors::Thin).unwrap_err();
        assert_eq!(
            error.to_string(),
            "svd: a length of 30000 is more than the 23138 that the backend `openblas` can count"
        );
    }
}
