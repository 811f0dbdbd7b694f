//! A loop and its clauses.

use std::any::Any;

use crate::config::Settings;
use crate::exec::{Failure, Schedule, region_threads};
use crate::options::Options;
use crate::simd::fault::Fault;

/// A parallel loop, and what its clauses say.
#[derive(Debug, Clone)]
pub struct Region {
    function: &'static str,
    file: &'static str,
    line: u32,
    counter: &'static str,
    /// The counter's first value and its step, where there is one counter.
    counting: Option<(i128, usize)>,
    schedule: Option<Schedule>,
    threads: Option<usize>,
    condition: Option<bool>,
    pub(super) is_even: bool,
    pub(super) grain: usize,
    cost: u64,
}

impl Region {
    /// A loop of this function, at this place, with this counter.
    #[must_use]
    pub const fn new(function: &'static str, file: &'static str, line: u32, counter: &'static str) -> Self {
        Region {
            function,
            file,
            line,
            counter,
            counting: None,
            schedule: None,
            threads: None,
            condition: None,
            is_even: true,
            grain: 1,
            cost: u64::MAX,
        }
    }

    /// Where the counter begins, and its step.
    #[must_use]
    pub const fn counting(self, first: i128, step: usize) -> Self {
        Region { counting: Some((first, step)), ..self }
    }

    /// `schedule(…)`.
    #[must_use]
    pub const fn schedule(self, schedule: Schedule) -> Self {
        Region { schedule: Some(schedule), ..self }
    }

    /// `num_threads(…)`.
    ///
    /// # Panics
    /// If it is not a positive number.
    #[must_use]
    #[track_caller]
    pub fn num_threads<N: Copy + TryInto<usize> + std::fmt::Display>(self, threads: N) -> Self {
        match threads.try_into() {
            Ok(number) if number > 0 => Region { threads: Some(number), ..self },
            _ => panic!("num_threads({threads}) in `{}`: a region has one thread at least", self.function),
        }
    }

    /// `if(…)`.
    #[must_use]
    pub const fn only_if(self, condition: bool) -> Self {
        Region { condition: Some(condition), ..self }
    }

    /// Whether all iterations cost about the same.
    #[must_use]
    pub const fn even(self, is_even: bool) -> Self {
        Region { is_even, ..self }
    }

    /// Chunks start at multiples of so many iterations.
    #[must_use]
    pub const fn grain(self, grain: usize) -> Self {
        Region { grain, ..self }
    }

    /// Simple operations of one iteration; `u64::MAX` where nobody knows.
    #[must_use]
    pub const fn cost(self, cost: u64) -> Self {
        Region { cost, ..self }
    }

    /// What the clauses say, and what holds here.
    pub(super) fn settings(&self) -> Settings {
        let mut options = Options::new();
        if let Some(threads) = self.threads {
            options = options.threads(threads);
        }
        if let Some(schedule) = self.schedule {
            options = options.schedule(schedule);
        }
        Settings::of(options)
    }

    /// How many threads work on `count` iterations.
    pub(super) fn threads(&self, count: usize, settings: &Settings) -> usize {
        let is_forced = self.threads.is_some() || self.condition == Some(true);
        match self.condition {
            Some(false) => 1,
            _ => region_threads(count, self.cost, is_forced, settings),
        }
    }

    /// Tells the caller of a panic where it was.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(super) fn raise(&self, failure: Failure) -> ! {
        let Failure { at, payload } = failure;
        let place = match self.counting {
            Some((first, step)) => format!("at {} = {}", self.counter, first + at as i128 * step as i128),
            None => format!("in iteration {at}"),
        };
        match text_of(&payload) {
            Some(message) => panic!(
                "{message} in the parallel loop of `{}` {place} ({}:{})",
                self.function, self.file, self.line
            ),
            None => std::panic::resume_unwind(payload),
        }
    }
}

fn text_of(payload: &Box<dyn Any + Send>) -> Option<String> {
    let fault = payload.downcast_ref::<Fault>().map(|fault| fault.message.to_string());
    let text = || payload.downcast_ref::<&'static str>().map(|text| (*text).to_owned());
    fault.or_else(text).or_else(|| payload.downcast_ref::<String>().cloned())
}

/// A schedule with a chunk of that many iterations.
///
/// # Panics
/// If it is not a positive number.
#[track_caller]
pub fn chunk<N: Copy + TryInto<usize> + std::fmt::Display>(schedule: Schedule, chunk: N) -> Schedule {
    match chunk.try_into() {
        Ok(iterations) if iterations > 0 => schedule.with_chunk(iterations),
        _ => panic!("schedule({schedule}, {chunk}): a chunk has one iteration at least"),
    }
}
