//! The runtime's sources, as plain Rust.

#[path = "../../runtime/src/math/exponential.rs"]
pub(crate) mod exponential;
#[path = "../../runtime/src/math/logarithm.rs"]
pub(crate) mod logarithm;
#[path = "../../runtime/src/math/poly.rs"]
pub(crate) mod poly;
