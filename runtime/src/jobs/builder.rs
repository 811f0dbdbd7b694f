//! Everything that can be set for jobs.

use std::convert::Infallible;
use std::fmt;

use super::cancel::{Cancel, Cancelled};
use super::error::{JobError, Stopped};
use super::run::{End, Plan, run};
use crate::exec::Schedule;
use crate::options::Options;

/// How jobs are run. With a token ([`cancel`](Jobs::cancel), then `C` is `&Cancel`) the calls give a `Result`.
pub struct Jobs<'a, C = ()> {
    plan: Plan<'a>,
    token: C,
}

impl<C: fmt::Debug> fmt::Debug for Jobs<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { options, schedule, is_nested, progress: _ } = &self.plan;
        let mut jobs = f.debug_struct("Jobs");
        jobs.field("options", options).field("schedule", schedule).field("is_nested", is_nested);
        jobs.field("token", &self.token).finish_non_exhaustive()
    }
}

impl Default for Jobs<'_> {
    fn default() -> Self {
        Jobs::new()
    }
}

impl Jobs<'_> {
    /// Jobs on all threads, each taken by the next thread that is free.
    #[must_use]
    pub fn new() -> Self {
        Jobs { plan: Plan::default(), token: () }
    }
}

impl<'a, C> Jobs<'a, C> {
    /// At most so many threads, the calling one included.
    ///
    /// # Panics
    /// If `threads` is 0.
    #[must_use]
    #[track_caller]
    pub fn threads(mut self, threads: usize) -> Self {
        self.plan.options = Options::new().threads(threads);
        self
    }

    /// How jobs are dealt out to threads. Without this they are taken one by one; [`Schedule::Runtime`] is what
    /// [`set_schedule`](crate::set_schedule), `UFUNC_SCHEDULE` or `OMP_SCHEDULE` says. Results do not depend on it.
    #[must_use]
    pub fn schedule(mut self, schedule: Schedule) -> Self {
        self.plan.schedule = Some(schedule);
        self
    }

    /// Whether parallel calls inside a job may use the threads that have no job. Without this they run serially, unless
    /// there is only one item or one thread.
    ///
    /// ```
    /// use ufunc::jobs::Jobs;
    ///
    /// let arrays = [vec![0.5; 10], vec![0.25; 3_000_000], vec![0.125; 1000]];
    /// // The big one goes parallel as soon as a thread is through with the small ones.
    /// let sines = Jobs::new().nested(true).map(&arrays, |array| ufunc::math::sin(array));
    /// assert_eq!(sines[1].len(), 3_000_000);
    /// ```
    #[must_use]
    pub fn nested(mut self, is_nested: bool) -> Self {
        self.plan.is_nested = is_nested;
        self
    }

    /// Calls `progress(done, of)` after each job that is done, on the thread that has done it. One call follows the other,
    /// and `done` counts from 1 up. A panic of `progress` ends the jobs, and reaches the caller as it is.
    #[must_use]
    pub fn progress(mut self, progress: impl FnMut(usize, usize) + Send + 'a) -> Self {
        self.plan.progress = Some(Box::new(progress));
        self
    }

    /// Stops when the token says so; the calls give a `Result` then.
    #[must_use]
    pub fn cancel(self, token: &'a Cancel) -> Jobs<'a, &'a Cancel> {
        Jobs { plan: self.plan, token }
    }
}

impl Jobs<'_> {
    /// Runs a job for each item, and gives the results in the order of the items.
    ///
    /// # Panics
    /// If a job panics; see [`map`](super::map).
    #[track_caller]
    pub fn map<I, R>(self, items: I, job: impl Fn(I::Item) -> R + Sync) -> Vec<R>
    where
        I: IntoIterator<Item: Send>,
        R: Send,
    {
        match self.try_map(items, |item| Ok::<R, Infallible>(job(item))) {
            Ok(results) => results,
            Err(failed) => match failed.error {},
        }
    }

    /// Runs a job for each item.
    ///
    /// # Panics
    /// If a job panics; see [`map`](super::map).
    #[track_caller]
    pub fn foreach<I>(self, items: I, job: impl Fn(I::Item) + Sync)
    where
        I: IntoIterator<Item: Send>,
    {
        self.map(items, job);
    }

    /// Runs a job that may fail for each item, and gives the results in the order of the items.
    ///
    /// # Errors
    /// That of the lowest job that fails, with its index.
    ///
    /// # Panics
    /// If a job panics and none below fails; see [`map`](super::map).
    #[track_caller]
    pub fn try_map<I, R, E>(
        self,
        items: I,
        job: impl Fn(I::Item) -> Result<R, E> + Sync,
    ) -> Result<Vec<R>, JobError<E>>
    where
        I: IntoIterator<Item: Send>,
        R: Send,
        E: Send,
    {
        match run(self.plan, None, items.into_iter().collect(), &job) {
            Ok(results) => Ok(results),
            Err(End::Failed(failed)) => Err(failed),
            Err(End::Panicked(panicked)) => panicked.raise(),
            Err(End::Cancelled(_)) => unreachable!("nobody has a token"),
        }
    }
}

impl Jobs<'_, &Cancel> {
    /// Runs a job for each item, and gives the results in the order of the items.
    ///
    /// # Errors
    /// If the token has kept a job from being run.
    ///
    /// # Panics
    /// If a job panics; see [`map`](super::map).
    #[track_caller]
    pub fn map<I, R>(self, items: I, job: impl Fn(I::Item) -> R + Sync) -> Result<Vec<R>, Cancelled>
    where
        I: IntoIterator<Item: Send>,
        R: Send,
    {
        self.try_map(items, |item| Ok::<R, Infallible>(job(item))).map_err(|stopped| match stopped {
            Stopped::Failed(failed) => match failed.error {},
            Stopped::Cancelled(cancelled) => cancelled,
        })
    }

    /// Runs a job for each item.
    ///
    /// # Errors
    /// If the token has kept a job from being run.
    ///
    /// # Panics
    /// If a job panics; see [`map`](super::map).
    #[track_caller]
    pub fn foreach<I>(self, items: I, job: impl Fn(I::Item) + Sync) -> Result<(), Cancelled>
    where
        I: IntoIterator<Item: Send>,
    {
        self.map(items, job).map(|_| ())
    }

    /// Runs a job that may fail for each item, and gives the results in the order of the items.
    ///
    /// # Errors
    /// That of the lowest job that fails, with its index, or that the token has kept a job from being run.
    ///
    /// # Panics
    /// If a job panics and none below fails; see [`map`](super::map).
    #[track_caller]
    pub fn try_map<I, R, E>(
        self,
        items: I,
        job: impl Fn(I::Item) -> Result<R, E> + Sync,
    ) -> Result<Vec<R>, Stopped<E>>
    where
        I: IntoIterator<Item: Send>,
        R: Send,
        E: Send,
    {
        match run(self.plan, Some(self.token), items.into_iter().collect(), &job) {
            Ok(results) => Ok(results),
            Err(End::Failed(failed)) => Err(Stopped::Failed(failed)),
            Err(End::Panicked(panicked)) => panicked.raise(),
            Err(End::Cancelled(cancelled)) => Err(Stopped::Cancelled(cancelled)),
        }
    }
}
