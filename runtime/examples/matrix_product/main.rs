//! The product of two random square matrices.
//!
//! ```text
//! cargo run --release --features linalg --example matrix_product [-- --size N] [--threads N]
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
