//! How far a loop is, for the message of a panic.

use std::cell::Cell;

/// Tells which iterations run.
pub trait Steps {
    /// The number of the loop's first iteration.
    fn start(&self) -> usize;
    /// A gang runs whose first lane is iteration `start + at`.
    fn gang(&self, start: usize, at: usize);
}

/// A loop inside of an iteration: the place of a panic is that iteration.
impl Steps for () {
    #[inline(always)]
    fn start(&self) -> usize {
        0
    }

    #[inline(always)]
    fn gang(&self, _: usize, _: usize) {}
}

/// Where a worker is in its region.
#[derive(Debug, Default)]
pub struct Progress {
    iteration: Cell<usize>,
    in_lanes: Cell<bool>,
}

impl Progress {
    /// A single iteration runs.
    #[inline(always)]
    pub fn at(&self, iteration: usize) {
        self.iteration.set(iteration);
    }

    /// The iteration, or the first one of the gang that runs.
    #[must_use]
    pub fn iteration(&self) -> usize {
        self.iteration.get()
    }

    /// The iteration in which a lane raised a fault.
    #[must_use]
    pub fn iteration_of(&self, lane: Option<u32>) -> usize {
        match lane {
            Some(lane) if self.in_lanes.get() => self.iteration.get() + lane as usize,
            _ => self.iteration.get(),
        }
    }
}

impl Steps for &Progress {
    #[inline(always)]
    fn start(&self) -> usize {
        self.in_lanes.set(true);
        self.iteration.get()
    }

    #[inline(always)]
    fn gang(&self, start: usize, at: usize) {
        self.iteration.set(start + at);
    }
}
