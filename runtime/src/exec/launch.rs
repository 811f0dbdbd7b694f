//! A call, once its shapes are known: serially or on the pool, chunk by chunk.
#![allow(unsafe_code, reason = "hands out the elements of a call, each to one chunk")]

use std::cell::Cell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::code::Code;
use super::cost::Cost;
use super::failure::Failure;
use super::pool;
use super::schedule::{Deal, Taken};
use crate::array::{BLOCK, Chunk, ErasedInput, ErasedTarget, Extent, Frame, Plan, Scratch, flat_chunk};
use crate::config::Settings;
use crate::report::RemarkKind;
use crate::simd::Level;

/// Chunks start at multiples of so many elements: no gang has more lanes.
const GRAIN: usize = 64;

/// Elements up to which a call's operands stay in a core's own caches, whatever their number and type.
const SMALL: u32 = 8192;

/// The elements of a call.
#[derive(Debug)]
pub(super) enum Work<'a> {
    /// All operands are contiguous.
    Flat(Chunk<'a>),
    /// Some are packed block by block.
    Strided(Plan<'a>),
}

/// What ended a call early: the element in the order of iteration, its index, and what went wrong there.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) index: Vec<usize>,
    pub(crate) payload: Box<dyn std::any::Any + Send>,
}

/// Runs a kernel over the elements of a small call that needs no plan: all inputs are of `extent` or scalars. `None` if
/// the call is not of that kind. What a call costs beside its elements is decided here.
#[inline]
pub(crate) fn launch_small(
    code: &Code,
    extent: &Extent<'_>,
    inputs: &[ErasedInput<'_>],
    targets: &mut [ErasedTarget<'_>],
    settings: &Settings,
) -> Option<Result<(), Stop>> {
    let len = extent.len();
    if len == 0 || !targets.iter().all(|target| target.is_flat(extent)) || !is_small(code, len, settings) {
        return None;
    }
    let progress = Cell::new(0);
    // SAFETY: the inputs are scalars or of the call's extent, and so are the targets, as was just checked.
    let mut chunk = unsafe { Chunk::of(len, inputs, targets) };
    let attempt = catch_unwind(AssertUnwindSafe(|| (code.run)(settings.level, &mut chunk, &progress)));
    Some(attempt.map_err(|payload| {
        // SAFETY: as above; the first chunk is not used any more.
        let work = Work::Flat(unsafe { Chunk::of(len, inputs, targets) });
        let job = Job { code, level: settings.level, work: &work, len };
        let failure = job.first_failure(progress.get()..len, &mut Scratch::default(), payload);
        Stop { index: c_order_index(failure.at, extent.shape()), payload: failure.payload }
    }))
}

/// Whether a call goes serially, whatever the number of threads.
#[inline]
fn is_small(code: &Code, len: usize, settings: &Settings) -> bool {
    match settings.min_parallel_len {
        Some(least) => len < least,
        None => u32::try_from(len)
            .is_ok_and(|len| len <= SMALL && Cost::is_small_in_cache(code.report, settings.level, len)),
    }
}

/// Runs a kernel over the elements of a call whose targets have passed their check.
#[inline]
pub(crate) fn launch<'a>(
    code: &Code,
    frame: &Frame,
    inputs: &[ErasedInput<'a>],
    targets: &'a mut [ErasedTarget<'_>],
    settings: Settings,
) -> Result<(), Stop> {
    if frame.len == 0 {
        return Ok(());
    }
    let bytes = element_bytes(inputs, targets);
    let work = match flat_chunk(frame, inputs, targets) {
        Some(chunk) => Work::Flat(chunk),
        None => Work::Strided(Plan::new(frame, inputs, targets)),
    };
    let threads = threads_worth_using(code, frame.len, bytes, &settings);
    let job = Job { code, level: settings.level, work: &work, len: frame.len };
    let result = if threads > 1 { job.run_parallel(threads, &settings) } else { job.run_serial() };
    result.map_err(|failure| job.locate(failure, frame, inputs))
}

/// Bytes that one element of the call takes, arguments and results together.
fn element_bytes(inputs: &[ErasedInput<'_>], targets: &[ErasedTarget<'_>]) -> usize {
    let read: usize =
        inputs.iter().filter(|input| !input.is_scalar()).map(|input| input.element().size()).sum();
    read + targets.iter().map(|target| target.element().size()).sum::<usize>()
}

/// How many threads a call of `len` elements should run on.
#[inline]
pub(super) fn threads_worth_using(code: &Code, len: usize, bytes: usize, settings: &Settings) -> usize {
    let cost = match settings.min_parallel_len {
        Some(least) if len < least => return 1,
        Some(_) => None,
        None => {
            let cost = Cost::of(code.report, settings.level, len, bytes);
            if cost.is_small() {
                return 1;
            }
            Some(cost)
        }
    };
    if pool::is_working() {
        return 1;
    }
    let threads = settings.threads(pool::borrowed_threads());
    match cost {
        Some(cost) if threads > 1 && cost.threads_worth_using(threads, pool::last_fork_cost()) < 2 => 1,
        Some(cost) if threads > 1 => cost.threads_worth_using(threads, pool::fork_cost(threads)),
        _ => threads,
    }
}

/// How many threads a parallel loop of `count` iterations should run on, each of which takes `cost` simple operations.
/// A loop whose threads are told, or whose condition holds, is worth them.
pub(crate) fn region_threads(count: usize, cost: u64, is_told: bool, settings: &Settings) -> usize {
    if pool::is_working() || count < 2 {
        return 1;
    }
    let threads = settings.threads(pool::borrowed_threads()).min(count);
    let is_worth = match settings.min_parallel_len {
        _ if is_told => true,
        Some(least) => count >= least,
        None if cost == u64::MAX => true,
        None => {
            let cost = Cost::of_operations(count as f64 * cost as f64, settings.level);
            !cost.is_small() && cost.threads_worth_using(threads, pool::last_fork_cost()) > 1
        }
    };
    if is_worth { threads } else { 1 }
}

/// A kernel at work on the elements of a call.
#[derive(Debug)]
struct Job<'a, 'w> {
    code: &'a Code,
    level: Level,
    work: &'a Work<'w>,
    len: usize,
}

impl<'w> Job<'_, 'w> {
    fn run_serial(&self) -> Result<(), Failure> {
        self.run_range(0..self.len, &mut self.work.scratch(BLOCK))
    }

    fn run_parallel(&self, threads: usize, settings: &Settings) -> Result<(), Failure> {
        let is_even = !self.code.report.remarks.iter().any(|remark| remark.kind == RemarkKind::DivergentLoop);
        let deal = Deal::new(settings.schedule(is_even), self.len, GRAIN, threads);
        let lowest = LowestFailure::default();
        pool::run_parts(threads, &|part| {
            let mut scratch = self.work.scratch(BLOCK);
            let mut taken = Taken::default();
            while let Some(range) = deal.draw(part, &mut taken) {
                if range.start < lowest.at()
                    && let Err(failure) = self.run_range(range, &mut scratch)
                {
                    lowest.offer(failure);
                }
            }
        });
        lowest.into_result()
    }

    /// Computes the elements of `range`, up to the first that fails.
    fn run_range(&self, range: Range<usize>, scratch: &mut Scratch) -> Result<(), Failure> {
        let (block, progress) = (Cell::new(range.start), Cell::new(0));
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let mut run = |start: usize, chunk: &mut Chunk<'_>| {
                block.set(start);
                progress.set(0);
                (self.code.run)(self.level, chunk, &progress);
            };
            // SAFETY: a schedule deals every element out once, and the search below runs when this is over.
            unsafe { self.work.run(range.clone(), scratch, &mut run) };
        }));
        attempt.map_err(|payload| {
            let gang = block.get() + progress.get();
            self.first_failure(gang..range.end, scratch, payload)
        })
    }

    /// Runs the elements of a gang that failed one by one, and gives the first that fails. If none does, the kernel
    /// calls something that does not do the same twice: then it is the gang's. The gang starts where `range` does.
    #[cold]
    fn first_failure(
        &self,
        range: Range<usize>,
        scratch: &mut Scratch,
        payload: Box<dyn std::any::Any + Send>,
    ) -> Failure {
        for at in range.clone().take(GRAIN) {
            let attempt = catch_unwind(AssertUnwindSafe(|| {
                let mut run =
                    |_: usize, chunk: &mut Chunk<'_>| (self.code.run)(self.level, chunk, &Cell::new(0));
                // SAFETY: the element belongs to the range that just failed, on which nobody else works.
                unsafe { self.work.run(at..at + 1, scratch, &mut run) };
            }));
            if let Err(payload) = attempt {
                return Failure { at, payload };
            }
        }
        Failure { at: range.start, payload }
    }

    /// Finds the index of a failing element. Where iteration was not in C order, another element may come first in
    /// that order: all are computed again, with the results thrown away.
    #[cold]
    fn locate(&self, failure: Failure, frame: &Frame, inputs: &[ErasedInput<'w>]) -> Stop {
        let dims = frame.shape.dims();
        match self.work {
            Work::Strided(plan) if !plan.is_c_order(dims) => {
                let work = Work::Strided(plan.dry_run(frame, inputs));
                let again = Job { code: self.code, level: self.level, work: &work, len: self.len };
                match (again.run_serial(), &work) {
                    (Err(first), Work::Strided(plan)) => {
                        Stop { index: plan.index_of(first.at, dims), payload: first.payload }
                    }
                    _ => Stop { index: plan.index_of(failure.at, dims), payload: failure.payload },
                }
            }
            Work::Flat(_) | Work::Strided(_) => {
                Stop { index: c_order_index(failure.at, dims), payload: failure.payload }
            }
        }
    }
}

/// The index along each axis of element number `at` in C order.
fn c_order_index(mut at: usize, dims: &[usize]) -> Vec<usize> {
    let mut index = vec![0; dims.len()];
    for (position, &len) in index.iter_mut().zip(dims).rev() {
        *position = at % len;
        at /= len;
    }
    index
}

impl Work<'_> {
    pub(super) fn scratch(&self, block: usize) -> Scratch {
        match self {
            Work::Flat(_) => Scratch::default(),
            Work::Strided(plan) => plan.scratch(block),
        }
    }

    /// Hands the elements of `range` to `run`, with the number of the first of each piece.
    ///
    /// # Safety
    /// Nobody else works on elements of `range` at the same time.
    #[inline]
    pub(super) unsafe fn run(
        &self,
        range: Range<usize>,
        scratch: &mut Scratch,
        run: &mut dyn FnMut(usize, &mut Chunk<'_>),
    ) {
        match self {
            Work::Flat(chunk) => {
                // SAFETY: passed on.
                let mut part = unsafe { chunk.part(range.start, range.len()) };
                run(range.start, &mut part);
            }
            // SAFETY: passed on.
            Work::Strided(plan) => unsafe { plan.run(range, scratch, run) },
        }
    }
}

/// The failure with the lowest element that any thread has met.
#[derive(Debug)]
pub(crate) struct LowestFailure {
    at: AtomicUsize,
    failure: Mutex<Option<Failure>>,
}

impl Default for LowestFailure {
    fn default() -> Self {
        LowestFailure { at: AtomicUsize::new(usize::MAX), failure: Mutex::new(None) }
    }
}

impl LowestFailure {
    /// Its element; nobody needs to look at elements behind it.
    pub(crate) fn at(&self) -> usize {
        self.at.load(Ordering::Relaxed)
    }

    pub(crate) fn offer(&self, failure: Failure) {
        self.at.fetch_min(failure.at, Ordering::Relaxed);
        let mut lowest = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        if lowest.as_ref().is_none_or(|lowest| failure.at < lowest.at) {
            *lowest = Some(failure);
        }
    }

    pub(crate) fn into_result(self) -> Result<(), Failure> {
        match self.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(failure) => Err(failure),
            None => Ok(()),
        }
    }
}
