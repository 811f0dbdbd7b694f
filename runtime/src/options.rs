//! Settings for one call or for a scope.

use std::cell::Cell;
use std::num::NonZeroUsize;

use crate::error::ConfigError;
use crate::exec::Schedule;
use crate::simd::Level;

/// Settings for one call (`f::call_with(&options, …)`) or for everything that a closure calls
/// ([`run`](Options::run)). What is not set here is as set for the scope around, or globally, or by the environment.
///
/// ```
/// use ufunc::{Options, Schedule};
///
/// let options = Options::new().threads(2).schedule(Schedule::GUIDED).min_parallel_len(10_000);
/// let threads = options.run(|| ufunc::num_threads());
/// assert_eq!(threads, 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    pub(crate) threads: Option<NonZeroUsize>,
    pub(crate) schedule: Option<Schedule>,
    pub(crate) min_parallel_len: Option<usize>,
    pub(crate) max_simd: Option<Level>,
}

thread_local! {
    static SCOPE: Cell<Options> = const { Cell::new(Options::new()) };
}

impl Options {
    /// Nothing set.
    #[must_use]
    pub const fn new() -> Self {
        Options { threads: None, schedule: None, min_parallel_len: None, max_simd: None }
    }

    /// At most so many threads, the calling one included.
    ///
    /// # Panics
    /// If `threads` is 0.
    #[must_use]
    #[track_caller]
    pub fn threads(mut self, threads: usize) -> Self {
        match NonZeroUsize::new(threads) {
            Some(threads) => self.threads = Some(threads),
            None => panic!("{}", ConfigError::ZeroThreads),
        }
        self
    }

    /// How elements are dealt out to threads.
    #[must_use]
    pub fn schedule(mut self, schedule: Schedule) -> Self {
        self.schedule = Some(schedule);
        self
    }

    /// The least number of elements for which a call goes parallel; without it each kernel's cost decides.
    #[must_use]
    pub fn min_parallel_len(mut self, len: usize) -> Self {
        self.min_parallel_len = Some(len);
        self
    }

    /// The highest instruction set that is used.
    ///
    /// # Panics
    /// If this machine or build does not have it; [`Level::available`] says which there are.
    #[must_use]
    #[track_caller]
    pub fn max_simd(mut self, level: Level) -> Self {
        match crate::config::check_level(level) {
            Ok(()) => self.max_simd = Some(level),
            Err(error) => panic!("{error}"),
        }
        self
    }

    /// Runs `scope` with these settings for every call that it makes on this thread.
    pub fn run<R>(&self, scope: impl FnOnce() -> R) -> R {
        let outer = SCOPE.get();
        let _restore = Restore(outer);
        SCOPE.set(self.or(outer));
        scope()
    }

    /// The settings of the scope around.
    #[inline]
    pub(crate) fn of_scope() -> Options {
        SCOPE.get()
    }

    /// These settings, and `outer`'s where nothing is set.
    #[inline]
    pub(crate) fn or(self, outer: Options) -> Options {
        Options {
            threads: self.threads.or(outer.threads),
            schedule: self.schedule.or(outer.schedule),
            min_parallel_len: self.min_parallel_len.or(outer.min_parallel_len),
            max_simd: self.max_simd.or(outer.max_simd),
        }
    }
}

/// Restores the settings of the scope around, also when a panic leaves it.
struct Restore(Options);

impl Drop for Restore {
    fn drop(&mut self) {
        SCOPE.set(self.0);
    }
}
