//! Combining elements with an associative kernel, in an order that depends on their number alone.
//!
//! A block of 4096 elements is folded into 32 accumulators, element `i` into accumulator `i % 32`, whatever the number
//! of lanes; then the accumulators are folded by halves: `j` with `j + 16`, then with `j + 8`, and so on. The results
//! of the blocks are folded by halves as well, which is a binary tree by block number.

use std::marker::PhantomData;

use fearless_simd::Simd;

use crate::kernel::{Associative, Kernel, Width};
use crate::simd::{Element, Gang, Lanes, Level, WithSimd, dispatch};

/// Elements that are folded together before the tree begins.
pub(super) const BLOCK: usize = 4096;

/// Partial results within a block: no gang has more lanes.
pub(super) const ACCUMULATORS: usize = 32;

/// Folds a block, of one element at least.
#[inline(never)]
pub(super) fn fold_block<K: Associative<T>, T: 'static>(level: Level, block: &[K::Elem]) -> K::Elem {
    dispatch(level, FoldBlock::<K, T> { block, element: PhantomData })
}

/// `lhs[i] = K(lhs[i], rhs[i])`.
#[inline(never)]
pub(super) fn combine<K: Associative<T>, T: 'static>(level: Level, lhs: &mut [K::Elem], rhs: &[K::Elem]) {
    dispatch(level, Combine::<K, T> { lhs, rhs, element: PhantomData });
}

/// `out[i] = K(… K(K(from[0], from[1]), from[2]) …, from[i])`, in this order.
#[inline(never)]
pub(super) fn scan<K: Associative<T>, T: 'static>(level: Level, from: &[K::Elem], out: &mut [K::Elem]) {
    dispatch(level, Scan::<K, T> { from, out, element: PhantomData });
}

/// Folds rows of `width` elements by halves into the first.
pub(super) fn fold_by_halves<K: Associative<T>, T: 'static>(
    level: Level,
    rows: &mut [K::Elem],
    width: usize,
) {
    let mut count = rows.len() / width;
    while count > 1 {
        let half = count.next_power_of_two() / 2;
        let (lhs, rhs) = rows[..count * width].split_at_mut(half * width);
        combine::<K, T>(level, &mut lhs[..rhs.len()], rhs);
        count = half;
    }
}

struct FoldBlock<'a, K: Associative<T>, T> {
    block: &'a [K::Elem],
    element: PhantomData<T>,
}

impl<K: Associative<T>, T: 'static> WithSimd for FoldBlock<'_, K, T> {
    type Output = K::Elem;

    #[inline(always)]
    fn run<S: Simd>(self, s: S) -> K::Elem {
        let g = K::Width::gang(s);
        let mut accumulators = [K::Elem::default(); ACCUMULATORS];
        let (rows, rest) = self.block.split_at(self.block.len() - self.block.len() % ACCUMULATORS);
        let mut count = ACCUMULATORS;
        if rows.is_empty() {
            count = rest.len();
            accumulators[..count].copy_from_slice(rest);
        } else {
            fold_rows::<K, T, _>(g, rows, &mut accumulators);
            combine_gangs::<K, T, _>(g, &mut accumulators[..rest.len()], rest);
        }
        while count > 1 {
            let half = count.next_power_of_two() / 2;
            let (lhs, rhs) = accumulators[..count].split_at_mut(half);
            combine_gangs::<K, T, _>(g, &mut lhs[..rhs.len()], rhs);
            count = half;
        }
        accumulators[0]
    }
}

/// Folds rows of as many elements as there are accumulators: two gangs at a time, to hide their latency.
#[inline(always)]
fn fold_rows<K: Associative<T>, T: 'static, G: Gang>(
    g: G,
    rows: &[K::Elem],
    accumulators: &mut [K::Elem; ACCUMULATORS],
) {
    const { assert!(ACCUMULATORS.is_multiple_of(G::LANES), "a row is a number of whole gangs") };
    let mut column = 0;
    while column + 2 * G::LANES <= ACCUMULATORS {
        let mut first = load::<K, T, G>(g, rows, column);
        let mut second = load::<K, T, G>(g, rows, column + G::LANES);
        let mut at = column + ACCUMULATORS;
        while at < rows.len() {
            first = apply::<K, T, G>(g, first, load::<K, T, G>(g, rows, at));
            second = apply::<K, T, G>(g, second, load::<K, T, G>(g, rows, at + G::LANES));
            at += ACCUMULATORS;
        }
        first.store(&mut accumulators[column..column + G::LANES]);
        second.store(&mut accumulators[column + G::LANES..column + 2 * G::LANES]);
        column += 2 * G::LANES;
    }
    if column < ACCUMULATORS {
        let mut only = load::<K, T, G>(g, rows, column);
        let mut at = column + ACCUMULATORS;
        while at < rows.len() {
            only = apply::<K, T, G>(g, only, load::<K, T, G>(g, rows, at));
            at += ACCUMULATORS;
        }
        only.store(&mut accumulators[column..column + G::LANES]);
    }
}

/// As [`combine`], within a dispatch.
#[inline(always)]
fn combine_gangs<K: Associative<T>, T: 'static, G: Gang>(g: G, lhs: &mut [K::Elem], rhs: &[K::Elem]) {
    let mut at = 0;
    while at < rhs.len() {
        let len = G::LANES.min(rhs.len() - at);
        let (lhs, rhs) = (&mut lhs[at..at + len], &rhs[at..at + len]);
        if len == G::LANES {
            let result = apply::<K, T, G>(g, load::<K, T, G>(g, lhs, 0), load::<K, T, G>(g, rhs, 0));
            result.store(lhs);
        } else {
            let first = <K::Elem as Element>::Lanes::<G>::load_first(g, lhs);
            let second = <K::Elem as Element>::Lanes::<G>::load_first(g, rhs);
            apply::<K, T, G>(g, first, second).store_first(lhs);
        }
        at += len;
    }
}

#[inline(always)]
fn load<K: Associative<T>, T: 'static, G: Gang>(
    g: G,
    from: &[K::Elem],
    at: usize,
) -> <K::Elem as Element>::Lanes<G> {
    <K::Elem as Element>::Lanes::<G>::load(g, &from[at..at + G::LANES])
}

#[inline(always)]
fn apply<K: Associative<T>, T: 'static, G: Gang>(
    g: G,
    lhs: <K::Elem as Element>::Lanes<G>,
    rhs: <K::Elem as Element>::Lanes<G>,
) -> <K::Elem as Element>::Lanes<G> {
    <K as Kernel<T>>::lanes(g, g.all(), (lhs, rhs)).0
}

struct Combine<'a, K: Associative<T>, T> {
    lhs: &'a mut [K::Elem],
    rhs: &'a [K::Elem],
    element: PhantomData<T>,
}

impl<K: Associative<T>, T: 'static> WithSimd for Combine<'_, K, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        combine_gangs::<K, T, _>(K::Width::gang(s), self.lhs, self.rhs);
    }
}

struct Scan<'a, K: Associative<T>, T> {
    from: &'a [K::Elem],
    out: &'a mut [K::Elem],
    element: PhantomData<T>,
}

impl<K: Associative<T>, T: 'static> WithSimd for Scan<'_, K, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let g = K::Width::gang(s);
        let Some((&first, rest)) = self.from.split_first() else { return };
        self.out[0] = first;
        let mut sum = <K::Elem as Element>::Lanes::splat(g, first);
        for (&value, out) in rest.iter().zip(&mut self.out[1..]) {
            sum = apply::<K, T, _>(g, sum, <K::Elem as Element>::Lanes::splat(g, value));
            *out = sum.lane(0);
        }
    }
}
