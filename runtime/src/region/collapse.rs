//! Nested ranges as one range of iterations.

use super::span::{CountedRange, Counter, Span, span};

/// Two nested ranges.
#[derive(Debug, Clone, Copy)]
pub struct Span2<A, B> {
    outer: Span<A>,
    inner: Span<B>,
    len: usize,
}

/// Three nested ranges.
#[derive(Debug, Clone, Copy)]
pub struct Span3<A, B, C> {
    outer: Span<A>,
    inner: Span2<B, C>,
    len: usize,
}

/// `N` nested ranges.
pub trait Collapsed<const N: usize> {
    /// How many iterations each has.
    fn lens(&self) -> [usize; N];
}

/// The iterations of two nested ranges.
///
/// # Panics
/// If there are more than a `usize` can count.
#[inline]
#[track_caller]
pub fn span2<A: CountedRange, B: CountedRange>(outer: A, inner: B) -> Span2<A::Counter, B::Counter> {
    let (outer, inner) = (span(outer), span(inner));
    Span2 { outer, inner, len: product(outer.len(), inner.len()) }
}

/// The iterations of three nested ranges.
///
/// # Panics
/// If there are more than a `usize` can count.
#[inline]
#[track_caller]
pub fn span3<A: CountedRange, B: CountedRange, C: CountedRange>(
    outer: A,
    middle: B,
    inner: C,
) -> Span3<A::Counter, B::Counter, C::Counter> {
    let (outer, inner) = (span(outer), span2(middle, inner));
    Span3 { outer, inner, len: product(outer.len(), inner.len()) }
}

#[track_caller]
fn product(outer: usize, inner: usize) -> usize {
    match outer.checked_mul(inner) {
        Some(len) => len,
        None => panic!("a parallel loop of {outer} times {inner} iterations: more than can be counted"),
    }
}

#[expect(clippy::len_without_is_empty, reason = "generated code asks for the number alone")]
impl<A: Counter, B: Counter> Span2<A, B> {
    /// How many iterations.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// How many the outer range has.
    #[inline(always)]
    #[must_use]
    pub fn first_len(&self) -> usize {
        self.outer.len()
    }

    /// How many iterations there are from `t` on in which only the innermost counter changes.
    #[inline(always)]
    #[must_use]
    pub fn left_in_row(&self, t: usize) -> usize {
        let width = self.inner.len().max(1);
        width - t % width
    }

    /// The counters in iteration `t`.
    #[inline(always)]
    #[must_use]
    pub fn at(&self, t: usize) -> (A, B) {
        let width = self.inner.len().max(1);
        (self.outer.at(t / width), self.inner.at(t % width))
    }
}

#[expect(clippy::len_without_is_empty, reason = "generated code asks for the number alone")]
impl<A: Counter, B: Counter, C: Counter> Span3<A, B, C> {
    /// How many iterations.
    #[inline(always)]
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// How many the outermost range has.
    #[inline(always)]
    #[must_use]
    pub fn first_len(&self) -> usize {
        self.outer.len()
    }

    /// How many iterations there are from `t` on in which only the innermost counter changes.
    #[inline(always)]
    #[must_use]
    pub fn left_in_row(&self, t: usize) -> usize {
        self.inner.left_in_row(t % self.inner.len().max(1))
    }

    /// The counters in iteration `t`.
    #[inline(always)]
    #[must_use]
    pub fn at(&self, t: usize) -> (A, B, C) {
        let width = self.inner.len().max(1);
        let (middle, inner) = self.inner.at(t % width);
        (self.outer.at(t / width), middle, inner)
    }
}

impl<A: Counter, B: Counter> Collapsed<2> for Span2<A, B> {
    fn lens(&self) -> [usize; 2] {
        [self.outer.len(), self.inner.len()]
    }
}

impl<A: Counter, B: Counter, C: Counter> Collapsed<3> for Span3<A, B, C> {
    fn lens(&self) -> [usize; 3] {
        let [middle, inner] = self.inner.lens();
        [self.outer.len(), middle, inner]
    }
}
