//! The dot product of two short vectors, ones and threes, in a loop: what a call costs.
//!
//! ```text
//! cargo run --release --features linalg --example dot_product [-- --length N] [--calls N]
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
