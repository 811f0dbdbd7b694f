//! Running a kernel over the elements of a call: serially or on the pool, chunk by chunk, gang by gang.
//!
//! What does not depend on the kernel is compiled once, over erased operands: broadcasting, packing, schedules, the
//! pool, the search for a failing element. Of each kernel there is one loop over gangs per instruction set ([`code`]).

mod axis;
mod call;
mod code;
mod cost;
mod failure;
mod fold;
mod launch;
mod pool;
mod reduce;
mod schedule;
mod team;

pub use axis::{HasAxes, Outer, OuterKind, Reduced, Same, accumulate, accumulate_axis, outer, reduce_axis};
pub use call::{Output, call, call_with, into, into_with, report, try_call, try_call_with};
pub use pool::with_pool;
pub use reduce::reduce;
pub use schedule::Schedule;

pub(crate) use failure::Failure;
pub(crate) use launch::{LowestFailure, region_threads};
pub(crate) use pool::run_parts;
pub(crate) use schedule::{Deal, SCHEDULES, Taken};
