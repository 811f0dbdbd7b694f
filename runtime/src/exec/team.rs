//! Working together on the parts of one call.
//!
//! The caller works too, and parts belong to nobody: whoever is free takes the next one. When none is left the caller
//! closes the team. It waits for those who are still at work, but not for those who have not come yet, because the
//! system may wake them late: they find the team closed and leave without having seen the call.
#![allow(unsafe_code, reason = "lends the caller's stack to other threads until the team is closed")]

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::sync::{Arc, AtomicUsize, Mutex, Thread, current, park};
use super::wait::Patience;
use super::working::Working;

/// In `Team::state`: nobody may join any more. The bits below the flags count the members at work, without the caller.
const CLOSED: usize = 1 << (usize::BITS - 1);
/// In `Team::state`: the caller sleeps until the last member leaves.
const ASLEEP: usize = 1 << (usize::BITS - 2);

/// The work of a call: what to do for a part. Its lifetime is forgotten; see [`Team::join`].
#[derive(Clone, Copy)]
struct Work(*const (dyn Fn(usize) + Sync));

// SAFETY: the closure behind the pointer is `Sync`.
unsafe impl Send for Work {}
// SAFETY: as above.
unsafe impl Sync for Work {}

/// Who works on a call, and what is left to do.
pub(super) struct Team {
    state: AtomicUsize,
    /// The first part that nobody has taken.
    next: AtomicUsize,
    parts: usize,
    work: Work,
    /// The caller, once it sleeps.
    sleeper: Mutex<Option<Thread>>,
    /// What a member panicked with, for the caller.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

impl fmt::Debug for Team {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Team { state, next, parts, work: _, sleeper: _, panic: _ } = self;
        let mut team = f.debug_struct("Team");
        team.field("state", state).field("next", next).field("parts", parts).finish_non_exhaustive()
    }
}

/// Runs `work` once for each part in `0..parts`, on this thread and on those that join the team to which `invite` invites
/// them, and returns when all are done. What `invite` gives is dropped after that. A panic of `work` reaches the
/// caller.
pub(super) fn lead<G>(parts: usize, work: &(dyn Fn(usize) + Sync), invite: impl FnOnce(&Arc<Team>) -> G) {
    // SAFETY: only the lifetime changes. The reference is used by members of the team only, and none is left when this
    // function returns.
    let work =
        unsafe { std::mem::transmute::<&(dyn Fn(usize) + Sync), &'static (dyn Fn(usize) + Sync)>(work) };
    let team = Arc::new(Team {
        state: AtomicUsize::new(0),
        next: AtomicUsize::new(0),
        parts,
        work: Work(work),
        sleeper: Mutex::new(None),
        panic: Mutex::new(None),
    });
    let close = Close(&team);
    let invited = invite(&team);
    let own = catch_unwind(AssertUnwindSafe(|| team.take_parts(work)));
    drop(close);
    drop(invited);
    let others = team.panic.lock().unwrap_or_else(PoisonError::into_inner).take();
    drop(team);
    if let Some(payload) = own.err().or(others) {
        resume_unwind(payload);
    }
}

/// Closes a team when the caller leaves it, in whatever way.
struct Close<'a>(&'a Team);

impl Drop for Close<'_> {
    fn drop(&mut self) {
        let team = self.0;
        if team.state.fetch_or(CLOSED, Ordering::AcqRel) == 0 {
            return;
        }
        let mut patience = Patience::new(team.parts);
        while team.state.load(Ordering::Acquire) != CLOSED {
            if !patience.look_again() {
                return team.sleep();
            }
        }
    }
}

impl Team {
    /// Sleeps until the last member has left.
    #[cold]
    fn sleep(&self) {
        *self.sleeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(current());
        self.state.fetch_or(ASLEEP, Ordering::AcqRel);
        while self.state.load(Ordering::Acquire) != CLOSED | ASLEEP {
            park();
        }
    }

    /// Whether one more may join, and has something to do. The answer may be out of date.
    pub(super) fn wants_members(&self) -> bool {
        self.next.load(Ordering::Relaxed) < self.parts && self.state.load(Ordering::Relaxed) & CLOSED == 0
    }

    /// What a member does.
    pub(super) fn join(&self) {
        if !self.wants_members() {
            return;
        }
        if self.state.fetch_add(1, Ordering::AcqRel) & CLOSED == 0 {
            // SAFETY: the team was open when this thread was counted, so that the caller waits for it to be counted out
            // before it returns from `lead`, to which the closure was lent.
            let work = unsafe { &*self.work.0 };
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.take_parts(work))) {
                *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(payload);
            }
        }
        if self.state.fetch_sub(1, Ordering::AcqRel) == CLOSED | ASLEEP | 1 {
            let sleeper = self.sleeper.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(sleeper) = &*sleeper {
                sleeper.unpark();
            }
        }
    }

    fn take_parts(&self, work: &(dyn Fn(usize) + Sync)) {
        let _working = Working::begin();
        loop {
            let part = self.next.fetch_add(1, Ordering::Relaxed);
            if part >= self.parts {
                return;
            }
            work(part);
        }
    }
}
