//! Statistical distributions, written as kernels under `#[ufunc]`.

pub mod norm;
