//! Reductions of arrays: `reduction(+: hist[..])`.

use std::marker::PhantomData;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::combine::Combine;
use super::reductions::Reducer;
use super::shape::block_len;
use super::tree::Tree;

/// An array whose elements are reduced.
///
/// Where the order does not matter, as with integers, each worker has one copy of the array. Else the iterations are cut
/// into blocks of a fixed length, which is no less than the array's, so that the copies of all blocks together are no
/// larger than the number of iterations.
#[derive(Debug)]
pub struct ArrayReduction<'a, Op, T> {
    array: &'a mut [T],
    known: Mutex<Tree<Vec<T>>>,
    op: PhantomData<fn() -> Op>,
}

/// The reduction of an array, into what it holds already.
#[must_use]
pub fn reduce_array<Op: Combine<T>, T>(array: &mut [T]) -> ArrayReduction<'_, Op, T> {
    ArrayReduction { array, known: Mutex::new(Tree::new()), op: PhantomData }
}

/// What a worker has.
#[derive(Debug)]
pub struct ArrayWorker<T> {
    elements: Vec<T>,
    known: Tree<Vec<T>>,
}

impl<Op: Combine<T>, T: Send + Sync> ArrayReduction<'_, Op, T> {
    /// The length of the blocks, a multiple of what single variables have.
    fn block_len(&self, count: usize) -> usize {
        let least = block_len(count);
        self.array.len().div_ceil(least).max(1).saturating_mul(least)
    }

    fn identities(&self) -> Vec<T> {
        self.array.iter().map(|_| Op::identity()).collect()
    }
}

fn combine<Op: Combine<T>, T>(mut left: Vec<T>, right: Vec<T>) -> Vec<T> {
    combine_into::<Op, T>(&mut left, right);
    left
}

fn combine_into<Op: Combine<T>, T>(left: &mut [T], right: Vec<T>) {
    for (left, right) in left.iter_mut().zip(right) {
        let before = std::mem::replace(left, Op::identity());
        *left = Op::combine(before, right);
    }
}

impl<Op: Combine<T>, T: Send + Sync + 'static> Reducer for ArrayReduction<'_, Op, T> {
    type Worker = ArrayWorker<T>;
    type Part<'p> = &'p mut [T];
    type Result = ();

    fn block(&self, count: usize) -> Option<usize> {
        (!Op::IS_EXACT).then(|| self.block_len(count))
    }

    fn grain(&self, count: usize) -> usize {
        if Op::IS_EXACT { 1 } else { self.block_len(count) }
    }

    fn worker(&self) -> ArrayWorker<T> {
        ArrayWorker { elements: self.identities(), known: Tree::new() }
    }

    #[inline(always)]
    fn part(worker: &mut ArrayWorker<T>) -> &mut [T] {
        &mut worker.elements
    }

    #[inline]
    fn end(&self, worker: &mut ArrayWorker<T>, done: Range<usize>, count: usize) {
        if Op::IS_EXACT {
            return;
        }
        let len = self.block_len(count);
        if done.end.is_multiple_of(len) || done.end == count {
            let elements = std::mem::replace(&mut worker.elements, self.identities());
            worker.known.push((done.end - 1) / len, elements, combine::<Op, T>);
        }
    }

    fn merge(&self, worker: ArrayWorker<T>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if Op::IS_EXACT {
            // In whatever order: each worker's copy counts as the next block.
            let next = known.len();
            known.push(next, worker.elements, combine::<Op, T>);
        } else {
            known.merge(worker.known, combine::<Op, T>);
        }
    }

    fn result(self) {
        let known = self.known.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(sums) = known.root(combine::<Op, T>) {
            combine_into::<Op, T>(self.array, sums);
        }
    }
}
