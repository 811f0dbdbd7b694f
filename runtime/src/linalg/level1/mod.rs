//! Vector and vector: kernels of our own, which never call a library.
//!
//! What adds up has one shape: blocks of 4096 elements, in a block 32 sums of `f32` or 16 of `f64` (element `i` in sum `i % 16`),
//! folded by halves, and the blocks in a binary tree. Products are rounded before they are added. So the bits of a result are the same for
//! any number of threads, any instruction set, any stride and any backend, and the error grows with the logarithm of
//! the length instead of the length.

mod blocks;
mod dot;
mod element_wise;
mod largest;
mod norms;
mod rotation;
mod sums;

pub(super) use blocks::{Registers, sum_in_registers};
pub(super) use dot::dot_slices;
pub use dot::{dot, dsdot, sdsdot, vdot};
pub(super) use element_wise::add_scaled;
pub use element_wise::{axpy, copy, scal, swap};
pub use largest::iamax;
pub use norms::{asum, nrm2};
pub use rotation::{Rotation, rot, rotg};
pub(super) use sums::level_now;

/// Elements up to which a call is over before it would have chosen an instruction set.
const SHORT: usize = 192;
