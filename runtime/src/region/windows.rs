//! The arrays that a loop writes, all together.
#![allow(unsafe_code, reason = "who asks for a part promises that nobody else has it")]

use std::ops::Range;

/// The right to have parts, which a thread has for the time of a chunk.
#[derive(Debug)]
pub struct Turn(pub(super) ());

/// An array that is cut into parts, each for some iterations.
pub trait Source: Sync {
    /// The elements that some iterations own.
    type Part<'p>;

    /// Threads have chunks that begin at multiples of so many of `count` iterations.
    fn grain(&self, count: usize) -> usize;

    /// The elements of some of `count` iterations.
    ///
    /// # Safety
    /// For the time of `'p`, during which the source's array is borrowed and the source stays where it is, nobody else
    /// has a part with an iteration between the same multiples of `grain`.
    unsafe fn part<'p>(&self, iterations: Range<usize>, count: usize) -> Self::Part<'p>;
}

/// A tuple of sources.
pub trait Windows: Sync {
    /// The tuple of their parts.
    type Parts<'p>;

    /// What [`Source::grain`] gives, for all.
    fn grain(&self, count: usize) -> usize;

    /// The parts of some of `count` iterations.
    ///
    /// # Safety
    /// As [`Source::part`], as long as the turn is borrowed.
    unsafe fn parts<'p>(&self, iterations: Range<usize>, count: usize, turn: &'p mut Turn)
    -> Self::Parts<'p>;
}

/// The least multiple of both, or the largest number where there is none.
pub(super) fn common_multiple(a: usize, b: usize) -> usize {
    let (mut divisor, mut rest) = (a, b);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (a / divisor.max(1)).saturating_mul(b)
}

macro_rules! windows {
    ($(($($source:ident $at:tt),*))+) => {$(
        impl<$($source: Source),*> Windows for ($($source,)*) {
            type Parts<'p> = ($($source::Part<'p>,)*);

            #[inline]
            #[allow(unused_variables, reason = "there may be no sources")]
            fn grain(&self, count: usize) -> usize {
                [$(self.$at.grain(count)),*].into_iter().fold(1, common_multiple)
            }

            #[inline]
            #[allow(unused_variables, clippy::unused_unit, reason = "there may be no sources")]
            unsafe fn parts<'p>(&self, iterations: Range<usize>, count: usize, _: &'p mut Turn) -> Self::Parts<'p> {
                // SAFETY: passed on.
                ($(unsafe { self.$at.part(iterations.clone(), count) },)*)
            }
        }
    )+};
}

windows! {
    ()
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
}
