//! Reductions of single variables.

use std::marker::PhantomData;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::combine::Combine;
use super::reductions::Reducer;
use super::shape::{block_len, lane_block_len};
use super::tree::Tree;
use crate::lane_loop::SLOTS;

/// A variable that is reduced.
#[derive(Debug)]
pub struct Reduction<Op, T> {
    in_lanes: bool,
    known: Mutex<Known<T>>,
    op: PhantomData<fn() -> Op>,
}

/// What iterations gave.
#[derive(Debug)]
struct Known<T> {
    blocks: Tree<T>,
    /// Of blocks that were dealt in pieces: the values of single iterations.
    iterations: Vec<(usize, T)>,
}

/// The reduction of a variable of this type.
#[must_use]
pub fn reduction<Op: Combine<T>, T>(_before: &T) -> Reduction<Op, T> {
    Reduction { in_lanes: false, known: Mutex::new(Known::new()), op: PhantomData }
}

/// As [`reduction`], of a loop that runs in lanes.
#[must_use]
pub fn lane_reduction<Op: Combine<T>, T>(before: &T) -> Reduction<Op, T> {
    Reduction { in_lanes: true, ..reduction(before) }
}

impl<Op, T> Reduction<Op, T> {
    fn block_len(&self, count: usize) -> usize {
        if self.in_lanes { lane_block_len(count) } else { block_len(count) }
    }
}

impl<T> Known<T> {
    fn new() -> Self {
        Known { blocks: Tree::new(), iterations: Vec::new() }
    }
}

/// What the iterations of a block have been combined to: iteration `t` is in slot `t % 32`.
#[derive(Debug)]
pub struct Slots<Op, T> {
    pub(super) values: [T; SLOTS],
    op: PhantomData<fn() -> Op>,
}

impl<Op: Combine<T>, T> Slots<Op, T> {
    fn new() -> Self {
        Slots { values: std::array::from_fn(|_| Op::identity()), op: PhantomData }
    }

    /// What iteration `t` goes on with.
    #[inline(always)]
    pub fn take(&mut self, t: usize) -> T {
        std::mem::replace(&mut self.values[t % SLOTS], Op::identity())
    }

    /// What iteration `t` has made of it.
    #[inline(always)]
    pub fn put(&mut self, t: usize, value: T) {
        self.values[t % SLOTS] = value;
    }

    /// Folds the first `count` slots by halves, and leaves them as at the beginning.
    #[inline]
    fn fold(&mut self, mut count: usize) -> T {
        if count == SLOTS {
            return self.fold_all();
        }
        while count > 1 {
            let half = count.next_power_of_two() / 2;
            for at in half..count {
                let (left, right) = (self.take(at - half), self.take(at));
                self.values[at - half] = Op::combine(left, right);
            }
            count = half;
        }
        self.take(0)
    }

    /// [`fold`](Self::fold) of all slots, in which everything has a fixed place: what most blocks end with.
    #[inline]
    fn fold_all(&mut self) -> T {
        const { assert!(SLOTS == 32) };
        self.halve::<16>();
        self.halve::<8>();
        self.halve::<4>();
        self.halve::<2>();
        self.halve::<1>();
        self.take(0)
    }

    /// Combines each of the first slots with its counterpart in the next `HALF`.
    #[inline(always)]
    fn halve<const HALF: usize>(&mut self) {
        let (left, right) = self.values.split_at_mut(HALF);
        for (left, right) in left.iter_mut().zip(&mut right[..HALF]) {
            let (earlier, later) =
                (std::mem::replace(left, Op::identity()), std::mem::replace(right, Op::identity()));
            *left = Op::combine(earlier, later);
        }
    }
}

/// What a worker has.
#[derive(Debug)]
pub struct Worker<Op, T> {
    slots: Slots<Op, T>,
    known: Known<T>,
}

impl<Op: Combine<T>, T: Send + 'static> Reducer for Reduction<Op, T> {
    type Worker = Worker<Op, T>;
    type Part<'p> = &'p mut Slots<Op, T>;
    type Result = T;

    fn block(&self, count: usize) -> Option<usize> {
        Some(self.block_len(count))
    }

    fn grain(&self, count: usize) -> usize {
        // In a block in which every slot is of one iteration, the iterations may be dealt one by one.
        if self.block_len(count) == SLOTS { 1 } else { self.block_len(count) }
    }

    fn worker(&self) -> Worker<Op, T> {
        Worker { slots: Slots::new(), known: Known::new() }
    }

    #[inline(always)]
    fn part(worker: &mut Worker<Op, T>) -> &mut Slots<Op, T> {
        &mut worker.slots
    }

    #[inline]
    fn end(&self, worker: &mut Worker<Op, T>, done: Range<usize>, count: usize) {
        let len = self.block_len(count);
        if done.start.is_multiple_of(len) && (done.len() == len || done.end == count) {
            let value = worker.slots.fold(done.len().min(SLOTS));
            worker.known.blocks.push(done.start / len, value, Op::combine);
        } else {
            worker.known.iterations.extend(done.map(|t| (t, worker.slots.take(t))));
        }
    }

    fn merge(&self, worker: Worker<Op, T>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.blocks.merge(worker.known.blocks, Op::combine);
        known.iterations.extend(worker.known.iterations);
    }

    fn result(self) -> T {
        let Known { mut blocks, mut iterations } =
            self.known.into_inner().unwrap_or_else(PoisonError::into_inner);
        iterations.sort_by_key(|(t, _)| *t);
        let mut slots = Slots::<Op, T>::new();
        let mut rest = Tree::new();
        let mut iterations = iterations.into_iter().peekable();
        while let Some((t, value)) = iterations.next() {
            slots.put(t, value);
            let ends = iterations.peek().is_none_or(|(next, _)| next / SLOTS != t / SLOTS);
            if ends {
                rest.push(t / SLOTS, slots.fold(t % SLOTS + 1), Op::combine);
            }
        }
        blocks.merge(rest, Op::combine);
        blocks.root(Op::combine).unwrap_or_else(Op::identity)
    }
}
