//! The one door for code that `#[ufunc]` generates. Nothing here is for other code, and nothing here is stable.

pub use crate::array::{Kind, Operand, Operands, OutputOperand, OutputOperands};
pub use crate::error::ShapeError;
pub use crate::exec::{
    HasAxes, Outer, OuterKind, Reduced, Same, accumulate, accumulate_axis, outer, reduce, reduce_axis,
};
pub use crate::exec::{Output, call, call_with, into, into_with, report, try_call, try_call_with};
pub use crate::kernel::{Associative, Block, Elements, Float, Int, Kernel, Number, Width};
pub use crate::lower::*;
pub use crate::exec::Schedule;
pub use crate::options::Options;
pub use crate::region::*;
pub use crate::report::{Remark, RemarkKind, Report};
pub use crate::simd::fault;
pub use crate::simd::{
    Element, FloatLanes, Gang, IntLanes, IsizeLanes, Lanes, Mask, NumLanes, UsizeLanes, W32, W64, WMixed,
};
