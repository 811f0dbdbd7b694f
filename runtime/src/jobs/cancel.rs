//! Stopping from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A token by which jobs are stopped: its clones are one and the same. It is looked at before each job; what has begun is
/// finished. A job that takes long may look at it, too.
///
/// ```
/// use ufunc::jobs::{Cancel, Cancelled, Jobs};
///
/// let token = Cancel::new();
/// let stop = token.clone();
/// let result = Jobs::new().threads(1).cancel(&token).foreach(0..100, |i| {
///     if i == 2 {
///         stop.cancel();
///     }
/// });
/// assert_eq!(result, Err(Cancelled { done: 3, of: 100 }));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// A token that stops nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Cancel::default()
    }

    /// Stops all jobs that have the token, for good.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether jobs shall stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Jobs were stopped before all were done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled after {done} of {of} jobs")]
pub struct Cancelled {
    /// How many jobs were done.
    pub done: usize,
    /// How many there were.
    pub of: usize,
}
