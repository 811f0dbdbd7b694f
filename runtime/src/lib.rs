//! Scalar functions and loops, compiled to all SIMD lanes and all cores.
#![deny(unsafe_code)]

extern crate self as ufunc;

#[doc(hidden)]
pub mod __private;
mod array;
pub mod config;
mod elements;
mod error;
mod exec;
pub mod jobs;
mod kernel;
mod lane_loop;
#[cfg(any(feature = "linalg", feature = "openblas"))]
pub mod linalg;
mod lower;
pub mod math;
pub mod ops;
mod options;
mod region;
mod report;
mod simd;
pub mod special;
pub mod stats;

pub use array::{Operand, OutputOperand};
pub use config::{
    Configuration, ProcBind, WaitPolicy, config, max_simd, min_parallel_len, num_threads, proc_bind,
    schedule, set_max_simd, set_min_parallel_len, set_num_threads, set_proc_bind, set_schedule,
    set_wait_policy, wait_policy,
};
pub use error::{ConfigError, ShapeError};
pub use exec::{Schedule, with_pool};
pub use kernel::{Float, Int, Number};
pub use options::Options;
pub use region::Reduce;
pub use report::{Remark, RemarkKind, Report};
pub use simd::{Level, ParseLevelError};
pub use ufunc_macros::{lane_fn, omp, parallel, scalar, scan, ufunc};

/// What a module with kernels in it needs: `use ufunc::prelude::*`.
pub mod prelude {
    pub use crate::{
        Float, Int, Number, Options, Reduce, Schedule, lane_fn, omp, parallel, scalar, scan, ufunc,
    };
}
