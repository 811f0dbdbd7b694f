//! No patience at all: what a thread could see by looking again, it sees as well if it looks for the first time later.

/// The patience of one thread that waits.
#[derive(Debug)]
pub(super) struct Patience;

impl Patience {
    pub(super) fn new(_threads: usize) -> Self {
        Patience
    }

    /// It is time to sleep.
    pub(super) fn look_again(&mut self) -> bool {
        false
    }
}
