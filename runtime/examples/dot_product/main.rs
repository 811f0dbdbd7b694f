//! The dot product of two short vectors, ones and threes, in a loop: what a call costs.
//!
//! ```text
//! cargo run --release --features linalg --example dot_product [-- --length N] [--calls N]
//! ```
//!
//! With `--features openblas` the same on OpenBLAS.

#[cfg(any(feature = "linalg", feature = "openblas"))]
#[path = "../common/mod.rs"]
mod common;
#[cfg(any(feature = "linalg", feature = "openblas"))]
mod program;

use std::process::ExitCode;

#[cfg(any(feature = "linalg", feature = "openblas"))]
fn main() -> ExitCode {
    program::main()
}

#[cfg(not(any(feature = "linalg", feature = "openblas")))]
fn main() -> ExitCode {
    eprintln!("error: this example needs linear algebra: add `--features linalg` or `--features openblas`");
    ExitCode::FAILURE
}
