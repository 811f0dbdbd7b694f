//! Whole jobs on all cores: a function for each of many items that differ in cost, such as files, models or parameters.
//!
//! [`map`] is to jobs what a kernel is to elements: every thread that is free takes the next job, results come in the order
//! of the items, and the first item that fails is told.
//!
//! ```
//! use ufunc::jobs;
//!
//! let words = ["gang", "lane", "mask"];
//! let lengths = jobs::map(words, |word| word.len());
//! assert_eq!(lengths, [4, 4, 4]);
//! ```
//!
//! **One job a core, or one big job.** Parallel calls inside a job run serially, since the other cores have jobs of their
//! own. A single item, or a single thread, leaves them parallel: the job runs on the calling thread as if it had been
//! called there. Where there are a few big jobs, or one that is left over in the end, [`Jobs::nested`] lets the calls inside
//! use the threads that have nothing to do.
//!
//! Jobs must not wait for each other: how many of them run at once is not promised.
//!
//! Threads are those of the pool: as many as [`num_threads`](crate::num_threads) says, or those of
//! [`with_pool`](crate::with_pool). Settings of the scope around ([`Options::run`](crate::Options::run)) hold inside jobs too.
//!
//! [`Jobs`] has everything that can be set:
//!
//! ```
//! use ufunc::jobs::{Cancel, Jobs};
//!
//! let token = Cancel::new();
//! let mut percents = Vec::new();
//! let squares = Jobs::new()
//!     .threads(2)
//!     .progress(|done, of| percents.push(100 * done / of))
//!     .cancel(&token)
//!     .map(0..4, |i| i * i);
//! assert_eq!(squares, Ok(vec![0, 1, 4, 9]));
//! assert_eq!(percents, [25, 50, 75, 100]);
//! ```

mod builder;
mod cancel;
mod error;
mod run;

pub use builder::Jobs;
pub use cancel::{Cancel, Cancelled};
pub use error::{JobError, Stopped};

/// Runs a job for each item, on all threads, and gives the results in the order of the items.
///
/// ```
/// let sums = ufunc::jobs::map([10, 1000, 100_u64], |n| (1..=n).sum::<u64>());
/// assert_eq!(sums, [55, 500_500, 5050]);
/// ```
///
/// # Panics
/// If a job panics: with `panic in job 17 of 100: …` and its message, for the lowest of those that panic, counted from 0.
/// A panic with something else than a text is passed on as it is. Jobs above a failed one that have not begun do not run,
/// those below do.
#[track_caller]
pub fn map<I, R>(items: I, job: impl Fn(I::Item) -> R + Sync) -> Vec<R>
where
    I: IntoIterator<Item: Send>,
    R: Send,
{
    Jobs::new().map(items, job)
}

/// Runs a job for each item, on all threads.
///
/// ```
/// let mut rows = vec![vec![3, 1, 2], vec![9, 8]];
/// ufunc::jobs::foreach(&mut rows, |row| row.sort());
/// assert_eq!(rows, [vec![1, 2, 3], vec![8, 9]]);
/// ```
///
/// # Panics
/// If a job panics; see [`map`].
#[track_caller]
pub fn foreach<I>(items: I, job: impl Fn(I::Item) + Sync)
where
    I: IntoIterator<Item: Send>,
{
    Jobs::new().foreach(items, job);
}

/// Runs a job that may fail for each item, on all threads, and gives the results in the order of the items.
///
/// ```
/// let numbers = ufunc::jobs::try_map(["1", "two", "3", "four"], |text| text.parse::<i32>());
/// let error = numbers.unwrap_err();
/// assert_eq!((error.index, error.of), (1, 4));
/// assert_eq!(error.to_string(), "job 1 of 4 failed: invalid digit found in string");
/// ```
///
/// # Errors
/// That of the lowest job that fails, with its index. Jobs above a failed one that have not begun do not run, those below
/// do.
///
/// # Panics
/// If a job panics and none below fails; see [`map`].
#[track_caller]
pub fn try_map<I, R, E>(items: I, job: impl Fn(I::Item) -> Result<R, E> + Sync) -> Result<Vec<R>, JobError<E>>
where
    I: IntoIterator<Item: Send>,
    R: Send,
    E: Send,
{
    Jobs::new().try_map(items, job)
}
