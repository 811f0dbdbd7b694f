//! The primitives of `runtime/src/exec/sync.rs`, those of the model checker.

pub(super) use loom::sync::atomic::{AtomicPtr, AtomicUsize, fence};
pub(super) use loom::sync::{Arc, Mutex, MutexGuard};
pub(super) use loom::thread::{Thread, current, park};

/// Starts a thread that nobody waits for, and gives its handle.
pub(super) fn start_thread(name: String, run: impl FnOnce() + Send + 'static) -> std::io::Result<Thread> {
    let handle = loom::thread::Builder::new().name(name).spawn(run)?;
    Ok(handle.thread().clone())
}
