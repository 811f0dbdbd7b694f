//! Parallel loops: what `#[parallel]` makes of a `for`, and the run time that it calls.

mod checks;
mod combine;
mod lanes;
mod run;
mod slots;
mod span;
mod window;

pub use checks::{check_reach, check_rows, first, width};
pub use combine::{
    Add, And, BitAnd, BitOr, BitXor, Combine, GreatestMin, LeastMax, Max, Min, Mul, Or, Reduce, User, absorb,
    joined,
};
pub use run::{Context, Region, chunk, run_region};
pub use slots::{Reduction, Reductions, Slots, reduction};
pub use span::{CountedRange, Span, span};
pub use window::{Cut, Rows, Window, Windows, len_of, rows};
