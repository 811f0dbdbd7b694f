//! Running a loop: how many threads, which chunks, what happens to a panic.
#![allow(unsafe_code, reason = "gives each chunk its parts of the arrays")]

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::clause::Region;
use super::context::Context;
use super::reductions::Reductions;
use super::shape::pieces;
use super::windows::{Turn, Windows, common_multiple};
use crate::exec::{Deal, Failure, LowestFailure, Schedule, Taken, run_parts};
use crate::simd::fault::Fault;

/// The iterations of a chunk, by number.
pub type Chunk = Range<usize>;

/// Runs `body` over the iterations `0..count`, chunk by chunk, each with its parts of the arrays and of the reductions.
///
/// # Panics
/// If an iteration panics: with its message and its place, for the lowest iteration that any chunk met first. Chunks above
/// a known failure are skipped, those below still run.
#[track_caller]
pub fn run_region<W, R, F>(region: &Region, count: usize, windows: W, reductions: R, body: F) -> R::Results
where
    W: Windows,
    R: Reductions,
    F: for<'p> Fn(&'p Context, Chunk, W::Parts<'p>, R::Parts<'p>) + Sync,
{
    if count > 0 {
        let block = reductions.block(count).unwrap_or(usize::MAX);
        let grain = common_multiple(windows.grain(count), reductions.grain(count));
        let result = region.run(count, grain, &|context, chunks| {
            let mut workers = reductions.workers();
            chunks(context, &mut |chunk| {
                let mut turn = Turn(());
                for piece in pieces(chunk, block) {
                    context.at(piece.start);
                    // SAFETY: chunks are dealt out once each and begin at multiples of the sources' grain, so that
                    // nobody else has these iterations. The next piece of the chunk takes the turn again.
                    let parts = unsafe { windows.parts(piece.clone(), count, &mut turn) };
                    body(context, piece.clone(), parts, R::parts(&mut workers));
                    reductions.end(&mut workers, piece, count);
                }
            });
            reductions.merge(workers);
        });
        if let Err(failure) = result {
            region.raise(failure);
        }
    }
    reductions.results()
}

/// Runs a worker's chunks, one after the other.
type Chunks<'c> = dyn Fn(&Context, &mut dyn FnMut(Chunk)) + 'c;

impl Region {
    /// Whether one thread runs the loop, in chunks of whole grains.
    pub(super) fn is_serial(&self, count: usize, grain: usize) -> bool {
        let grain = common_multiple(grain, self.grain);
        self.threads(count, &self.settings()).min(count.div_ceil(grain)) <= 1
    }

    /// Runs `worker` on the threads that the loop is worth, each with chunks of whole grains.
    #[track_caller]
    pub(super) fn run(
        &self,
        count: usize,
        grain: usize,
        worker: &(dyn Fn(&Context, &Chunks<'_>) + Sync),
    ) -> Result<(), Failure> {
        self.run_by(None, count, grain, worker)
    }

    /// As [`run`](Self::run), by a schedule that the loop itself demands.
    #[track_caller]
    pub(super) fn run_by(
        &self,
        schedule: Option<Schedule>,
        count: usize,
        grain: usize,
        worker: &(dyn Fn(&Context, &Chunks<'_>) + Sync),
    ) -> Result<(), Failure> {
        let grain = common_multiple(grain, self.grain);
        let settings = self.settings();
        let threads = self.threads(count, &settings).min(count.div_ceil(grain));
        let lowest = LowestFailure::default();
        let run_chunk = |context: &Context, chunk: Chunk, run: &mut dyn FnMut(Chunk)| {
            if chunk.start < lowest.at()
                && let Err(payload) = catch_unwind(AssertUnwindSafe(|| run(chunk)))
            {
                let lane = payload.downcast_ref::<Fault>().and_then(|fault| fault.lane);
                lowest.offer(Failure { at: context.progress().iteration_of(lane), payload });
            }
        };
        if threads > 1 {
            let schedule = schedule.unwrap_or_else(|| settings.schedule(self.is_even));
            let deal = Deal::new(schedule, count, grain, threads);
            run_parts(threads, &|part| {
                let context = Context::new(settings.level);
                worker(&context, &|context, run| {
                    let mut taken = Taken::default();
                    while let Some(chunk) = deal.draw(part, &mut taken) {
                        run_chunk(context, chunk, run);
                    }
                });
            });
        } else {
            let context = Context::new(settings.level);
            worker(&context, &|context, run| run_chunk(context, 0..count, run));
        }
        lowest.into_result()
    }
}
