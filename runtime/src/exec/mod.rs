//! Running a kernel over the elements of a call: serially or on the pool, chunk by chunk, gang by gang.
//!
//! What does not depend on the kernel is compiled once, over erased operands: broadcasting, packing, schedules, the
//! pool, the search for a failing element. Of each kernel there is one loop over gangs per instruction set ([`code`]).

mod axis;
mod call;
mod code;
mod cost;
mod crew;
mod deal;
mod failure;
mod fold;
mod fork_cost;
mod launch;
mod mailbox;
mod place;
mod pool;
mod reduce;
mod schedule;
mod sync;
mod team;
mod wait;
mod working;

pub use axis::{HasAxes, Outer, OuterKind, Reduced, Same, accumulate, accumulate_axis, outer, reduce_axis};
pub use call::{Output, call, call_with, into, into_with, report, try_call, try_call_with};
pub use pool::{run_parts, with_pool};
pub use reduce::reduce;
pub use schedule::Schedule;

pub(crate) use failure::Failure;
pub(crate) use fork_cost::forget_fork_cost;
pub(crate) use launch::{LowestFailure, region_threads};
pub(crate) use pool::{Working, borrowed, borrowed_threads, is_working, trim};
pub(crate) use schedule::{Deal, SCHEDULES, Taken};
