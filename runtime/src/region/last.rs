//! `lastprivate`.

use std::sync::{Mutex, PoisonError};

/// What the last iteration leaves behind.
#[derive(Debug, Default)]
pub struct Last<T>(Mutex<Option<T>>);

impl<T> Last<T> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Last(Mutex::new(None))
    }

    /// Keeps the value of the last iteration.
    pub fn keep(&self, value: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    /// The value, if there was an iteration.
    pub fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
