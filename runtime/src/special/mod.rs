//! Special functions, written as kernels under `#[ufunc]`.
#![allow(
    clippy::unnecessary_cast,
    clippy::needless_late_init,
    reason = "a NaN must take the rare branch; casts of `T` are no casts in one of its copies"
)]

pub(crate) mod error_function;

pub use error_function::{erf, erfc};
