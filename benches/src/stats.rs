//! The runtime's sources, as plain Rust.

#[path = "../../runtime/src/stats/norm.rs"]
pub(crate) mod norm;
