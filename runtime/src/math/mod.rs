//! Elementary functions, written as kernels under `#[ufunc]`.
#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    clippy::manual_range_contains,
    clippy::unnecessary_cast,
    reason = "a NaN must take the rare branch; kernels have no ranges; casts of `T` are casts in one of its copies"
)]

pub(crate) mod double_double;
pub(crate) mod exponential;
pub(crate) mod hypotenuse;
pub(crate) mod integer_power;
pub(crate) mod logarithm;
pub(crate) mod poly;
pub mod table;
pub(crate) mod trigonometric;
pub(crate) mod trigonometric_f32;

pub use exponential::exp;
pub use hypotenuse::hypot;
pub use integer_power::powi;
pub use logarithm::ln;
pub use trigonometric::{cos, sin, sin_cos};
