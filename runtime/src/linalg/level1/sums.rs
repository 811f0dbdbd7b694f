//! Sums of fixed shape.

use std::borrow::Cow;
use std::ops::Range;

use ndarray::{ArrayView1, s};

use super::SHORT;
use super::blocks::{SumOfBlock, Term};
use crate::config::Settings;
use crate::linalg::element::Element;
use crate::linalg::panels::{for_each, threads_for};
use crate::linalg::vector::Vector;
use crate::options::Options;
use crate::simd::{Level, dispatch};

/// Elements that are added up before the tree begins.
const BLOCK: usize = 4096;

/// Blocks that a thread takes at once.
const RUN: usize = 16;

/// The sum for two vectors of one length.
#[inline]
pub(super) fn sum_of<K: Term, X, Y>(x: &X, y: &Y) -> K::Out
where
    X: Vector<Elem = K::In> + ?Sized,
    Y: Vector<Elem = K::In> + ?Sized,
{
    match (x.contiguous(), y.contiguous()) {
        (Some(x), Some(y)) => sum_of_slices::<K>(x, y),
        _ => sum_of_long::<K>(&Source::Strided(x.strided()), &Source::Strided(y.strided())),
    }
}

/// The sum for two slices of one length.
#[inline]
pub(super) fn sum_of_slices<K: Term>(x: &[K::In], y: &[K::In]) -> K::Out {
    if x.len() <= SHORT {
        sum_of_short::<K>(x, y)
    } else if x.len() <= BLOCK {
        sum_of_one::<K>(x, y)
    } else {
        sum_of_long::<K>(&Source::Slice(x), &Source::Slice(y))
    }
}

#[inline(never)]
fn sum_of_short<K: Term>(x: &[K::In], y: &[K::In]) -> K::Out {
    SumOfBlock::<K> { x, y }.here()
}

#[inline(never)]
fn sum_of_one<K: Term>(x: &[K::In], y: &[K::In]) -> K::Out {
    dispatch(level_now(), SumOfBlock::<K> { x, y })
}

/// Elements one after the other in memory, or with gaps.
enum Source<'a, T> {
    Slice(&'a [T]),
    Strided(ArrayView1<'a, T>),
}

impl<T: Element> Source<'_, T> {
    fn len(&self) -> usize {
        match self {
            Source::Slice(slice) => slice.len(),
            Source::Strided(view) => view.len(),
        }
    }

    /// A part without gaps.
    fn part(&self, range: Range<usize>) -> Cow<'_, [T]> {
        match self {
            Source::Slice(slice) => Cow::Borrowed(&slice[range]),
            Source::Strided(view) => {
                let part = view.slice(s![range]);
                match part.to_slice() {
                    Some(slice) => Cow::Borrowed(slice),
                    None => Cow::Owned(part.to_vec()),
                }
            }
        }
    }
}

#[inline(never)]
fn sum_of_long<K: Term>(x: &Source<'_, K::In>, y: &Source<'_, K::In>) -> K::Out {
    let level = level_now();
    let len = x.len();
    let block = |start: usize| {
        let range = start..(start + BLOCK).min(len);
        let (x, y) = (x.part(range.clone()), y.part(range));
        dispatch(level, SumOfBlock::<K> { x: &x, y: &y })
    };
    if len <= BLOCK {
        return block(0);
    }
    let mut sums = vec![K::Out::default(); len.div_ceil(BLOCK)];
    let runs = sums.chunks_mut(RUN).enumerate().collect();
    for_each(threads_for(len, 2.0 * len as f64), runs, |(run, sums): (usize, &mut [K::Out])| {
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum = block((run * RUN + at) * BLOCK);
        }
    });
    tree(sums)
}

/// Adds by halves: `i` and `i + half`, where `half` is the greatest power of two below the number.
fn tree<T: Element>(mut sums: Vec<T>) -> T {
    let mut count = sums.len();
    while count > 1 {
        let half = count.next_power_of_two() / 2;
        let (low, high) = sums[..count].split_at_mut(half);
        low.iter_mut().zip(high).for_each(|(low, high)| *low += *high);
        count = half;
    }
    sums[0]
}

/// The level that a call uses here.
pub(in crate::linalg) fn level_now() -> Level {
    Settings::of(Options::new()).level
}
