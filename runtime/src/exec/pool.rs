//! The threads. A pool is made at the first parallel call, for this process only: a forked child makes its own.
#![allow(unsafe_code, reason = "keeps a borrowed pool for the time of a scope, and the pools of a process")]

use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon_core::ThreadPool;

use super::crew::Crew;
use super::place::Places;
use super::team::lead;
use crate::config::proc_bind_now;

pub(super) use super::fork_cost::{fork_cost, last_fork_cost};
pub(crate) use super::working::{Working, is_working};

thread_local! {
    /// The pool of the scope around, of `with_pool`.
    static BORROWED: Cell<Option<NonNull<ThreadPool>>> = const { Cell::new(None) };
}

/// The pool of one process.
struct Home {
    crew: Mutex<Option<Arc<Crew>>>,
}

/// The home of this process. Homes are never freed: a forked child leaves its parent's behind untouched, because
/// its lock may be held by a thread that does not exist in the child.
static HOME: AtomicPtr<Home> = AtomicPtr::new(ptr::null_mut());

/// Lets every parallel call that `scope` makes on this thread run on `pool`, with as many threads as it has.
///
/// ```no_run
/// let pool = rayon_core::ThreadPoolBuilder::new().num_threads(4).build()?;
/// ufunc::with_pool(&pool, || { /* calls of kernels */ });
/// # Ok::<(), rayon_core::ThreadPoolBuildError>(())
/// ```
pub fn with_pool<R>(pool: &ThreadPool, scope: impl FnOnce() -> R) -> R {
    let _restore = RestoreBorrowed(BORROWED.replace(Some(NonNull::from(pool))));
    scope()
}

struct RestoreBorrowed(Option<NonNull<ThreadPool>>);

impl Drop for RestoreBorrowed {
    fn drop(&mut self) {
        BORROWED.set(self.0);
    }
}

/// The number of threads of the pool of the scope around, if there is one.
pub(crate) fn borrowed_threads() -> Option<usize> {
    borrowed().map(ThreadPool::current_num_threads)
}

/// The pool of the scope around, which lives at least as long as a call that is made inside.
pub(crate) fn borrowed<'a>() -> Option<&'a ThreadPool> {
    // SAFETY: `with_pool` borrows the pool until it has taken the pointer away again, and the reference does not
    // leave a call that is made inside.
    BORROWED.get().map(|pool| unsafe { pool.as_ref() })
}

/// Runs `work` once for each part in `0..parts`, on at most as many threads, and returns when all are done. A panic of
/// `work` reaches the caller.
pub fn run_parts(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    match (parts, borrowed()) {
        (0, _) => {}
        (1, _) => lead(1, work, |_| ()),
        (_, Some(pool)) => lead(parts, work, |team| {
            for _ in 1..parts {
                let team = Arc::clone(team);
                pool.spawn(move || team.join());
            }
        }),
        (_, None) => home().crew(parts - 1).run_parts(parts, work),
    }
}

/// Whether this process has a pool of its own.
pub(super) fn has_crew() -> bool {
    existing_home().is_some_and(|home| home.lock().is_some())
}

/// Lets go of workers above that number. They end when they have done what they are at.
pub(crate) fn trim(workers: usize) {
    let Some(home) = existing_home() else { return };
    let mut current = home.lock();
    let dismissed = current.take_if(|crew| crew.workers() > workers);
    drop(current);
    drop(dismissed);
}

fn existing_home() -> Option<&'static Home> {
    // SAFETY: the pointer is null or one that came from `Box::into_raw` below and is never freed.
    unsafe { HOME.load(Ordering::Acquire).as_ref() }
}

fn home() -> &'static Home {
    if let Some(home) = existing_home() {
        return home;
    }
    forget_home_in_children();
    let new = Box::into_raw(Box::new(Home { crew: Mutex::new(None) }));
    match HOME.compare_exchange(ptr::null_mut(), new, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: from now on the home is shared, and never freed.
        Ok(_) => unsafe { &*new },
        Err(other) => {
            // SAFETY: nobody else has seen the new home.
            drop(unsafe { Box::from_raw(new) });
            // SAFETY: another thread has put its home there, which is never freed.
            unsafe { &*other }
        }
    }
}

/// Lets every child that this process forks, and their children, begin without a home. That costs a call nothing, where
/// the process id takes a system call.
#[cfg(unix)]
fn forget_home_in_children() {
    use std::sync::atomic::AtomicBool;

    static IS_ARRANGED: AtomicBool = AtomicBool::new(false);

    extern "C" fn forget_home() {
        HOME.store(ptr::null_mut(), Ordering::Release);
    }

    if !IS_ARRANGED.load(Ordering::Acquire) {
        // SAFETY: the handler is a function of this program that does nothing but one atomic store, as what runs between a
        // fork and the child's own code has to.
        let result = unsafe { libc::pthread_atfork(None, None, Some(forget_home)) };
        assert!(
            result == 0,
            "cannot make sure that forked children use threads of their own: error {result}"
        );
        IS_ARRANGED.store(true, Ordering::Release);
    }
}

/// Processes do not fork here.
#[cfg(not(unix))]
fn forget_home_in_children() {}

impl Home {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<Crew>>> {
        self.crew.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The crew, with at least that number of workers. Calls that still run on a smaller one keep it until they end.
    fn crew(&self, workers: usize) -> Arc<Crew> {
        let mut current = self.lock();
        match &*current {
            Some(crew) if crew.workers() >= workers => Arc::clone(crew),
            _ => {
                let crew = Arc::new(Crew::new(workers, &Places::new(proc_bind_now())));
                let old = current.replace(Arc::clone(&crew));
                drop(current);
                drop(old);
                crew
            }
        }
    }
}
