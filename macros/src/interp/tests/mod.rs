//! The tests of the compiler.

mod constructs;
mod fuzz;
mod loops;
mod oracle;
mod regressions;
mod traps;
