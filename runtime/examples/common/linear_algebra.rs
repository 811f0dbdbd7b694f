//! The program of an example of linear algebra; without linear algebra, what to do.

use std::process::ExitCode;

/// Runs the program.
#[cfg(any(feature = "linalg", feature = "openblas"))]
pub(crate) fn main() -> ExitCode {
    crate::program::main()
}

/// Says which features it needs.
#[cfg(not(any(feature = "linalg", feature = "openblas")))]
pub(crate) fn main() -> ExitCode {
    eprintln!("error: this example needs linear algebra: add `--features linalg` or `--features openblas`");
    ExitCode::FAILURE
}
