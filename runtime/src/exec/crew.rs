//! Workers that wait for teams to join.
//!
//! A caller invites idle workers, each through its mailbox. If there are too few of them the call is also put on the list
//! of the crew, where a worker that becomes free finds it.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::mailbox::{Delivery, Mailbox};
use super::place::Places;
use super::sync::{Arc, AtomicUsize, Mutex, MutexGuard, Thread, fence, start_thread};
use super::team::{Team, lead};
use super::wait::Patience;

/// A number of workers. They end some time after it is dropped, when they have done what they are at.
#[derive(Debug)]
pub(super) struct Crew {
    shared: Arc<Shared>,
    threads: Vec<Thread>,
}

#[derive(Debug)]
struct Shared {
    mailboxes: Vec<Mailbox>,
    list: Mutex<Vec<Arc<Team>>>,
    /// How many teams are on the list.
    listed: AtomicUsize,
}

impl Crew {
    /// Starts so many workers.
    ///
    /// # Panics
    /// If the system has no more threads.
    pub(super) fn new(workers: usize, places: &Places) -> Self {
        let shared = Arc::new(Shared {
            mailboxes: (0..workers).map(|_| Mailbox::new()).collect(),
            list: Mutex::new(Vec::new()),
            listed: AtomicUsize::new(0),
        });
        let mut crew = Crew { shared, threads: Vec::with_capacity(workers) };
        for worker in 0..workers {
            let shared = Arc::clone(&crew.shared);
            let place = places.of_worker(worker, workers);
            let thread = start_thread(format!("ufunc-{}", worker + 1), move || {
                place.bind();
                shared.work(worker);
            });
            match thread {
                Ok(thread) => crew.threads.push(thread),
                Err(error) => panic!("cannot start thread {} of {workers}: {error}", worker + 1),
            }
        }
        crew
    }

    pub(super) fn workers(&self) -> usize {
        self.threads.len()
    }

    /// Runs `work` once for each part in `0..parts`, on this thread and on workers, and returns when all are done. A panic
    /// of `work` reaches the caller.
    pub(super) fn run_parts(&self, parts: usize, work: &(dyn Fn(usize) + Sync)) {
        lead(parts, work, |team| {
            let lacking = self.invite(team, parts - 1);
            (lacking > 0).then(|| self.enlist(team, lacking))
        });
    }

    /// Invites so many idle workers, and says how many are lacking.
    fn invite(&self, team: &Arc<Team>, mut wanted: usize) -> usize {
        for (mailbox, thread) in self.shared.mailboxes.iter().zip(&self.threads) {
            if wanted == 0 {
                break;
            }
            match mailbox.invite(team) {
                Delivery::Seen => wanted -= 1,
                Delivery::ToSleeper => {
                    thread.unpark();
                    wanted -= 1;
                }
                Delivery::Refused => {}
            }
        }
        wanted
    }

    /// Puts a team on the list, and invites those who became idle before they could see it there.
    #[cold]
    fn enlist(&self, team: &Arc<Team>, lacking: usize) -> Listed<'_> {
        self.shared.list().push(Arc::clone(team));
        self.shared.listed.fetch_add(1, Ordering::Relaxed);
        // Either this thread sees that a worker is idle, or the worker sees that a team is listed.
        fence(Ordering::SeqCst);
        self.invite(team, lacking);
        Listed { shared: &self.shared, team: Arc::clone(team) }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        for (worker, mailbox) in self.shared.mailboxes.iter().enumerate() {
            // A crew that could not be completed has fewer threads than mailboxes.
            if mailbox.end()
                && let Some(thread) = self.threads.get(worker)
            {
                thread.unpark();
            }
        }
    }
}

impl Shared {
    fn list(&self) -> MutexGuard<'_, Vec<Arc<Team>>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a worker does.
    fn work(&self, worker: usize) {
        let mailbox = &self.mailboxes[worker];
        while mailbox.become_idle() {
            let team = match self.listed_team() {
                Some(team) if mailbox.become_busy() => team,
                _ => match mailbox.wait(Patience::new(self.mailboxes.len() + 1)) {
                    Some(team) => team,
                    None => return,
                },
            };
            team.join();
        }
    }

    /// A listed team that wants members.
    fn listed_team(&self) -> Option<Arc<Team>> {
        fence(Ordering::SeqCst);
        if self.listed.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.list().iter().find(|team| team.wants_members()).cloned()
    }
}

/// A team on the list, until this is dropped.
struct Listed<'a> {
    shared: &'a Shared,
    team: Arc<Team>,
}

impl Drop for Listed<'_> {
    fn drop(&mut self) {
        self.shared.listed.fetch_sub(1, Ordering::Relaxed);
        self.shared.list().retain(|team| !Arc::ptr_eq(team, &self.team));
    }
}
