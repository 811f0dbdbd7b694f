//! Gradient descent for least squares: X is known, Y = X·W0, and W is found.
//!
//! ```text
//! cargo run --release --features linalg --example gradient_descent [-- --rows N] [--features N] [--outputs N] [--iterations N] [--threads N]
//! ```
//!
//! With `--features openblas` the same on OpenBLAS.

#[cfg(any(feature = "linalg", feature = "openblas"))]
#[path = "../common/mod.rs"]
mod common;
#[cfg(any(feature = "linalg", feature = "openblas"))]
#[path = "../common/normal.rs"]
mod normal;
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
