//! How far the functions of `ufunc` are from the truth.
//!
//! [`functions::all`] lists them: how each is called, where its arguments are drawn, and what its true value is.
//! [`measure::measure`] finds the largest error of one of them in one type, in three steps of which most arguments need
//! only the first:
//!
//! 1. `pxfm` rounds most functions correctly. A result with the same bits is at most half a unit off.
//! 2. Where it differs, or `pxfm` lacks the function, an estimate with a known margin, from `pxfm` in the wider type or from sums of
//!    two doubles ([`double_double`]), shows whether this argument can be the worst one so far.
//! 3. If so, 256-bit arithmetic ([`oracle`]) tells its error. Every error that is reported comes from there.
//!
//! The bounds stand in `ufunc::math::table` alone.
#![allow(clippy::neg_cmp_op_on_partial_ord, reason = "an error that is NaN must count as the largest")]

pub mod close;
pub mod double_double;
pub mod draw;
pub mod float_type;
pub mod function;
pub mod functions;
pub mod judge;
pub mod levels;
pub mod measure;
pub mod oracle;
pub mod random;
pub mod reference;
