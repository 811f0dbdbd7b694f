//! The tests of the compiler.

mod constructs;
mod expansion;
mod fuzz;
mod instances;
mod loops;
mod oracle;
mod refusals;
mod regressions;
mod separation;
mod traps;
mod values;
