//! On which cores workers run.

use core_affinity::CoreId;

use crate::config::ProcBind;

/// The cores that workers are bound to, if they are.
#[derive(Debug)]
pub(super) struct Places {
    bind: ProcBind,
    cores: Vec<CoreId>,
}

/// The core of one worker, or any of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(Option<CoreId>);

impl Places {
    /// The cores that this thread may use.
    pub(super) fn new(bind: ProcBind) -> Self {
        let cores = match bind {
            ProcBind::False => Vec::new(),
            ProcBind::Close | ProcBind::Spread => core_affinity::get_core_ids().unwrap_or_default(),
        };
        Places { bind, cores }
    }

    pub(super) fn of_worker(&self, worker: usize, workers: usize) -> Place {
        let position = position(self.bind, worker, workers, self.cores.len());
        Place(position.and_then(|position| self.cores.get(position).copied()))
    }
}

impl Place {
    /// Binds this thread. A system that refuses leaves it where it is: the work is the same everywhere.
    pub(super) fn bind(self) {
        if let Some(core) = self.0 {
            core_affinity::set_for_current(core);
        }
    }
}

/// Which of `cores` a worker takes. The first is left to the caller, which is not bound: a thread that it starts would be
/// bound with it.
fn position(bind: ProcBind, worker: usize, workers: usize, cores: usize) -> Option<usize> {
    if cores == 0 {
        return None;
    }
    let (thread, threads) = (worker + 1, workers + 1);
    match bind {
        ProcBind::False => None,
        ProcBind::Close => Some(thread % cores),
        ProcBind::Spread => Some(thread * cores / threads),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(bind: ProcBind, workers: usize, cores: usize) -> Vec<Option<usize>> {
        (0..workers).map(|worker| position(bind, worker, workers, cores)).collect()
    }

    #[test]
    fn close_workers_are_neighbours_and_spread_ones_are_not() {
        assert_eq!(positions(ProcBind::False, 3, 8), [None; 3]);
        assert_eq!(positions(ProcBind::Close, 3, 8), [1, 2, 3].map(Some));
        assert_eq!(positions(ProcBind::Spread, 3, 8), [2, 4, 6].map(Some));
        assert_eq!(positions(ProcBind::Close, 4, 3), [1, 2, 0, 1].map(Some));
        assert_eq!(positions(ProcBind::Spread, 5, 3), [0, 1, 1, 2, 2].map(Some));
        assert_eq!(positions(ProcBind::Spread, 2, 0), [None; 2]);
    }
}
