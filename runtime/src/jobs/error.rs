//! What can go wrong with jobs.

use super::cancel::Cancelled;

/// The lowest of the jobs that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("job {index} of {of} failed: {error}")]
pub struct JobError<E> {
    /// Which item it was, counted from 0.
    pub index: usize,
    /// How many items there were.
    pub of: usize,
    /// What the job gave.
    pub error: E,
}

/// Why jobs that may fail and may be cancelled were not all done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stopped<E> {
    /// One failed. If jobs were cancelled as well, one below it that did not run might have failed too.
    #[error(transparent)]
    Failed(JobError<E>),
    /// They were cancelled, and none had failed.
    #[error(transparent)]
    Cancelled(Cancelled),
}
