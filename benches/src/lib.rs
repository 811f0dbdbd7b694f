//! What the benches share: comparisons of two ways to do the same, the cores that the machine gives, and plain copies
//! of kernels.

mod compare;
mod cores;
mod data;
pub mod mandelbrot;
#[allow(clippy::all, dead_code, unreachable_pub, reason = "the runtime's sources, of which a part is timed")]
mod math;
pub mod openmp;
pub mod peers;
mod plain;
#[allow(clippy::all, dead_code, unreachable_pub, reason = "the runtime's sources, of which a part is timed")]
mod special;
#[allow(clippy::all, dead_code, unreachable_pub, reason = "the runtime's sources, of which a part is timed")]
mod stats;
mod way;

pub use compare::{Goal, Session};
pub use cores::{cores_allowed, cores_given};
pub use data::{MEBI, angles, plane, plane_f32, probabilities, spread};
pub use plain::{isf_loop, isf_loop_baseline};
pub use way::{Clock, Way};
