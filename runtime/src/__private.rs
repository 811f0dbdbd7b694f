//! The one door for code that `#[ufunc]` generates. Nothing here is for other code, and nothing here is stable.

pub use crate::array::{Kind, Operand, Operands, OutputOperand, OutputOperands};
pub use crate::error::ShapeError;
pub use crate::exec::{
    HasAxes, Outer, OuterKind, Reduced, Same, accumulate, accumulate_axis, outer, reduce, reduce_axis,
};
pub use crate::exec::{Output, call, call_with, into, into_with, report, try_call, try_call_with};
pub use crate::exec::{Schedule, run_parts};
pub use crate::kernel::{Associative, Block, Elements, Float, Int, Kernel, Number, Width};
pub use crate::lane_loop::{
    AsSlots, AsTable, AsWindow, Counter, Grid, GridMut, Item, LaneLoop, Lend, Piece, Progress, SLOTS, Steps,
    Updated, blend_run, blend_stream, close_slots, each_of, extent, first_of, gather_cold, gather_from, get,
    lane_index, lane_index_f32, lane_index_f64, lanes_from, lanes_left, load_accumulators, load_run,
    load_slots, load_stream, open_slots, run, run_lanes, run_lanes_on, run_mut, scatter_to,
    store_accumulators, store_run, store_slots, store_stream, successive, update_each,
};
pub use crate::lower::*;
pub use crate::options::Options;
pub use crate::region::*;
pub use crate::report::{Remark, RemarkKind, Report};
pub use crate::simd::fault;
pub use crate::simd::{
    Element, FloatLanes, Gang, IntLanes, IsizeLanes, Lanes, Mask, NumLanes, UsizeLanes, W32, W64, WMixed,
};
pub use fearless_simd::dispatch;
