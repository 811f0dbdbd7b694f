//! Special functions, written as kernels under `#[ufunc]`.
#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    clippy::manual_range_contains,
    clippy::unnecessary_cast,
    clippy::needless_late_init,
    reason = "a NaN must take the rare branch; kernels have no ranges; casts of `T` are no casts in one of its copies"
)]

pub(crate) mod error_function;
pub(crate) mod error_function_f32;
pub(crate) mod error_function_table;
pub(crate) mod gamma_f32;
pub(crate) mod gamma_function;
pub(crate) mod log_gamma;

pub use error_function::{erf, erfc};
pub use gamma_function::gamma;
pub use log_gamma::ln_gamma;
