//! Scans: running values, in two passes over blocks of a fixed length.
#![allow(unsafe_code, reason = "gives each block its parts of the arrays")]

use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use super::clause::Region;
use super::combine::{Combine, joined};
use super::context::Context;
use super::run::Chunk;
use super::shape::{block_len, pieces};
use super::windows::{Turn, Windows, common_multiple};

/// Iterations of a block, at least, where there are enough for many blocks.
const SHORTEST: usize = 1024;

/// Blocks that there are at least, before they get so long.
const BLOCKS: usize = 16;

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
/// of its last argument, since one thread alone does without it. `second` runs the whole body; at an iteration the running value is the combination of the value
/// before the block with that of the block's iterations.
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
    F: for<'p> Fn(&'p Context, Chunk, &'p mut T) + Sync,
    G: for<'p> Fn(&'p Context, Chunk, W::Parts<'p>, &'p T, &'p mut T) + Sync,
{
    let mut prefix = scan.before;
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
    let sums = Mutex::new(Vec::new());
    let result = region.run(count, len, &|context, chunks| {
        let mut own = Vec::new();
        chunks(context, &mut |chunk| {
            for block in pieces(chunk, len) {
                let mut sum = Op::identity();
                context.at(block.start);
                first(context, block.clone(), &mut sum);
                own.push((block.start / len, sum));
            }
        });
        sums.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
    });
    if let Err(failure) = result {
        region.raise(failure);
    }
    let mut sums = sums.into_inner().unwrap_or_else(PoisonError::into_inner);
    sums.sort_by_key(|(block, _)| *block);
    let mut prefixes = Vec::with_capacity(sums.len());
    for (_, sum) in &sums {
        let next = joined::<Op, T>(&prefix, sum);
        prefixes.push(std::mem::replace(&mut prefix, next));
    }
    let grain = common_multiple(windows.grain(count), len);
    let result = region.run(count, grain, &|context, chunks| {
        chunks(context, &mut |chunk| {
            let mut turn = Turn(());
            for block in pieces(chunk, len) {
                let number = block.start / len;
                run_block(context, block, &mut turn, &prefixes[number]);
            }
        });
    });
    if let Err(failure) = result {
        region.raise(failure);
    }
    prefix
}

/// The length of a scan's blocks, a function of the number of iterations alone.
fn scan_len(count: usize) -> usize {
    let len = block_len(count);
    if count >= BLOCKS * SHORTEST { len.max(SHORTEST) } else { len }
}
