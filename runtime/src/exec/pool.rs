//! The threads. A pool is made at the first parallel call, for this process only: a forked child makes its own.
#![allow(unsafe_code, reason = "keeps a borrowed pool for the time of a scope, and the pools of a process")]

use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon_core::{ThreadPool, ThreadPoolBuilder};

use super::team::run_parts_on;

thread_local! {
    /// Whether this thread works on a part of a parallel call.
    static IS_WORKING: Cell<bool> = const { Cell::new(false) };
    /// The pool of the scope around, of `with_pool`.
    static BORROWED: Cell<Option<NonNull<ThreadPool>>> = const { Cell::new(None) };
}

/// The pool of one process.
struct Home {
    process: u32,
    pool: Mutex<Option<Arc<Own>>>,
    /// ns until all threads work on a call; 0 as long as nobody knows.
    fork: AtomicUsize,
}

struct Own {
    workers: usize,
    pool: ThreadPool,
}

/// The home of this process. Homes are never freed: a forked child leaves its parent's behind untouched, because
/// its lock may be held by a thread that does not exist in the child.
static HOME: AtomicPtr<Home> = AtomicPtr::new(ptr::null_mut());

/// What is taken for the time until all threads work on a call before it has been measured, in ns.
const FORK_AT_FIRST: f64 = 10_000.0;

/// How long a measurement waits for threads to come.
const LONGEST_FORK: Duration = Duration::from_micros(100);

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

/// Whether this thread works on a part of a parallel call, so that calls inside run serially.
#[inline]
pub(crate) fn is_working() -> bool {
    IS_WORKING.get()
}

/// The number of threads of the pool of the scope around, if there is one.
pub(super) fn borrowed_threads() -> Option<usize> {
    borrowed().map(ThreadPool::current_num_threads)
}

fn borrowed<'a>() -> Option<&'a ThreadPool> {
    // SAFETY: `with_pool` borrows the pool until it has taken the pointer away again, and the reference does not
    // leave a call that is made inside.
    BORROWED.get().map(|pool| unsafe { pool.as_ref() })
}

/// Runs `work` once for each part in `0..parts`, on at most as many threads, and returns when all are done.
pub(crate) fn run_parts(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    match borrowed() {
        Some(pool) => run_parts_on(pool, parts, work),
        None => run_parts_on(&home().pool(parts - 1).pool, parts, work),
    }
}

/// Marks this thread as one that works on a part, as long as it lives.
pub(super) struct Working(bool);

impl Working {
    pub(super) fn begin() -> Self {
        Working(IS_WORKING.replace(true))
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        IS_WORKING.set(self.0);
    }
}

/// What [`fork_cost`] gave last, in this process or its parent: asking costs nothing, where the process id takes a
/// system call.
static LAST_FORK: AtomicUsize = AtomicUsize::new(FORK_AT_FIRST as usize);

/// About what [`fork_cost`] gives.
#[inline]
pub(super) fn last_fork_cost() -> f64 {
    LAST_FORK.load(Ordering::Relaxed) as f64
}

/// How many ns it takes until `threads` work together: measured once there is a pool, which this does not make.
pub(super) fn fork_cost(threads: usize) -> f64 {
    let home = home();
    match home.fork.load(Ordering::Relaxed) {
        0 if borrowed().is_some() || home.lock().is_none() => FORK_AT_FIRST,
        0 => {
            let ns = measure_fork(threads);
            home.fork.store(ns.max(1), Ordering::Relaxed);
            LAST_FORK.store(ns.max(1), Ordering::Relaxed);
            ns as f64
        }
        ns => ns as f64,
    }
}

/// The fastest of a few parallel calls in which everybody waits for the last to come, with pauses before in which the
/// workers fall asleep. What other processes do at this moment is not to decide for good; and a call whose workers come
/// late costs hardly more than a serial one, because nobody waits for them.
fn measure_fork(threads: usize) -> usize {
    let times = (0..9).map(|_| {
        std::thread::sleep(Duration::from_micros(100));
        let arrived = AtomicUsize::new(0);
        let start = Instant::now();
        run_parts(threads, &|_| {
            arrived.fetch_add(1, Ordering::Relaxed);
            while arrived.load(Ordering::Relaxed) < threads && start.elapsed() < LONGEST_FORK {
                std::hint::spin_loop();
            }
        });
        start.elapsed()
    });
    times.min().map_or(usize::MAX, |time| usize::try_from(time.as_nanos()).unwrap_or(usize::MAX))
}

fn home() -> &'static Home {
    let process = std::process::id();
    let current = HOME.load(Ordering::Acquire);
    // SAFETY: the pointer is null or one that came from `Box::into_raw` below and is never freed.
    if let Some(home) = unsafe { current.as_ref() }
        && home.process == process
    {
        return home;
    }
    let new = Box::into_raw(Box::new(Home { process, pool: Mutex::new(None), fork: AtomicUsize::new(0) }));
    match HOME.compare_exchange(current, new, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: from now on the home is shared, and never freed.
        Ok(_) => unsafe { &*new },
        Err(other) => {
            // SAFETY: nobody else has seen the new home.
            drop(unsafe { Box::from_raw(new) });
            // SAFETY: another thread of this process has put its home there, which is never freed.
            unsafe { &*other }
        }
    }
}

impl Home {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Arc<Own>>> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pool, with that number of workers. Calls that still run on one of another size keep it until they end.
    fn pool(&self, workers: usize) -> Arc<Own> {
        let mut current = self.lock();
        match &*current {
            Some(own) if own.workers == workers => Arc::clone(own),
            _ => {
                let own = Arc::new(Own { workers, pool: build(workers) });
                let old = current.replace(Arc::clone(&own));
                drop(current);
                drop(old);
                own
            }
        }
    }
}

fn build(workers: usize) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(workers)
        .thread_name(|index| format!("ufunc-{}", index + 1))
        .build()
        .unwrap_or_else(|error| panic!("cannot start {workers} threads: {error}"))
}
