//! Gradient descent for least squares: X is known, Y = X·W0, and W is found.
//!
//! ```text
//! cargo run --release --features linalg --example gradient_descent [-- --rows N] [--features N] [--outputs N] [--iterations N] [--threads N]
//! ```
//!
//! With `--features openblas` the same on OpenBLAS.

#[path = "../common/linear_algebra.rs"]
mod linear_algebra;
#[cfg(any(feature = "linalg", feature = "openblas"))]
mod program;

fn main() -> std::process::ExitCode {
    linear_algebra::main()
}
