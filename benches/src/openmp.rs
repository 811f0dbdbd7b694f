//! Parallel regions of OpenMP, compiled by the build script where GCC's library for them is.
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
