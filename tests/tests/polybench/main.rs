//! The kernels of PolyBench/C 4.2 that are parallel loops, as a user would write them: each gives the bits of the same
//! source without `#[parallel]` at every level, under every schedule and on any number of threads. Where a sum over the
//! parallel loop is a reduction, it lies within the bound of serial summation, and has the same bits everywhere.
//!
//! Those with a dependence that the loop carries are among the refusals (`tests/ui/parallel_*.rs`).

mod blas;
mod data;
mod kernels;
mod medley;
mod mining;
mod solvers;
mod stencils;
mod stencils_ndarray;
