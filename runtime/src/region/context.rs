//! What the body of a loop knows of its surroundings.

use std::cell::Cell;

use crate::lane_loop::Progress;
use crate::simd::{Found, Level};

/// What a chunk knows of its region.
#[derive(Debug)]
pub struct Context {
    level: Found,
    progress: Progress,
}

impl Context {
    pub(super) fn new(level: Level) -> Self {
        Context { level: Found::of(level), progress: Progress::default() }
    }

    /// The instruction set.
    #[inline(always)]
    #[must_use]
    pub fn level(&self) -> Found {
        self.level
    }

    /// Notes that iteration `t` begins.
    #[inline(always)]
    pub fn at(&self, t: usize) {
        self.progress.at(t);
    }

    /// Notes which iterations begin from now on, without a write to memory for each.
    #[inline(always)]
    #[must_use]
    pub fn mark(&self) -> Mark<'_> {
        Mark { progress: &self.progress, t: Cell::new(self.progress.iteration()) }
    }

    /// Where lanes over the region's own iterations note how far they are.
    #[inline(always)]
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
}

/// The iteration that runs. Nobody can ask for it but a panic on its way, so it may be in a register until then.
#[derive(Debug)]
pub struct Mark<'c> {
    progress: &'c Progress,
    t: Cell<usize>,
}

impl Mark<'_> {
    /// Notes that iteration `t` begins.
    #[inline(always)]
    pub fn at(&self, t: usize) {
        self.t.set(t);
    }
}

impl Drop for Mark<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.progress.at(self.t.get());
    }
}
