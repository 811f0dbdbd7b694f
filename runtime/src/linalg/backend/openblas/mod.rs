//! OpenBLAS as a backend.
//!
//! OpenBLAS is told to use one thread, once, before the first call: panels come to it from our own workers. Blocks whose
//! rows or columns have no gaps go to it as they are, others are copied.
#![allow(unsafe_code, reason = "calls the C and Fortran functions of OpenBLAS")]

mod block;
mod decompositions;
mod library;
mod products;

pub(crate) use library::check;

use std::ffi::c_int;

/// OpenBLAS.
#[derive(Debug)]
pub(crate) struct OpenBlas;

/// A length for the library. Callers have seen to it that it is no more than `largest_length` says.
fn int(length: usize) -> c_int {
    c_int::try_from(length).expect("checked against the greatest length")
}
