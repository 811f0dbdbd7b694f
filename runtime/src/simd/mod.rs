//! Gangs of lanes over `fearless_simd`: the only module that knows instruction sets.
//!
//! A gang is made of native registers: `gang64`, `gang_mixed` and `gang32` say of how many, `registers`, `float_lanes`,
//! `int_arithmetic`, `int_lanes` and `mask_lanes` hold the trait implementations as macros over those registers, and
//! `convert`, `float`, `divide`, `bits`, `signed` and `unsigned` what `fearless_simd` lacks, one register at a time.
//! What is rare runs lane by lane in `scalar`.
//!
//! Everything between a kernel and an instruction is `#[inline(always)]`, with no closures on the way: code that is not
//! inlined into the dispatch's closure would not get the instruction set.

mod bits;
mod bools;
mod convert;
mod copy;
mod divide;
pub mod fault;
mod float;
mod float_lanes;
mod gang;
mod gang32;
mod gang64;
mod gang_mixed;
mod gang_types;
mod gather;
mod int_arithmetic;
mod int_lanes;
mod lanes;
mod level;
mod mask_lanes;
mod parts;
mod registers;
mod scalar;
mod signed;
#[cfg(test)]
mod tests;
mod unsigned;
mod width;

pub use gang::{Element, Gang, IsizeLanes, UsizeLanes};
pub use lanes::{FloatLanes, IntLanes, Lanes, Mask, NumLanes};
pub(crate) use level::Found;
pub use level::{Level, ParseLevelError};
pub(crate) use level::{WithSimd, dispatch, dispatch_on};
pub use width::{W32, W64, WMixed};
