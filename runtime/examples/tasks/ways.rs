//! The ways to work through a list.

use ufunc::{Options, jobs};

use crate::common::Failure;
use crate::processes;
use crate::task::Task;

/// One of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// One item after the other, on one thread.
    Serial,
    /// Jobs on the threads of this process.
    Jobs,
    /// As many processes as threads, each with its share of the items.
    Processes,
}

impl Way {
    pub(crate) const ALL: [Way; 3] = [Way::Serial, Way::Jobs, Way::Processes];

    /// The sums of all items.
    pub(crate) fn run(self, task: Task, items: usize, elements: usize) -> Result<Vec<u64>, Failure> {
        match self {
            Way::Serial => {
                let sums = || (0..items).map(|item| task.sum(item, elements)).collect();
                Ok(Options::new().threads(1).run(sums))
            }
            Way::Jobs => Ok(jobs::map(0..items, |item| task.sum(item, elements))),
            Way::Processes => processes::run(task, items, elements),
        }
    }
}
