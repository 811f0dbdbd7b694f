//! Workers run anywhere.

/// No cores to choose from.
#[derive(Debug)]
pub(super) struct Places;

/// Any core.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place;

impl Places {
    pub(super) fn of_worker(&self, _worker: usize, _workers: usize) -> Place {
        Place
    }
}

impl Place {
    pub(super) fn bind(self) {}
}
