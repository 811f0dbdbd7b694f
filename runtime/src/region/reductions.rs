//! The reductions of a loop, all together.

use std::ops::Range;

use super::windows::common_multiple;

/// A reduction: workers have parts in which they collect what their iterations give.
pub trait Reducer: Sync {
    /// What a worker has.
    type Worker;
    /// What the body of the loop gets.
    type Part<'p>;
    /// What comes out.
    type Result;

    /// The body runs over pieces that lie between neighbouring multiples of so many iterations, if that matters.
    fn block(&self, count: usize) -> Option<usize>;

    /// Threads have chunks that begin at multiples of so many of `count` iterations.
    fn grain(&self, count: usize) -> usize;

    /// What a worker begins with.
    fn worker(&self) -> Self::Worker;

    /// What the body gets.
    fn part(worker: &mut Self::Worker) -> Self::Part<'_>;

    /// The body has run over a piece, of `count` iterations.
    fn end(&self, worker: &mut Self::Worker, done: Range<usize>, count: usize);

    /// A worker has no more iterations.
    fn merge(&self, worker: Self::Worker);

    /// What all workers have together.
    fn result(self) -> Self::Result;
}

/// A tuple of reductions.
pub trait Reductions: Sync {
    /// What a worker has.
    type Workers;
    /// What the body of the loop gets.
    type Parts<'p>;
    /// What comes out.
    type Results;

    /// The least of [`Reducer::block`]; the others are multiples of it.
    fn block(&self, count: usize) -> Option<usize>;

    /// What [`Reducer::grain`] gives, for all.
    fn grain(&self, count: usize) -> usize;

    /// What a worker begins with.
    fn workers(&self) -> Self::Workers;

    /// What the body gets.
    fn parts(workers: &mut Self::Workers) -> Self::Parts<'_>;

    /// The body has run over a piece.
    fn end(&self, workers: &mut Self::Workers, done: Range<usize>, count: usize);

    /// A worker has no more iterations.
    fn merge(&self, workers: Self::Workers);

    /// What all workers have together.
    fn results(self) -> Self::Results;
}

macro_rules! reductions {
    ($(($($reducer:ident $at:tt),*))+) => {$(
        #[allow(unused_variables, clippy::unused_unit, reason = "there may be no reductions")]
        impl<$($reducer: Reducer),*> Reductions for ($($reducer,)*) {
            type Workers = ($($reducer::Worker,)*);
            type Parts<'p> = ($($reducer::Part<'p>,)*);
            type Results = ($($reducer::Result,)*);

            #[inline]
            fn block(&self, count: usize) -> Option<usize> {
                let blocks: &[Option<usize>] = &[$(self.$at.block(count)),*];
                blocks.iter().flatten().copied().min()
            }

            #[inline]
            fn grain(&self, count: usize) -> usize {
                [$(self.$at.grain(count)),*].into_iter().fold(1, common_multiple)
            }

            #[inline]
            fn workers(&self) -> Self::Workers {
                ($(self.$at.worker(),)*)
            }

            #[inline(always)]
            fn parts(workers: &mut Self::Workers) -> Self::Parts<'_> {
                ($($reducer::part(&mut workers.$at),)*)
            }

            #[inline]
            fn end(&self, workers: &mut Self::Workers, done: Range<usize>, count: usize) {
                $(self.$at.end(&mut workers.$at, done.clone(), count);)*
            }

            #[inline]
            fn merge(&self, workers: Self::Workers) {
                $(self.$at.merge(workers.$at);)*
            }

            #[inline]
            fn results(self) -> Self::Results {
                ($(self.$at.result(),)*)
            }
        }
    )+};
}

reductions! {
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
