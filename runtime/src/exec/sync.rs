//! What threads share. The model checker compiles this folder's concurrent files with a module of its own in the place
//! of this one.

pub(super) use std::sync::atomic::{AtomicPtr, AtomicUsize, fence};
pub(super) use std::sync::{Arc, Mutex, MutexGuard};
pub(super) use std::thread::{Thread, current, park};

/// Starts a thread that nobody waits for, and gives its handle for [`Thread::unpark`].
pub(super) fn start_thread(name: String, run: impl FnOnce() + Send + 'static) -> std::io::Result<Thread> {
    let handle = std::thread::Builder::new().name(name).spawn(run)?;
    Ok(handle.thread().clone())
}
