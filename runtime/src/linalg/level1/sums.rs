//! Sums of fixed shape.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;

use fearless_simd::Simd;
use ndarray::{ArrayView1, s};

use super::SHORT;
use crate::config::Settings;
use crate::linalg::element::Element;
use crate::linalg::panels::{for_each, threads_for};
use crate::linalg::vector::Vector;
use crate::options::Options;
use crate::simd::{Level, WithSimd, dispatch};

/// Elements that are added up before the tree begins.
const BLOCK: usize = 4096;

/// Partial sums in a block.
const SUMS: usize = 32;

/// Blocks that a thread takes at once.
const RUN: usize = 16;

/// What is added up of two elements. It is zero for zeros.
pub(super) trait Term: 'static {
    /// The elements.
    type In: Element;
    /// What is added up.
    type Out: Element;

    fn of(x: Self::In, y: Self::In) -> Self::Out;
}

/// `x·y`.
pub(super) struct Product<T>(PhantomData<T>);

impl<T: Element> Term for Product<T> {
    type In = T;
    type Out = T;

    #[inline(always)]
    fn of(x: T, y: T) -> T {
        x * y
    }
}

/// `x·y` in double precision, where it is exact.
pub(super) struct WideProduct;

impl Term for WideProduct {
    type In = f32;
    type Out = f64;

    #[inline(always)]
    fn of(x: f32, y: f32) -> f64 {
        f64::from(x) * f64::from(y)
    }
}

/// `|x|`.
pub(super) struct Magnitude<T>(PhantomData<T>);

impl<T: Element> Term for Magnitude<T> {
    type In = T;
    type Out = T;

    #[inline(always)]
    fn of(x: T, _: T) -> T {
        x.abs()
    }
}

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
        sum_of_block::<K>(x, y)
    } else {
        sum_of_long::<K>(&Source::Slice(x), &Source::Slice(y))
    }
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
    let level = Settings::of(Options::new()).level;
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

struct SumOfBlock<'a, K: Term> {
    x: &'a [K::In],
    y: &'a [K::In],
}

impl<K: Term> WithSimd for SumOfBlock<'_, K> {
    type Output = K::Out;

    #[inline(always)]
    fn run<S: Simd>(self, _: S) -> K::Out {
        sum_of_block::<K>(self.x, self.y)
    }
}

/// The sum of a block. Arrays of fixed length, so that the compiler keeps the sums in registers of any width.
#[inline(always)]
fn sum_of_block<K: Term>(x: &[K::In], y: &[K::In]) -> K::Out {
    let ((xs, x), (ys, y)) = (x.as_chunks::<SUMS>(), y.as_chunks::<SUMS>());
    let mut sums = [K::Out::default(); SUMS];
    for (x, y) in xs.iter().zip(ys) {
        add_terms::<K>(&mut sums, x, y);
    }
    if !x.is_empty() {
        // A zero more changes no sum: none of them is −0.
        let (mut last_x, mut last_y) = ([K::In::default(); SUMS], [K::In::default(); SUMS]);
        last_x.iter_mut().zip(x).for_each(|(to, from)| *to = *from);
        last_y.iter_mut().zip(y).for_each(|(to, from)| *to = *from);
        add_terms::<K>(&mut sums, &last_x, &last_y);
    }
    let sums = halved::<_, 32, 16>(sums);
    let sums = halved::<_, 16, 8>(sums);
    let sums = halved::<_, 8, 4>(sums);
    let sums = halved::<_, 4, 2>(sums);
    sums[0] + sums[1]
}

#[inline(always)]
fn add_terms<K: Term>(sums: &mut [K::Out; SUMS], x: &[K::In; SUMS], y: &[K::In; SUMS]) {
    let mut at = 0;
    while at < SUMS {
        sums[at] += K::of(x[at], y[at]);
        at += 1;
    }
}

#[inline(always)]
fn halved<T: Element, const FROM: usize, const TO: usize>(sums: [T; FROM]) -> [T; TO] {
    let mut half = [T::zero(); TO];
    let mut at = 0;
    while at < TO {
        half[at] = sums[at] + sums[at + TO];
        at += 1;
    }
    half
}

/// The level that a call uses here.
pub(super) fn level_now() -> Level {
    Settings::of(Options::new()).level
}
