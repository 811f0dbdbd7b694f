//! Asks the OpenBLAS that is linked to this program what it is.
#![allow(unsafe_code, reason = "calls functions of a C library")]

use std::ffi::{CStr, c_char, c_int};

use super::OpenBlasRuntime;

// Declared in OpenBLAS's `cblas.h`.
unsafe extern "C" {
    fn openblas_get_config() -> *const c_char;
    fn openblas_get_corename() -> *const c_char;
    fn openblas_get_parallel() -> c_int;
    fn openblas_get_num_procs() -> c_int;
    fn openblas_get_num_threads() -> c_int;
}

/// What the library says. None of these functions computes anything, so they are safe on a machine that lacks the core
/// that the library was built for.
pub(super) fn ask() -> OpenBlasRuntime {
    // SAFETY: the function has no arguments, and fills a buffer of its own.
    let config = unsafe { openblas_get_config() };
    // SAFETY: the function has no arguments, and gives a constant.
    let core = unsafe { openblas_get_corename() };
    // SAFETY: the function has no arguments, and gives a constant.
    let parallel = unsafe { openblas_get_parallel() };
    // SAFETY: the function has no arguments, and asks the system for a number.
    let cores = unsafe { openblas_get_num_procs() };
    // SAFETY: the function has no arguments, and reads a number.
    let threads = unsafe { openblas_get_num_threads() };
    // SAFETY: both are strings that live as long as the library.
    let (config, core) = unsafe { (text(config), text(core)) };
    OpenBlasRuntime::new(&config, &core, parallel, cores, threads)
}

/// The text behind a pointer, nothing if it is null.
///
/// # Safety
/// The pointer is null, or leads to a string that ends with a zero and lives until this returns.
unsafe fn text(pointer: *const c_char) -> String {
    if pointer.is_null() {
        return String::new();
    }
    // SAFETY: the caller promises it.
    unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned()
}
