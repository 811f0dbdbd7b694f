//! Where one worker waits for an invitation: one word, which the worker looks at and callers write.
//!
//! A worker is busy, idle (it looks) or asleep, and only who is idle or asleep can be invited. Who changes the word from
//! asleep to an invitation has to wake the worker. An invitation holds a reference to its team.
#![allow(unsafe_code, reason = "an invitation is a reference to a team in one word")]

use std::ptr;
use std::sync::atomic::Ordering;

use super::sync::{Arc, AtomicPtr, park};
use super::team::Team;
use super::wait::Patience;

const BUSY: *mut Team = ptr::null_mut();
const IDLE: *mut Team = ptr::without_provenance_mut(1);
const ASLEEP: *mut Team = ptr::without_provenance_mut(2);
const ENDED: *mut Team = ptr::without_provenance_mut(3);

/// A mailbox has a cache line of its own, and the one that is fetched along with it.
#[derive(Debug)]
#[repr(align(128))]
pub(super) struct Mailbox {
    word: AtomicPtr<Team>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    Seen,
    /// The worker has to be woken.
    ToSleeper,
    /// The worker is busy.
    Refused,
}

impl Mailbox {
    /// The mailbox of a worker that has yet to start.
    pub(super) fn new() -> Self {
        Mailbox { word: AtomicPtr::new(BUSY) }
    }

    /// Invites the worker to a team.
    pub(super) fn invite(&self, team: &Arc<Team>) -> Delivery {
        let mut word = self.word.load(Ordering::Relaxed);
        if word != IDLE && word != ASLEEP {
            return Delivery::Refused;
        }
        let invitation = Arc::into_raw(Arc::clone(team)).cast_mut();
        while word == IDLE || word == ASLEEP {
            match self.word.compare_exchange(word, invitation, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(IDLE) => return Delivery::Seen,
                Ok(_) => return Delivery::ToSleeper,
                Err(now) => word = now,
            }
        }
        // SAFETY: nobody else has seen this reference.
        drop(unsafe { Arc::from_raw(invitation) });
        Delivery::Refused
    }

    /// The worker is free; false if it has to end.
    pub(super) fn become_idle(&self) -> bool {
        self.word.compare_exchange(BUSY, IDLE, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// The worker has found work for itself; false if it has been invited, or has to end.
    pub(super) fn become_busy(&self) -> bool {
        self.word.compare_exchange(IDLE, BUSY, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Waits for an invitation as an idle worker, and is busy then. `None` if the worker has to end.
    pub(super) fn wait(&self, mut patience: Patience) -> Option<Arc<Team>> {
        loop {
            match self.word.load(Ordering::Relaxed) {
                IDLE => {
                    if !patience.look_again() {
                        // If this fails there is news, which the next look finds.
                        let _ =
                            self.word.compare_exchange(IDLE, ASLEEP, Ordering::Relaxed, Ordering::Relaxed);
                    }
                }
                ASLEEP => park(),
                ENDED => return None,
                invitation => {
                    let taken =
                        self.word.compare_exchange(invitation, BUSY, Ordering::Acquire, Ordering::Relaxed);
                    // SAFETY: the reference was put there by `invite`, and who takes it away owns it.
                    return taken.ok().map(|invitation| unsafe { Arc::from_raw(invitation) });
                }
            }
        }
    }

    /// Tells the worker to end; true if it has to be woken for that.
    pub(super) fn end(&self) -> bool {
        match self.word.swap(ENDED, Ordering::AcqRel) {
            BUSY | IDLE | ENDED => false,
            ASLEEP => true,
            invitation => {
                // SAFETY: as in `wait`.
                drop(unsafe { Arc::from_raw(invitation) });
                false
            }
        }
    }
}
