//! Special functions, written as kernels under `#[ufunc]`.

pub(crate) mod error_function;

pub use error_function::{erf, erfc};
