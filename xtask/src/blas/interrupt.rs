//! Ctrl-C, and requests to end: work stops at the next check, children are ended, and what was begun is removed.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::BlasError;

static ASKED: AtomicBool = AtomicBool::new(false);
static WATCH: Once = Once::new();

/// Watches from now on.
pub(crate) fn watch() {
    WATCH.call_once(|| {
        let watched = ctrlc::set_handler(|| ASKED.store(true, Ordering::Relaxed));
        if let Err(error) = watched {
            eprintln!("Ctrl-C will end this without tidying up: {error}");
        }
    });
}

/// Whether somebody asked for an end.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// An error if somebody asked for an end.
pub(crate) fn check() -> Result<(), BlasError> {
    if is_asked() { Err(BlasError::Interrupted) } else { Ok(()) }
}
