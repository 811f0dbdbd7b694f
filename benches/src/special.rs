//! The runtime's sources, as plain Rust.

#[path = "../../runtime/src/special/error_function.rs"]
pub(crate) mod error_function;
#[path = "../../runtime/src/special/error_function_f32.rs"]
pub(crate) mod error_function_f32;
#[path = "../../runtime/src/special/error_function_table.rs"]
pub(crate) mod error_function_table;
