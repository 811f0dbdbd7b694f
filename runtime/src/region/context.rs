//! What the body of a loop knows of its surroundings.

use crate::lane_loop::Progress;
use crate::simd::Level;

/// What a chunk knows of its region.
#[derive(Debug)]
pub struct Context {
    level: Level,
    progress: Progress,
}

impl Context {
    pub(super) fn new(level: Level) -> Self {
        Context { level, progress: Progress::default() }
    }

    /// The instruction set.
    #[inline(always)]
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Notes that iteration `t` begins.
    #[inline(always)]
    pub fn at(&self, t: usize) {
        self.progress.at(t);
    }

    /// Where lanes over the region's own iterations note how far they are.
    #[inline(always)]
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
}
