//! The loops of `peers/openmp.c`: C with OpenMP, where the build script found GCC.
#![allow(
    unsafe_code,
    reason = "calls C code, which the build script compiles from this package's own sources"
)]

/// Why there is no OpenMP to compare with.
pub const OPENMP_LACK: Option<&str> = option_env!("OPENMP_LACK");

#[cfg(openmp)]
unsafe extern "C" {
    fn ufunc_openmp_empty_region(threads: std::ffi::c_int);
}

/// A region on so many threads in which nothing is done; `None` if there is no OpenMP.
#[cfg(openmp)]
#[must_use]
pub fn openmp_empty_region(threads: u8) -> Option<impl Fn()> {
    let threads = std::ffi::c_int::from(threads);
    // SAFETY: the function takes any number of threads, and touches no memory.
    Some(move || unsafe { ufunc_openmp_empty_region(threads) })
}

/// A region on so many threads in which nothing is done; `None` if there is no OpenMP.
#[cfg(not(openmp))]
#[must_use]
pub fn openmp_empty_region(_threads: u8) -> Option<fn()> {
    None
}

/// The functions for callers with slices. Each panics if lengths do not fit, and runs on so many threads.
#[cfg(openmp)]
#[allow(
    clippy::too_many_arguments,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "each is documented in `peers/openmp.c`"
)]
pub mod c {
    use std::ffi::c_int;

    unsafe extern "C" {
        fn ufunc_openmp_empty(len: usize, out: *mut f64, threads: c_int);
        fn ufunc_openmp_saxpy(len: usize, a: f32, x: *const f32, y: *mut f32, threads: c_int);
        fn ufunc_openmp_dot(len: usize, x: *const f64, y: *const f64, threads: c_int) -> f64;
        fn ufunc_openmp_jacobi_2d(n: usize, a: *mut f64, b: *mut f64, threads: c_int);
        fn ufunc_openmp_n_body(
            len: usize,
            mass: *const f64,
            x: *const f64,
            y: *const f64,
            z: *const f64,
            ax: *mut f64,
            ay: *mut f64,
            az: *mut f64,
            threads: c_int,
        );
        fn ufunc_openmp_histogram(
            len: usize,
            values: *const f64,
            classes: usize,
            counts: *mut u64,
            threads: c_int,
        );
        fn ufunc_openmp_prefix_sum(len: usize, x: *const f64, sums: *mut f64, threads: c_int);
        fn ufunc_openmp_blur(
            width: usize,
            height: usize,
            radius: usize,
            weights: *const f32,
            padded: *const f32,
            rows: *mut f32,
            out: *mut f32,
            threads: c_int,
        );
    }

    pub fn empty(out: &mut [f64], threads: c_int) {
        // SAFETY: the loop writes as many elements as it is told, which the slice has.
        unsafe { ufunc_openmp_empty(out.len(), out.as_mut_ptr(), threads) }
    }

    pub fn saxpy(a: f32, x: &[f32], y: &mut [f32], threads: c_int) {
        assert_eq!(x.len(), y.len(), "lengths differ");
        // SAFETY: both slices have as many elements as the loop is told, and do not overlap.
        unsafe { ufunc_openmp_saxpy(y.len(), a, x.as_ptr(), y.as_mut_ptr(), threads) }
    }

    #[must_use]
    pub fn dot(x: &[f64], y: &[f64], threads: c_int) -> f64 {
        assert_eq!(x.len(), y.len(), "lengths differ");
        // SAFETY: both slices have as many elements as the loop is told; it only reads them.
        unsafe { ufunc_openmp_dot(x.len(), x.as_ptr(), y.as_ptr(), threads) }
    }

    pub fn jacobi_2d(n: usize, a: &mut [f64], b: &mut [f64], threads: c_int) {
        assert!(n > 1 && a.len() == n * n && b.len() == n * n, "no squares of {n} by {n}");
        // SAFETY: both slices have n rows of n elements, and do not overlap.
        unsafe { ufunc_openmp_jacobi_2d(n, a.as_mut_ptr(), b.as_mut_ptr(), threads) }
    }

    pub fn n_body(mass: &[f64], place: [&[f64]; 3], force: [&mut [f64]; 3], threads: c_int) {
        let len = mass.len();
        let [x, y, z] = place;
        let [ax, ay, az] = force;
        assert!([x.len(), y.len(), z.len(), ax.len(), ay.len(), az.len()] == [len; 6], "lengths differ");
        // SAFETY: all slices have as many elements as the loop is told, and those that it writes overlap nothing.
        unsafe {
            ufunc_openmp_n_body(
                len,
                mass.as_ptr(),
                x.as_ptr(),
                y.as_ptr(),
                z.as_ptr(),
                ax.as_mut_ptr(),
                ay.as_mut_ptr(),
                az.as_mut_ptr(),
                threads,
            );
        }
    }

    pub fn histogram(values: &[f64], counts: &mut [u64], threads: c_int) {
        assert!(!counts.is_empty(), "no classes");
        // SAFETY: the loop reads as many values as it is told, which the slice has, and counts only classes below the
        // number it is told, of which there is one at least.
        unsafe {
            ufunc_openmp_histogram(values.len(), values.as_ptr(), counts.len(), counts.as_mut_ptr(), threads);
        }
    }

    pub fn prefix_sum(x: &[f64], sums: &mut [f64], threads: c_int) {
        assert_eq!(x.len(), sums.len(), "lengths differ");
        // SAFETY: both slices have as many elements as the loop is told, and do not overlap.
        unsafe { ufunc_openmp_prefix_sum(x.len(), x.as_ptr(), sums.as_mut_ptr(), threads) }
    }

    pub fn blur(
        width: usize,
        height: usize,
        weights: &[f32],
        padded: &[f32],
        rows: &mut [f32],
        out: &mut [f32],
        threads: c_int,
    ) {
        let radius = weights.len() / 2;
        assert!(weights.len() % 2 == 1 && height > 0, "no weights around a pixel, or no row");
        assert!(width >= 64, "a row has less pixels than a part of the C loop");
        assert_eq!(padded.len(), (width + 2 * radius) * height, "padded rows");
        assert!(rows.len() == width * height && out.len() == width * height, "lengths differ");
        // SAFETY: the slices have the lengths that these sizes say, and those that are written overlap nothing.
        unsafe {
            ufunc_openmp_blur(
                width,
                height,
                radius,
                weights.as_ptr(),
                padded.as_ptr(),
                rows.as_mut_ptr(),
                out.as_mut_ptr(),
                threads,
            );
        }
    }
}
