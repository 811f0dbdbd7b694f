//! The sum of a block, in a fixed number of partial sums whatever the width of registers.
//!
//! There are 128 bytes of sums: eight of the narrowest registers, which leaves room for factors, and four of AVX2, which hides the latency of
//! additions. They are folded by halves: `i` with `i + 8`, then with `i + 4`, and so on.

use std::marker::PhantomData;

use fearless_simd::Simd;
use fearless_simd::prelude::*;

use crate::linalg::element::{Backed, Element};
use crate::simd::WithSimd;

/// What is added up of two elements. It is zero for zeros.
pub(super) trait Term: 'static {
    /// The elements.
    type In: Element;
    /// What is added up.
    type Out: Element;

    /// The sum of a block of two slices of one length.
    fn sum<S: Simd>(s: S, x: &[Self::In], y: &[Self::In]) -> Self::Out;
}

/// `x·y`.
pub(super) struct Product<T>(PhantomData<T>);

impl<T: Element> Term for Product<T> {
    type In = T;
    type Out = T;

    #[inline(always)]
    fn sum<S: Simd>(s: S, x: &[T], y: &[T]) -> T {
        <T as Backed>::sum::<S, Self>(s, x, y)
    }
}

/// `|x|`.
pub(super) struct Magnitude<T>(PhantomData<T>);

impl<T: Element> Term for Magnitude<T> {
    type In = T;
    type Out = T;

    #[inline(always)]
    fn sum<S: Simd>(s: S, x: &[T], y: &[T]) -> T {
        <T as Backed>::sum::<S, Self>(s, x, y)
    }
}

/// `x·y` in double precision, where it is exact.
pub(super) struct WideProduct;

impl Term for WideProduct {
    type In = f32;
    type Out = f64;

    #[inline(always)]
    fn sum<S: Simd>(_: S, x: &[f32], y: &[f32]) -> f64 {
        sum_of_wide_products(x, y)
    }
}

/// The terms of the elements of two registers.
pub(in crate::linalg) trait Registers {
    fn of<S: Simd, V: SimdFloat<S>>(x: V, y: V) -> V;
}

impl<T: Element> Registers for Product<T> {
    #[inline(always)]
    fn of<S: Simd, V: SimdFloat<S>>(x: V, y: V) -> V {
        x * y
    }
}

impl<T: Element> Registers for Magnitude<T> {
    #[inline(always)]
    fn of<S: Simd, V: SimdFloat<S>>(x: V, _: V) -> V {
        x.abs()
    }
}

/// A block's sum, to be computed at a level.
pub(super) struct SumOfBlock<'a, K: Term> {
    pub(super) x: &'a [K::In],
    pub(super) y: &'a [K::In],
}

impl<K: Term> WithSimd for SumOfBlock<'_, K> {
    type Output = K::Out;

    #[inline(always)]
    fn run<S: Simd>(self, s: S) -> K::Out {
        K::sum(s, self.x, self.y)
    }
}

impl<K: Term> SumOfBlock<'_, K> {
    /// The sum by the instructions that every machine has, without a look at which there are.
    #[inline(always)]
    pub(super) fn here(self) -> K::Out {
        fearless_simd::dispatch!(fearless_simd::Level::baseline(), s => self.run(s))
    }
}

/// Sums of `f32`, of which half as many are used for `f64`.
const MOST_SUMS: usize = 32;

/// Registers of sums at the narrowest level.
const MOST_REGISTERS: usize = 8;

#[inline(always)]
pub(in crate::linalg) fn sum_in_registers<S, T, V, K>(s: S, x: &[T], y: &[T]) -> T
where
    S: Simd,
    T: Element,
    V: SimdFloat<S, Element = T>,
    K: Registers,
{
    let lanes = const { V::LEN };
    let count = const { 128 / size_of::<T>() };
    let mut sums = [V::splat(s, T::default()); MOST_REGISTERS];
    let whole = x.len().min(y.len()) / count * count;
    let mut at = 0;
    while at < whole {
        add_terms::<S, T, V, K>(s, &mut sums, &x[at..at + count], &y[at..at + count]);
        at += count;
    }
    add_rest::<S, T, V, K>(s, &mut sums, &x[whole..], &y[whole..]);
    let mut registers = const { 128 / size_of::<T>() / V::LEN };
    while registers > 1 {
        registers /= 2;
        let mut register = 0;
        while register < registers {
            sums[register] += sums[register + registers];
            register += 1;
        }
    }
    let mut last = [T::default(); MOST_SUMS];
    sums[0].store_slice(&mut last[..lanes]);
    let mut left = lanes;
    while left > 1 {
        left /= 2;
        let mut lane = 0;
        while lane < left {
            last[lane] += last[lane + left];
            lane += 1;
        }
    }
    last[0]
}

#[inline(always)]
fn add_terms<S, T, V, K>(s: S, sums: &mut [V; MOST_REGISTERS], x: &[T], y: &[T])
where
    S: Simd,
    T: Element,
    V: SimdFloat<S, Element = T>,
    K: Registers,
{
    let lanes = const { V::LEN };
    let registers = const { 128 / size_of::<T>() / V::LEN };
    let mut register = 0;
    while register < registers {
        let from = register * lanes..(register + 1) * lanes;
        let x = V::from_slice(s, &x[from.clone()]);
        let y = V::from_slice(s, &y[from]);
        sums[register] += K::of::<S, V>(x, y);
        register += 1;
    }
}

/// Adds what does not fill all registers; where a register is not filled, zeros take the place of elements. A zero more changes no sum:
/// none of them is −0.
#[inline(always)]
fn add_rest<S, T, V, K>(s: S, sums: &mut [V; MOST_REGISTERS], x: &[T], y: &[T])
where
    S: Simd,
    T: Element,
    V: SimdFloat<S, Element = T>,
    K: Registers,
{
    let lanes = const { V::LEN };
    let registers = const { 128 / size_of::<T>() / V::LEN };
    let len = x.len().min(y.len());
    let mut register = 0;
    while register < registers {
        let start = register * lanes;
        if start >= len {
            return;
        }
        let (x, y) = (&x[start..len], &y[start..len]);
        let (x, y) = if x.len() >= lanes {
            (V::from_slice(s, &x[..lanes]), V::from_slice(s, &y[..lanes]))
        } else {
            (load_padded::<S, T, V>(s, x), load_padded::<S, T, V>(s, y))
        };
        sums[register] += K::of::<S, V>(x, y);
        register += 1;
    }
}

#[inline(always)]
fn load_padded<S: Simd, T: Element, V: SimdFloat<S, Element = T>>(s: S, from: &[T]) -> V {
    let mut padded = [T::default(); MOST_SUMS];
    let mut at = 0;
    while at < from.len() && at < V::LEN {
        padded[at] = from[at];
        at += 1;
    }
    V::from_slice(s, &padded[..V::LEN])
}

/// Sums of products in double precision.
const WIDE_SUMS: usize = 16;

/// Arrays of fixed length, which the compiler keeps in registers of any width.
#[inline(always)]
fn sum_of_wide_products(x: &[f32], y: &[f32]) -> f64 {
    let ((xs, x), (ys, y)) = (x.as_chunks::<WIDE_SUMS>(), y.as_chunks::<WIDE_SUMS>());
    let mut sums = [0.0; WIDE_SUMS];
    for (x, y) in xs.iter().zip(ys) {
        add_wide_products(&mut sums, x, y);
    }
    if !x.is_empty() {
        let (mut last_x, mut last_y) = ([0.0; WIDE_SUMS], [0.0; WIDE_SUMS]);
        last_x[..x.len()].copy_from_slice(x);
        last_y[..y.len()].copy_from_slice(y);
        add_wide_products(&mut sums, &last_x, &last_y);
    }
    let mut left = WIDE_SUMS;
    while left > 1 {
        left /= 2;
        let mut at = 0;
        while at < left {
            sums[at] += sums[at + left];
            at += 1;
        }
    }
    sums[0]
}

#[inline(always)]
fn add_wide_products(sums: &mut [f64; WIDE_SUMS], x: &[f32; WIDE_SUMS], y: &[f32; WIDE_SUMS]) {
    let mut at = 0;
    while at < WIDE_SUMS {
        sums[at] += f64::from(x[at]) * f64::from(y[at]);
        at += 1;
    }
}
