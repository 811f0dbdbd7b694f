//! Statistical distributions, written as kernels under `#[ufunc]`.
#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    clippy::manual_range_contains,
    clippy::unnecessary_cast,
    clippy::excessive_precision,
    reason = "a NaN must take the rare branch; kernels have no ranges; casts of `T` are casts in one of its copies"
)]

pub mod norm;
