//! Parallel loops: what `#[parallel]` makes of a `for`, and the run time that it calls.

mod checks;
mod combine;
mod run;
mod slots;
mod span;
mod window;

pub use checks::{check_reach, check_rows, first, width};
pub use combine::{
    Add, And, BitAnd, BitOr, BitXor, Combine, GreatestMin, LeastMax, Max, Min, Mul, Or, Reduce, User, absorb, joined,
};
pub use run::{Context, Progress, Region, chunk, run_region};
pub use slots::{Reduction, Reductions, SLOTS, Slots, reduction};
pub use span::{CountedRange, Counter, Span, span};
pub use window::{Cut, Rows, Window, Windows, len_of, rows};
