//! Who works on a part of a parallel call.

use std::cell::Cell;

thread_local! {
    static IS_WORKING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread works on a part of a parallel call, so that calls inside run serially.
#[inline]
pub(crate) fn is_working() -> bool {
    IS_WORKING.get()
}

/// Marks this thread as one that works on a part, or as one that does not, as long as this lives.
#[derive(Debug)]
pub(crate) struct Working(bool);

impl Working {
    pub(super) fn begin() -> Self {
        Working(IS_WORKING.replace(true))
    }

    /// Calls inside may go parallel again.
    pub(crate) fn pause() -> Self {
        Working(IS_WORKING.replace(false))
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        IS_WORKING.set(self.0);
    }
}
