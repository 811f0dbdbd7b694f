//! Scans: running values, over blocks of a fixed length.
//!
//! Several threads take chunks of blocks in their order. A thread sums up its chunk's blocks, waits for the value before
//! the chunk, tells the next one the value behind it, and then runs the whole body over the chunk, whose elements are
//! still in its cache: they come from memory once. (D. Merrill, M. Garland, *Single-pass parallel prefix scan with
//! decoupled look-back*, 2016, with one chunk to look back at.)
#![allow(unsafe_code, reason = "gives each block its parts of the arrays")]

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::clause::Region;
use super::combine::{Combine, joined};
use super::context::Context;
use super::run::Chunk;
use super::shape::{block_len, pieces};
use super::windows::{Turn, Windows, common_multiple};
use crate::exec::Schedule;

/// Iterations of a block, at least, where there are enough for many blocks.
const SHORTEST: usize = 1024;

/// Blocks that there are at least, before they get so long.
const BLOCKS: usize = 16;

/// Iterations of a chunk, at most.
const LONGEST_CHUNK: usize = 1 << 14;

/// Chunks that there are at least, before they get so long.
const CHUNKS: usize = 64;

/// Looks of a thread that waits for the chunk before its own, before it lets others run.
const LOOKS: u32 = 2000;

/// A variable that is scanned.
#[derive(Debug)]
pub struct Scan<Op, T> {
    before: T,
    op: PhantomData<fn() -> Op>,
}

/// The scan of a variable that has this value before the loop.
#[must_use]
pub fn scan<Op: Combine<T>, T: Clone>(before: &T) -> Scan<Op, T> {
    Scan { before: before.clone(), op: PhantomData }
}

/// Runs a loop with a running value, and gives its value behind the loop.
///
/// `first` combines the iterations of a block with a value that begins at the identity, and must give what `second` makes
/// of its last argument, since one thread alone does without it; it reads the arrays as they are before `second` has run
/// over the block. `second` runs the whole body; at an iteration the running
/// value is the combination of the value before the block with that of the block's iterations. Chunks are dealt out in
/// their order, whatever the schedule.
///
/// # Panics
/// As [`run_region`](super::run_region).
#[track_caller]
pub fn run_scan<Op, T, W, F, G>(
    region: &Region,
    count: usize,
    windows: W,
    scan: Scan<Op, T>,
    first: F,
    second: G,
) -> T
where
    Op: Combine<T>,
    T: Clone + Send + Sync,
    W: Windows,
    F: for<'p> Fn(&'p Context, Chunk, W::Parts<'p>, &'p mut T) + Sync,
    G: for<'p> Fn(&'p Context, Chunk, W::Parts<'p>, &'p T, &'p mut T) + Sync,
{
    let prefix = scan.before;
    if count == 0 {
        return prefix;
    }
    let len = scan_len(count);
    let run_block = |context: &Context, block: Chunk, turn: &mut Turn, prefix: &T| {
        let mut local = Op::identity();
        context.at(block.start);
        // SAFETY: as in `run_region`.
        let parts = unsafe { windows.parts(block.clone(), count, turn) };
        second(context, block, parts, prefix, &mut local);
        local
    };
    if region.is_serial(count, len) {
        // Blocks come in order, and the second pass finds the sum of each: there is no need of the first.
        let prefix = Mutex::new(prefix);
        let result = region.run(count, count, &|context, chunks| {
            let mut prefix = prefix.lock().unwrap_or_else(PoisonError::into_inner);
            chunks(context, &mut |chunk| {
                let mut turn = Turn(());
                for block in pieces(chunk, len) {
                    let sum = run_block(context, block, &mut turn, &prefix);
                    *prefix = joined::<Op, T>(&prefix, &sum);
                }
            });
        });
        if let Err(failure) = result {
            region.raise(failure);
        }
        return prefix.into_inner().unwrap_or_else(PoisonError::into_inner);
    }
    let grain = common_multiple(windows.grain(count), len * blocks_of_chunk(count, len));
    let chain = Chain::new(prefix);
    let result = region.run_by(Some(Schedule::DYNAMIC.with_chunk(1)), count, grain, &|context, chunks| {
        chunks(context, &mut |chunk| {
            let turn = chain.turn(chunk.start);
            let mut parts = Turn(());
            let mut prefixes = Vec::with_capacity(chunk.len().div_ceil(len) + 1);
            for block in pieces(chunk.clone(), len) {
                let mut sum = Op::identity();
                context.at(block.start);
                // SAFETY: as in `run_region`.
                let own = unsafe { windows.parts(block.clone(), count, &mut parts) };
                run_first::<T, W, F>(&first, context, block, own, &mut sum);
                prefixes.push(sum);
            }
            let Some(mut prefix) = turn.value_before() else { return };
            for sum in &mut prefixes {
                let next = joined::<Op, T>(&prefix, sum);
                *sum = std::mem::replace(&mut prefix, next);
            }
            turn.pass_on(prefix, chunk.end);
            for (block, prefix) in pieces(chunk, len).zip(&prefixes) {
                run_block(context, block, &mut parts, prefix);
            }
            turn.is_over.set(true);
        });
    });
    if let Err(failure) = result {
        region.raise(failure);
    }
    chain.end()
}

/// Runs the first pass over a block. Within the code around it the sum does not stay in a register.
#[inline(never)]
fn run_first<'p, T, W, F>(first: &F, context: &'p Context, block: Chunk, parts: W::Parts<'p>, sum: &'p mut T)
where
    W: Windows,
    F: Fn(&'p Context, Chunk, W::Parts<'p>, &'p mut T),
{
    first(context, block, parts, sum);
}

/// Blocks of a chunk: so few that what they read is still in a core's cache when it is read again, and enough chunks for
/// every thread.
fn blocks_of_chunk(count: usize, len: usize) -> usize {
    (count / len / CHUNKS).clamp(1, (LONGEST_CHUNK / len).max(1))
}

/// The value that goes from chunk to chunk.
struct Chain<T> {
    /// Where the chunk begins that may go on; `usize::MAX` once one has failed.
    next: AtomicUsize,
    value: Mutex<Option<T>>,
}

impl<T> Chain<T> {
    fn new(value: T) -> Self {
        Chain { next: AtomicUsize::new(0), value: Mutex::new(Some(value)) }
    }

    /// The turn of the chunk that begins there.
    fn turn(&self, start: usize) -> ChainTurn<'_, T> {
        ChainTurn { chain: self, start, is_over: Cell::new(false) }
    }

    fn value(&self) -> MutexGuard<'_, Option<T>> {
        self.value.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value behind the last chunk.
    fn end(self) -> T {
        let value = self.value.into_inner().unwrap_or_else(PoisonError::into_inner);
        value.expect("each chunk passes the value on, or has failed")
    }
}

/// A chunk's place in the chain. If it is dropped before the chunk is over all chunks behind it give up.
struct ChainTurn<'c, T> {
    chain: &'c Chain<T>,
    start: usize,
    is_over: Cell<bool>,
}

impl<T> ChainTurn<'_, T> {
    /// Waits for the value before the chunk; `None` if there will be none. The chunk before is at work: chunks are dealt out
    /// in their order.
    fn value_before(&self) -> Option<T> {
        let mut looks = 0;
        loop {
            match self.chain.next.load(Ordering::Acquire) {
                next if next == self.start => return self.chain.value().take(),
                usize::MAX => return None,
                _ if looks < LOOKS => {
                    looks += 1;
                    std::hint::spin_loop();
                }
                _ => std::thread::yield_now(),
            }
        }
    }

    /// Gives the value behind the chunk to the one that begins there.
    fn pass_on(&self, value: T, next: usize) {
        *self.chain.value() = Some(value);
        // Unless a chunk before has failed in the meantime.
        let _ = self.chain.next.compare_exchange(self.start, next, Ordering::Release, Ordering::Relaxed);
    }
}

impl<T> Drop for ChainTurn<'_, T> {
    fn drop(&mut self) {
        if !self.is_over.get() {
            self.chain.next.store(usize::MAX, Ordering::Release);
        }
    }
}

/// The length of a scan's blocks, a function of the number of iterations alone.
fn scan_len(count: usize) -> usize {
    let len = block_len(count);
    if count >= BLOCKS * SHORTEST { len.max(SHORTEST) } else { len }
}
