//! The run time of `#[parallel]`: loops whose iterations are dealt out to threads.
//!
//! A loop is a [`Region`]. Its body is a closure over a chunk of iterations that is `Fn` and `Sync`, so that rustc proves
//! that nothing shared is changed. The arrays that the loop writes are cut into disjoint windows; what it sums up goes
//! into slots of a fixed shape, so that results have the same bits for any threads and schedule.

mod array_reduction;
mod blocks;
mod checks;
mod clause;
mod collapse;
mod combine;
mod context;
mod cut;
mod lanes;
mod last;
mod planes;
mod reductions;
mod rows;
mod run;
mod scan;
mod several;
mod shape;
mod slots;
mod span;
mod tree;
mod window;
mod windows;

pub use array_reduction::{ArrayReduction, reduce_array};
pub use blocks::{Blocks, blocks};
pub use checks::{check_reach, check_rows, first, run_of, width};
pub use clause::{Region, chunk};
pub use collapse::{Collapsed, Span2, Span3, span2, span3};
pub use combine::{
    Add, And, BitAnd, BitOr, BitXor, Combine, GreatestMin, LeastMax, Max, Min, Mul, Or, Reduce, User, absorb,
    joined,
};
pub use context::Context;
pub use cut::{Cut, CutPlanes, Length, Uncut, len_of};
pub use last::Last;
pub use planes::{Plane, Planes, planes};
pub use reductions::{Reducer, Reductions};
pub use rows::{Rows, RowsOf, rows, several};
pub use run::{Chunk, run_region};
pub use scan::{Scan, run_scan, scan};
pub use several::{Parts, Several};
pub use slots::{Reduction, Slots, lane_reduction, reduction};
pub use span::{CountedRange, Span, span};
pub use window::Window;
pub use windows::{Source, Turn, Windows};
