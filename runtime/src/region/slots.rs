//! Partial results of a reduction within a block of iterations.
//!
//! The shape depends on the number of iterations alone: blocks of [`block_len`] iterations; in a block, iteration `t` is
//! combined into slot `t % 32` in order; the slots are folded by halves, the blocks as a binary tree. So results have
//! the same bits whoever ran which iterations, in lanes or not.

use std::marker::PhantomData;
use std::mem;

use super::combine::Combine;

pub(super) use crate::lane_loop::SLOTS;

/// Iterations in the longest block.
const LONGEST: usize = 4096;

/// How many iterations of `count` make a block.
pub(super) fn block_len(count: usize) -> usize {
    SLOTS * (count / (SLOTS * 256)).clamp(1, LONGEST / SLOTS)
}

/// The partial results of one variable in one block.
#[derive(Debug)]
pub struct Slots<Op, T> {
    pub(crate) values: [T; SLOTS],
    op: PhantomData<fn() -> Op>,
}

impl<Op: Combine<T>, T> Slots<Op, T> {
    pub(super) fn new() -> Self {
        Slots { values: std::array::from_fn(|_| Op::identity()), op: PhantomData }
    }

    /// Takes the value of the slot of iteration `t`.
    #[inline(always)]
    pub fn take(&mut self, t: usize) -> T {
        mem::replace(&mut self.values[t % SLOTS], Op::identity())
    }

    /// Puts it back.
    #[inline(always)]
    pub fn put(&mut self, t: usize, value: T) {
        self.values[t % SLOTS] = value;
    }

    /// The value of the block; the slots are as new afterwards.
    fn fold(&mut self) -> T {
        let mut half = SLOTS / 2;
        while half > 0 {
            for at in 0..half {
                let (left, right) = (self.take(at), self.take(at + half));
                self.put(at, Op::combine(left, right));
            }
            half /= 2;
        }
        self.take(0)
    }
}

/// The variable of a reduction.
#[derive(Debug)]
pub struct Reduction<Op, T>(PhantomData<fn() -> (Op, T)>);

/// A reduction of a variable of this type.
#[inline]
pub fn reduction<Op: Combine<T>, T>(_value: &T) -> Reduction<Op, T> {
    Reduction(PhantomData)
}

/// What a region combines: a tuple of reductions.
pub trait Reductions: Sync {
    /// How many.
    const LEN: usize;
    /// Partial results of a block.
    type Slots: Send;
    /// Partial results, lent to a chunk.
    type SlotsMut<'s>;
    /// The result of a block, and of the region.
    type Results: Send;

    /// Slots that hold identities.
    fn slots(&self) -> Self::Slots;
    /// Lends them.
    fn lend(slots: &mut Self::Slots) -> Self::SlotsMut<'_>;
    /// Moves slot `t % 32` of another worker's part of the same block here.
    fn merge(slots: &mut Self::Slots, from: &mut Self::Slots, t: usize);
    /// The result of a block; the slots hold identities afterwards.
    fn fold(slots: &mut Self::Slots) -> Self::Results;
    /// The result of no iteration.
    fn nothing() -> Self::Results;
    /// The results of two neighbouring ranges of blocks.
    fn combine(left: Self::Results, right: Self::Results) -> Self::Results;
}

macro_rules! tuples_of_reductions {
    ($($len:literal ($($op:ident $t:ident $i:tt),*))+) => {$(
        #[allow(clippy::unused_unit, unused_variables, reason = "a loop may combine nothing")]
        impl<$($op: Combine<$t>, $t: Send + 'static),*> Reductions for ($(Reduction<$op, $t>,)*) {
            const LEN: usize = $len;
            type Slots = ($(Slots<$op, $t>,)*);
            type SlotsMut<'s> = ($(&'s mut Slots<$op, $t>,)*);
            type Results = ($($t,)*);

            fn slots(&self) -> Self::Slots {
                ($(Slots::<$op, $t>::new(),)*)
            }

            fn lend(slots: &mut Self::Slots) -> Self::SlotsMut<'_> {
                ($(&mut slots.$i,)*)
            }

            fn merge(slots: &mut Self::Slots, from: &mut Self::Slots, t: usize) {
                $(let value = from.$i.take(t); slots.$i.put(t, value);)*
            }

            fn fold(slots: &mut Self::Slots) -> Self::Results {
                ($(slots.$i.fold(),)*)
            }

            fn nothing() -> Self::Results {
                ($(<$op as Combine<$t>>::identity(),)*)
            }

            fn combine(left: Self::Results, right: Self::Results) -> Self::Results {
                ($(<$op as Combine<$t>>::combine(left.$i, right.$i),)*)
            }
        }
    )+};
}

tuples_of_reductions! {
    0 ()
    1 (P0 T0 0)
    2 (P0 T0 0, P1 T1 1)
    3 (P0 T0 0, P1 T1 1, P2 T2 2)
    4 (P0 T0 0, P1 T1 1, P2 T2 2, P3 T3 3)
    5 (P0 T0 0, P1 T1 1, P2 T2 2, P3 T3 3, P4 T4 4)
    6 (P0 T0 0, P1 T1 1, P2 T2 2, P3 T3 3, P4 T4 4, P5 T5 5)
}

/// The results of all blocks, folded as a binary tree by block number.
pub(super) fn tree<R>(mut blocks: Vec<R>, combine: impl Fn(R, R) -> R) -> Option<R> {
    while blocks.len() > 1 {
        let mut folded = Vec::with_capacity(blocks.len().div_ceil(2));
        let mut rest = blocks.into_iter();
        while let Some(left) = rest.next() {
            folded.push(match rest.next() {
                Some(right) => combine(left, right),
                None => left,
            });
        }
        blocks = folded;
    }
    blocks.pop()
}

#[cfg(test)]
mod tests {
    use super::super::combine::{Add, Max};
    use super::*;

    #[test]
    fn blocks_grow_with_the_number_of_iterations() {
        assert_eq!([0, 1, 8192, 16_384, 1 << 30].map(block_len), [32, 32, 32, 64, 4096]);
    }

    #[test]
    fn a_block_is_folded_by_halves() {
        let mut slots = Slots::<Add, f64>::new();
        for t in 0..100 {
            let value = slots.take(t);
            slots.put(t, value + t as f64);
        }
        assert_eq!(slots.fold(), 4950.0);
        assert_eq!(slots.fold().to_bits(), (-0.0_f64).to_bits(), "identities are left");
    }

    #[test]
    fn nan_is_what_a_maximum_leaves_aside() {
        let mut slots = Slots::<Max, f64>::new();
        assert!(slots.fold().is_nan());
        slots.put(3, -7.0);
        assert_eq!(slots.fold(), -7.0);
    }

    #[test]
    fn blocks_are_folded_as_a_tree() {
        let text = tree((0..7).map(|at| at.to_string()).collect(), |a, b| format!("({a}{b})"));
        assert_eq!(text.as_deref(), Some("(((01)(23))((45)6))"));
    }
}
