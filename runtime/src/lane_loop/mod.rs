//! What generated code of lane loops calls: loops whose iterations are the lanes of gangs.
//!
//! `grid` is how lanes reach the elements of arrays, `access` loads and stores them, `counter` makes the lanes of the
//! loop's counter, `slots` keeps what iterations combine, `update` combines with elements anywhere, `steps` tells how far the loop is.

mod access;
mod capture;
mod counter;
mod grid;
mod item;
mod ndarrays;
mod slots;
mod steps;
mod update;

use fearless_simd::Simd;

pub use access::{
    blend_run, blend_stream, extent, gather_cold, gather_from, get, load_run, load_stream, run, run_mut,
    scatter_to, store_run, store_stream, successive,
};
pub use capture::{AsTable, AsWindow};
pub use counter::{Counter, lane_index, lane_index_f32, lane_index_f64, lanes_from, lanes_left};
pub(crate) use grid::Whole;
pub use grid::{Grid, GridMut, Lend, Piece};
pub use item::Item;
pub use slots::{
    AsSlots, SLOTS, close_slots, load_accumulators, load_slots, open_slots, store_accumulators, store_slots,
};
pub use steps::{Progress, Steps};
pub use update::{Updated, each_of, first_of, update_each};

use crate::kernel::Width;
use crate::simd::{Found, Gang, WithSimd, dispatch_on};

/// A loop whose iterations are lanes, with all that it captures.
pub trait LaneLoop {
    /// How many lanes a gang has.
    type Width: Width;

    /// Runs all iterations.
    fn run<G: Gang>(&mut self, g: G);
}

/// Runs a loop on an instruction set.
#[inline]
pub fn run_lanes<L: LaneLoop>(level: Found, lanes: &mut L) {
    dispatch_on(level, Run(lanes));
}

/// As [`run_lanes`], where the instruction set is that of the code around.
#[inline(always)]
pub fn run_lanes_on<S: Simd, L: LaneLoop>(s: S, lanes: &mut L) {
    lanes.run(L::Width::gang(s));
}

/// By reference: a struct that is moved is copied, and read before it is written through.
struct Run<'l, L>(&'l mut L);

impl<L: LaneLoop> WithSimd for Run<'_, L> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        self.0.run(L::Width::gang(s));
    }
}
