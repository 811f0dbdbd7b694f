//! The iterations of a loop over a range, numbered from zero.

use std::ops::{Range, RangeInclusive};

/// The iterations of a range of integers.
#[derive(Debug, Clone, Copy)]
pub struct Span<T, S = One> {
    lo: T,
    len: usize,
    step: S,
}

/// How far the counters of two iterations are apart: mostly one, which no code has to look up.
pub trait Step: Copy {
    /// As a number.
    fn get(self) -> usize;
}

/// Every number of a range.
#[derive(Debug, Clone, Copy)]
pub struct One;

/// Every n-th number of a range.
#[derive(Debug, Clone, Copy)]
pub struct Every(usize);

impl Step for One {
    #[inline(always)]
    fn get(self) -> usize {
        1
    }
}

impl Step for Every {
    #[inline(always)]
    fn get(self) -> usize {
        self.0
    }
}

/// An integer that can count a loop.
pub trait Counter: Copy + sealed::Sealed {
    /// How many numbers there are from `lo` to `hi`, `hi` with them if the range is closed.
    fn count(lo: Self, hi: Self, is_closed: bool) -> u128;
    /// The number `steps` behind this one.
    fn ahead(self, steps: usize) -> Self;
}

/// A range that a parallel loop may run over.
pub trait CountedRange {
    /// What it counts with.
    type Counter: Counter;
    /// The iterations.
    fn span(self) -> Span<Self::Counter>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! counters {
    ($($counter:ident)+) => {$(
        impl sealed::Sealed for $counter {}

        impl Counter for $counter {
            #[inline]
            fn count(lo: Self, hi: Self, is_closed: bool) -> u128 {
                if hi < lo { 0 } else { u128::from(hi.abs_diff(lo) as u64) + u128::from(is_closed) }
            }

            #[inline(always)]
            fn ahead(self, steps: usize) -> Self {
                self.wrapping_add(steps as $counter)
            }
        }
    )+};
}

counters! { usize isize u32 i32 u64 i64 u16 i16 u8 i8 }

impl<T: Counter> CountedRange for Range<T> {
    type Counter = T;

    #[inline]
    #[track_caller]
    fn span(self) -> Span<T> {
        Span::new(self.start, T::count(self.start, self.end, false))
    }
}

impl<T: Counter> CountedRange for RangeInclusive<T> {
    type Counter = T;

    #[inline]
    #[track_caller]
    fn span(self) -> Span<T> {
        Span::new(*self.start(), T::count(*self.start(), *self.end(), true))
    }
}

/// The iterations of a range; of an empty or reversed one there are none.
///
/// # Panics
/// If there are more than a `usize` can count.
#[inline]
#[track_caller]
pub fn span<R: CountedRange>(range: R) -> Span<R::Counter> {
    range.span()
}

impl<T: Counter> Span<T> {
    #[inline]
    #[track_caller]
    fn new(lo: T, count: u128) -> Self {
        match usize::try_from(count) {
            Ok(len) => Span { lo, len, step: One },
            Err(_) => panic!("a parallel loop of {count} iterations: more than can be counted"),
        }
    }

    /// Every `step`-th of them, from the first on.
    ///
    /// # Panics
    /// If the step is 0.
    #[must_use]
    #[track_caller]
    pub fn step_by(self, step: usize) -> Span<T, Every> {
        assert!(step != 0, "assertion failed: step != 0");
        Span { lo: self.lo, len: self.len.div_ceil(step), step: Every(step) }
    }
}

impl<T: Counter, S: Step> Span<T, S> {
    /// How many.
    #[expect(clippy::len_without_is_empty, reason = "generated code asks for the number alone")]
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// How far the counters of two iterations are apart.
    #[inline(always)]
    #[must_use]
    pub fn step(&self) -> usize {
        self.step.get()
    }

    /// The counter in iteration `t`.
    #[inline(always)]
    #[must_use]
    pub fn at(&self, t: usize) -> T {
        self.lo.ahead(t.wrapping_mul(self.step.get()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_count_as_std_does() {
        assert_eq!(span(3..7_usize).len(), 4);
        assert_eq!(span(3..=7_i32).len(), 5);
        let (above, below) = (7_i64, 3);
        assert_eq!(span(above..below).len(), 0);
        assert_eq!(span(-3..3_i64).at(5), 2);
        assert_eq!(span(u64::MAX - 2..u64::MAX).at(1), u64::MAX - 1);
        assert_eq!(span(usize::MAX..=usize::MAX).len(), 1);
        let steps: Vec<usize> =
            (0..span(1..10_usize).step_by(4).len()).map(|t| span(1..10_usize).step_by(4).at(t)).collect();
        assert_eq!(steps, (1..10).step_by(4).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "a parallel loop of 18446744073709551616 iterations")]
    fn too_many_iterations_are_refused() {
        span(0..=u64::MAX);
    }

    #[test]
    #[should_panic(expected = "step != 0")]
    fn a_step_is_not_zero() {
        let _ = span(0..3_usize).step_by(0);
    }
}
