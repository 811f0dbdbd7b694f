//! Working together on the parts of one call.
//!
//! The caller works too, and parts belong to nobody: whoever is free takes the next one. When none is left the caller
//! closes the team. It waits for those who are still at work, but not for those who have not come yet, because the
//! system may wake them late: they find the team closed and leave without having seen the call.
#![allow(unsafe_code, reason = "lends the caller's stack to the threads of a pool until the team is closed")]

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Thread};

use rayon_core::ThreadPool;

/// In `Team::state`: nobody may join any more. The other bits count the members at work, without the caller.
const CLOSED: usize = 1 << (usize::BITS - 1);

/// How often the caller looks for the last member before it goes to sleep.
const LOOKS: usize = 200;

/// The work of a call: what to do for a part. Its lifetime is forgotten; see [`Team::join`].
#[derive(Clone, Copy)]
struct Work(*const (dyn Fn(usize) + Sync));

// SAFETY: the closure behind the pointer is `Sync`.
unsafe impl Send for Work {}
// SAFETY: as above.
unsafe impl Sync for Work {}

struct Team {
    state: AtomicUsize,
    /// The first part that nobody has taken.
    next: AtomicUsize,
    parts: usize,
    work: Work,
    caller: Thread,
    /// What a member panicked with, for the caller.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

/// Runs `work` once for each part in `0..parts`, on this thread and up to `parts - 1` of `pool`, and returns when all
/// are done. A panic of `work` reaches the caller.
pub(super) fn run_parts_on(pool: &ThreadPool, parts: usize, work: &(dyn Fn(usize) + Sync)) {
    // SAFETY: only the lifetime changes. The reference is used by members of the team only, and none is left when this
    // function returns.
    let work =
        unsafe { std::mem::transmute::<&(dyn Fn(usize) + Sync), &'static (dyn Fn(usize) + Sync)>(work) };
    let team = Arc::new(Team {
        state: AtomicUsize::new(0),
        next: AtomicUsize::new(0),
        parts,
        work: Work(work),
        caller: thread::current(),
        panic: Mutex::new(None),
    });
    let close = Close(&team);
    for _ in 1..parts {
        let team = Arc::clone(&team);
        pool.spawn(move || team.join());
    }
    team.take_parts(work);
    drop(close);
    if let Some(payload) = team.panic.lock().unwrap_or_else(PoisonError::into_inner).take() {
        resume_unwind(payload);
    }
}

/// Closes a team when the caller leaves it, in whatever way.
struct Close<'a>(&'a Team);

impl Drop for Close<'_> {
    fn drop(&mut self) {
        self.0.state.fetch_or(CLOSED, Ordering::AcqRel);
        let mut looks = 0;
        while self.0.state.load(Ordering::Acquire) != CLOSED {
            looks += 1;
            if looks <= LOOKS / 2 {
                std::hint::spin_loop();
            } else if looks <= LOOKS {
                thread::yield_now();
            } else {
                thread::park();
            }
        }
    }
}

impl Team {
    /// What a thread of the pool does.
    fn join(&self) {
        if self.state.fetch_add(1, Ordering::AcqRel) & CLOSED == 0 {
            // SAFETY: the team was open when this thread was counted, so that the caller waits for it to be counted out
            // before it returns from `run_parts_on`, to which the closure was lent.
            let work = unsafe { &*self.work.0 };
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.take_parts(work))) {
                *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(payload);
            }
        }
        if self.state.fetch_sub(1, Ordering::AcqRel) == CLOSED + 1 {
            self.caller.unpark();
        }
    }

    fn take_parts(&self, work: &(dyn Fn(usize) + Sync)) {
        let _working = super::pool::Working::begin();
        loop {
            let part = self.next.fetch_add(1, Ordering::Relaxed);
            if part >= self.parts {
                return;
            }
            work(part);
        }
    }
}
