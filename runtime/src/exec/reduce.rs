//! Folding all elements of an operand into one.
#![allow(unsafe_code, reason = "goes through the elements of an operand, of which nothing is written")]

use std::any::Any;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::code::Code;
use super::failure::{Failure, Place, raise};
use super::fold::{BLOCK, fold_block, fold_by_halves};
use super::launch::{LowestFailure, Work, threads_worth_using};
use super::pool;
use super::schedule::{Deal, Taken};
use crate::array::{Chunk, Frame, Operand, Plan, Scratch, flat_chunk};
use crate::config::Settings;
use crate::elements::Block;
use crate::kernel::Associative;
use crate::options::Options;
use crate::simd::Level;

/// Folds all elements of `x` into one; of none, the identity. The order is not the sequential one, but it depends on
/// the number of elements alone, and elements are taken in C order: the bits are the same for any number of threads,
/// schedule, instruction set and memory layout.
///
/// # Panics
/// If the kernel panics.
#[track_caller]
pub fn reduce<K: Associative<T>, T: 'static, A: Operand<K::Elem>>(x: A) -> K::Elem {
    let settings = Settings::of(Options::new());
    let inputs = [x.input().erase()];
    let frame = Frame::in_c_order(&inputs[0]);
    let work = match flat_chunk(&frame, &inputs, &mut []) {
        Some(chunk) => Work::Flat(chunk),
        None => Work::Strided(Plan::new(&frame, &inputs, &mut [])),
    };
    match fold_all::<K, T>(&work, frame.len, &settings) {
        Ok(result) => result,
        Err(payload) => raise(payload, K::REPORT.name, &Place::Operation("reduce")),
    }
}

/// Folds elements one after the other in memory.
pub(super) fn fold_slice<K: Associative<T>, T: 'static>(
    elements: &[K::Elem],
    level: Level,
    partials: &mut Vec<K::Elem>,
) -> K::Elem {
    if elements.is_empty() {
        return K::IDENTITY;
    }
    if elements.len() <= BLOCK {
        return fold_block::<K, T>(level, elements);
    }
    partials.clear();
    partials.extend(elements.chunks(BLOCK).map(|block| fold_block::<K, T>(level, block)));
    fold_by_halves::<K, T>(level, partials, 1);
    partials[0]
}

fn fold_all<K: Associative<T>, T: 'static>(
    work: &Work<'_>,
    len: usize,
    settings: &Settings,
) -> Result<K::Elem, Box<dyn Any + Send>> {
    if len == 0 {
        return Ok(K::IDENTITY);
    }
    let fold = Fold { work, len, level: settings.level };
    let blocks = len.div_ceil(BLOCK);
    let threads = threads_worth_using(Code::of::<K, T>(), len, size_of::<K::Elem>(), settings).min(blocks);
    let mut partials = if threads > 1 {
        fold.blocks_in_parallel::<K, T>(blocks, threads, settings)
    } else {
        fold.blocks::<K, T>(0..blocks, &mut work.scratch(BLOCK))
    }
    .map_err(|failure| failure.payload)?;
    catch_unwind(AssertUnwindSafe(|| fold_by_halves::<K, T>(settings.level, &mut partials, 1)))?;
    Ok(partials[0])
}

/// The elements of an operand, in blocks.
#[derive(Debug)]
struct Fold<'a, 'w> {
    work: &'a Work<'w>,
    len: usize,
    level: Level,
}

impl Fold<'_, '_> {
    /// Folds these blocks, each into one element.
    fn blocks<K: Associative<T>, T: 'static>(
        &self,
        blocks: Range<usize>,
        scratch: &mut Scratch,
    ) -> Result<Vec<K::Elem>, Failure> {
        blocks
            .map(|block| {
                catch_unwind(AssertUnwindSafe(|| self.block::<K, T>(block, scratch)))
                    .map_err(|payload| Failure { at: block, payload })
            })
            .collect()
    }

    fn blocks_in_parallel<K: Associative<T>, T: 'static>(
        &self,
        blocks: usize,
        threads: usize,
        settings: &Settings,
    ) -> Result<Vec<K::Elem>, Failure> {
        let deal = Deal::new(settings.schedule(true), blocks, 1, threads);
        let lowest = LowestFailure::default();
        let done = Mutex::new(Vec::new());
        pool::run_parts(threads, &|part| {
            let mut scratch = self.work.scratch(BLOCK);
            let mut taken = Taken::default();
            while let Some(range) = deal.draw(part, &mut taken) {
                if range.start > lowest.at() {
                    continue;
                }
                match self.blocks::<K, T>(range.clone(), &mut scratch) {
                    Ok(partials) => {
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((range.start, partials))
                    }
                    Err(failure) => lowest.offer(failure),
                }
            }
        });
        lowest.into_result()?;
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|(start, _)| *start);
        Ok(done.into_iter().flat_map(|(_, partials)| partials).collect())
    }

    fn block<K: Associative<T>, T: 'static>(&self, block: usize, scratch: &mut Scratch) -> K::Elem {
        let start = block * BLOCK;
        let mut result = K::IDENTITY;
        let mut run = |_: usize, chunk: &mut Chunk<'_>| result = fold_chunk::<K, T>(chunk, self.level);
        // SAFETY: the work has no results, so that nobody writes anything.
        unsafe { self.work.run(start..self.len.min(start + BLOCK), scratch, &mut run) };
        result
    }
}

fn fold_chunk<K: Associative<T>, T: 'static>(chunk: &Chunk<'_>, level: Level) -> K::Elem {
    match chunk.input::<K::Elem>(0) {
        Block::Slice(block) => fold_block::<K, T>(level, block),
        Block::Splat(value) => fold_block::<K, T>(level, &[value; BLOCK][..chunk.len()]),
    }
}
