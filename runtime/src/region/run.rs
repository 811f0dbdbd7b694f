//! Running a region: who works on which iterations, what becomes of a panic, how partial results come together.
#![allow(unsafe_code, reason = "gives each chunk its part of the windows")]

use std::any::Any;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::slots::{Reductions, SLOTS, block_len, tree};
use super::window::Windows;
use crate::config::Settings;
use crate::exec::{Deal, Failure, LowestFailure, Schedule, Taken, region_threads, run_parts};
use crate::lane_loop::Progress;
use crate::options::Options;
use crate::simd::Level;
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
    is_even: bool,
    grain: usize,
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

    fn settings(&self) -> Settings {
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
    fn threads(&self, count: usize, settings: &Settings) -> usize {
        let is_forced = self.threads.is_some() || self.condition == Some(true);
        match self.condition {
            Some(false) => 1,
            _ => region_threads(count, self.cost, is_forced, settings),
        }
    }

    /// Tells the caller of a panic where it was.
    #[cold]
    #[track_caller]
    fn raise(&self, failure: Failure) -> ! {
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

/// What a chunk knows of its region.
#[derive(Debug)]
pub struct Context {
    level: Level,
    progress: Progress,
}

impl Context {
    /// The instruction set.
    #[inline(always)]
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// Notes that iteration `t` begins.
    #[inline(always)]
    pub fn at(&self, t: usize) {
        self.progress.at(t);
    }

    /// Where lanes over the region's own iterations note how far they are.
    #[inline(always)]
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
}

/// Runs the iterations `0..count`, chunk by chunk, and gives the results of the reductions.
///
/// # Panics
/// As the body does: of all iterations that fail the lowest is told.
#[track_caller]
pub fn run_region<W, R, F>(region: &Region, count: usize, windows: W, reductions: R, body: F) -> R::Results
where
    W: Windows,
    R: Reductions,
    F: Fn(&Context, Range<usize>, W::Part, R::SlotsMut<'_>) + Sync,
{
    let settings = region.settings();
    let threads = region.threads(count, &settings);
    let run = Run { count, windows: &windows, reductions: &reductions, body: &body, level: settings.level };
    let schedule = settings.schedule(region.is_even);
    let done = if R::LEN == 0 {
        run.map(schedule, region.grain, threads).map(|()| R::nothing())
    } else {
        run.reduce(schedule, region.grain, threads)
    };
    match done {
        Ok(results) => results,
        Err(failure) => region.raise(failure),
    }
}

struct Run<'a, W, R, F> {
    count: usize,
    windows: &'a W,
    reductions: &'a R,
    body: &'a F,
    level: Level,
}

impl<W, R, F> Run<'_, W, R, F>
where
    W: Windows,
    R: Reductions,
    F: Fn(&Context, Range<usize>, W::Part, R::SlotsMut<'_>) + Sync,
{
    /// Runs a chunk, which nobody else runs.
    fn chunk(&self, chunk: Range<usize>, slots: &mut R::Slots) -> Result<(), Failure> {
        let context = Context { level: self.level, progress: Progress::default() };
        context.at(chunk.start);
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            // SAFETY: a schedule deals every iteration out once, and the part ends with the call.
            let part = unsafe { self.windows.part(chunk.clone()) };
            (self.body)(&context, chunk, part, R::lend(slots));
        }));
        attempt.map_err(|payload| {
            let lane = payload.downcast_ref::<Fault>().and_then(|fault| fault.lane);
            Failure { at: context.progress.iteration_of(lane), payload }
        })
    }

    fn map(&self, schedule: Schedule, grain: usize, threads: usize) -> Result<(), Failure> {
        if threads <= 1 {
            return if self.count == 0 {
                Ok(())
            } else {
                self.chunk(0..self.count, &mut self.reductions.slots())
            };
        }
        let deal = Deal::new(schedule, self.count, grain, threads);
        deal_out(threads, &deal, |range| self.chunk(range, &mut self.reductions.slots()))
    }

    fn reduce(&self, schedule: Schedule, grain: usize, threads: usize) -> Result<R::Results, Failure> {
        let block = block_len(self.count);
        let blocks = self.count.div_ceil(block);
        if grain == 1 && block == SLOTS && threads > 1 {
            return self.reduce_pieces(schedule, threads);
        }
        let done = Mutex::new(Vec::new());
        let some = |range: Range<usize>| {
            let mut slots = self.reductions.slots();
            let mut results = Vec::with_capacity(range.len());
            for number in range.clone() {
                self.chunk(number * block..self.count.min((number + 1) * block), &mut slots)?;
                results.push(R::fold(&mut slots));
            }
            done.lock().unwrap_or_else(PoisonError::into_inner).push((range.start, results));
            Ok(())
        };
        if threads <= 1 {
            some(0..blocks)?;
        } else {
            let schedule = in_blocks(schedule, block);
            let deal = Deal::new(schedule, blocks, 1, threads.min(blocks.max(1)));
            deal_out(threads.min(blocks.max(1)), &deal, some)?;
        }
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|(start, _)| *start);
        let blocks = done.into_iter().flat_map(|(_, results)| results).collect();
        Ok(tree(blocks, R::combine).unwrap_or_else(R::nothing))
    }

    /// Few iterations, each of which may be long: blocks are dealt out in pieces, which come together afterwards.
    fn reduce_pieces(&self, schedule: Schedule, threads: usize) -> Result<R::Results, Failure> {
        let block = SLOTS;
        let done = Mutex::new(Vec::new());
        let deal = Deal::new(schedule, self.count, 1, threads);
        deal_out(threads, &deal, |range| {
            let mut start = range.start;
            while start < range.end {
                let end = range.end.min((start / block + 1) * block);
                let mut slots = self.reductions.slots();
                self.chunk(start..end, &mut slots)?;
                done.lock().unwrap_or_else(PoisonError::into_inner).push((start..end, slots));
                start = end;
            }
            Ok(())
        })?;
        let mut blocks: Vec<R::Slots> =
            (0..self.count.div_ceil(block)).map(|_| self.reductions.slots()).collect();
        for (range, mut slots) in done.into_inner().unwrap_or_else(PoisonError::into_inner) {
            for t in range {
                R::merge(&mut blocks[t / block], &mut slots, t);
            }
        }
        let blocks = blocks.iter_mut().map(R::fold).collect();
        Ok(tree(blocks, R::combine).unwrap_or_else(R::nothing))
    }
}

/// A schedule of iterations as one of blocks.
fn in_blocks(schedule: Schedule, block: usize) -> Schedule {
    match schedule.chunk() {
        Some(chunk) => schedule.with_chunk(chunk.div_ceil(block)),
        None => schedule,
    }
}

/// Draws chunks on `threads` threads. Those above a failure are left out, those below it still run.
fn deal_out(
    threads: usize,
    deal: &Deal,
    chunk: impl Fn(Range<usize>) -> Result<(), Failure> + Sync,
) -> Result<(), Failure> {
    let lowest = LowestFailure::default();
    run_parts(threads, &|part| {
        let mut taken = Taken::default();
        while let Some(range) = deal.draw(part, &mut taken) {
            if range.start < lowest.at()
                && let Err(failure) = chunk(range)
            {
                lowest.offer(failure);
            }
        }
    });
    lowest.into_result()
}
