//! Folding and scanning along one axis, and the table of a kernel over two operands.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use ndarray::{Array, ArrayD, ArrayView2, ArrayViewD, Axis, DimAdd, Dimension, RemoveAxis};

use super::call::{call, into};
use super::code::Code;
use super::failure::{Failure, Place, raise};
use super::fold::{ACCUMULATORS, BLOCK, combine, fold_by_halves, scan};
use super::launch::{LowestFailure, threads_worth_using};
use super::pool;
use super::reduce::fold_slice;
use super::schedule::{Deal, Taken};
use crate::array::{Kind, Operand};
use crate::config::Settings;
use crate::error::ShapeError;
use crate::kernel::{Associative, Kernel};
use crate::options::Options;
use crate::simd::{Element, Level};

/// Elements of neighbouring results that are folded together: their accumulators stay in the L1 and L2 caches.
const STRIP: usize = 256;

/// A kind with axes, one of which can be folded.
#[diagnostic::on_unimplemented(message = "a scalar has no axis that could be folded")]
pub trait HasAxes: Kind<Dim: RemoveAxis> {}

impl<K: Kind<Dim: RemoveAxis>> HasAxes for K {}

/// An array of the operand's shape without one of its axes.
pub type Reduced<A, T> = Array<T, <<<A as Operand<T>>::Kind as Kind>::Dim as Dimension>::Smaller>;

/// What has the shape of the operand: a `Vec` or an array.
pub type Same<A, T> = <<A as Operand<T>>::Kind as Kind>::Of<T>;

/// A kind that makes a table with another one: the axes of both, one after the other.
pub trait OuterKind<Rhs: Kind>: Kind {
    /// The dimension of the table.
    type Dim: Dimension;
}

impl<L: Kind, R: Kind> OuterKind<R> for L
where
    L::Dim: DimAdd<R::Dim>,
{
    type Dim = <L::Dim as DimAdd<R::Dim>>::Output;
}

/// The table of a kernel that takes `T0` and `T1` and gives `R`.
pub type Outer<A0, A1, T0, T1, R> =
    Array<R, <<A0 as Operand<T0>>::Kind as OuterKind<<A1 as Operand<T1>>::Kind>>::Dim>;

/// Folds the elements along `axis`; each result has the bits that `reduce` gives for its elements.
///
/// # Panics
/// If there is no such axis, or the kernel panics.
#[track_caller]
pub fn reduce_axis<K: Associative<T>, T: 'static, A: Operand<K::Elem>>(
    x: A,
    axis: usize,
) -> Reduced<A, K::Elem>
where
    A::Kind: HasAxes,
{
    let view = x.view().into_dyn();
    check_axis(K::REPORT.name, axis, view.shape());
    let settings = Settings::of(Options::new());
    match fold_axis::<K, T>(&view, axis, &settings) {
        Ok(results) => results.into_dimensionality().expect("a result has one axis less than the operand"),
        Err(failure) => raise(failure.payload, K::REPORT.name, &Place::Operation("reduce_axis")),
    }
}

/// The inclusive scan along the first axis, in sequential order.
///
/// # Panics
/// If the kernel panics.
#[track_caller]
pub fn accumulate<K: Associative<T>, T: 'static, A: Operand<K::Elem>>(x: A) -> Same<A, K::Elem> {
    if let Some(value) = x.value() {
        return A::Kind::wrap_one(value);
    }
    accumulate_axis::<K, T, A>(x, 0)
}

/// The inclusive scan along `axis`, in sequential order.
///
/// # Panics
/// If there is no such axis, or the kernel panics.
#[track_caller]
pub fn accumulate_axis<K: Associative<T>, T: 'static, A: Operand<K::Elem>>(
    x: A,
    axis: usize,
) -> Same<A, K::Elem> {
    let view = x.view().into_dyn();
    check_axis(K::REPORT.name, axis, view.shape());
    let mut sums = ArrayD::from_elem(view.raw_dim(), K::Elem::default());
    if axis + 1 == view.ndim() {
        let level = Settings::of(Options::new()).level;
        let attempt = catch_unwind(AssertUnwindSafe(|| scan_lanes::<K, T>(level, &view, &mut sums)));
        if let Err(payload) = attempt {
            raise(payload, K::REPORT.name, &Place::Operation("accumulate"));
        }
    } else {
        scan_rows::<K, T>(&view, axis, &mut sums);
    }
    A::Kind::of_array(sums)
}

/// A kernel of two arguments for every pair of elements: the result has the axes of `a`, then those of `b`.
///
/// # Panics
/// If the kernel panics.
#[track_caller]
pub fn outer<K, T, A0, A1, T0, T1, R>(a: A0, b: A1) -> Outer<A0, A1, T0, T1, R>
where
    K: Kernel<T, Args = (T0, T1), Ret = (R,)>,
    T: 'static,
    T0: Element,
    T1: Element,
    R: Element,
    A0: Operand<T0>,
    A1: Operand<T1>,
    A0::Kind: OuterKind<A1::Kind>,
{
    let mut rows = a.view().into_dyn();
    let columns = b.view().into_dyn();
    for _ in 0..columns.ndim() {
        let last = Axis(rows.ndim());
        rows = rows.insert_axis(last);
    }
    let table: ArrayD<R> = call::<K, T, _>((rows, columns));
    table.into_dimensionality().expect("a table has the axes of both operands")
}

#[track_caller]
fn check_axis(kernel: &str, axis: usize, shape: &[usize]) {
    if axis >= shape.len() {
        panic!("ufunc `{kernel}`: {}", ShapeError::NoSuchAxis { axis, shape: shape.to_vec() });
    }
}

/// Scans along the last axis, lane by lane.
fn scan_lanes<K: Associative<T>, T: 'static>(
    level: Level,
    view: &ArrayViewD<'_, K::Elem>,
    sums: &mut ArrayD<K::Elem>,
) {
    let axis = Axis(view.ndim() - 1);
    let mut buffer = Vec::new();
    for (lane, mut out) in view.lanes(axis).into_iter().zip(sums.lanes_mut(axis)) {
        let out = out.as_slice_mut().expect("the last axis of a new array is contiguous");
        match lane.as_slice() {
            Some(lane) => scan::<K, T>(level, lane, out),
            None => {
                buffer.clear();
                buffer.extend(lane.iter().copied());
                scan::<K, T>(level, &buffer, out);
            }
        }
    }
}

/// Scans along an axis that is not the last: every step is a call for all lanes at once.
#[track_caller]
fn scan_rows<K: Associative<T>, T: 'static>(
    view: &ArrayViewD<'_, K::Elem>,
    axis: usize,
    sums: &mut ArrayD<K::Elem>,
) {
    let axis = Axis(axis);
    for i in 0..view.len_of(axis) {
        let (done, mut rest) = sums.view_mut().split_at(axis, i);
        let mut out = rest.index_axis_mut(axis, 0);
        let row = view.index_axis(axis, i);
        if i == 0 {
            out.assign(&row);
        } else {
            let last = done.index_axis(axis, i - 1);
            into::<K, T, _, _>((last, row), (out,)).expect("the rows of an array have one shape");
        }
    }
}

/// The results of folding along an axis, in C order, piece by piece.
fn fold_axis<K: Associative<T>, T: 'static>(
    view: &ArrayViewD<'_, K::Elem>,
    axis: usize,
    settings: &Settings,
) -> Result<ArrayD<K::Elem>, Failure> {
    let mut shape = view.shape().to_vec();
    let axis_len = shape.remove(axis);
    let count: usize = shape.iter().product();
    if axis_len == 0 {
        return Ok(ArrayD::from_elem(shape, K::IDENTITY));
    }
    let fold = AxisFold { view, axis, level: settings.level };
    let len = count * axis_len;
    let threads =
        threads_worth_using(Code::of::<K, T>(), len, size_of::<K::Elem>(), settings).min(count.max(1));
    let deal = Deal::new(settings.schedule(true), count, 1, threads);
    let lowest = LowestFailure::default();
    let done = Mutex::new(Vec::new());
    let work = |part: usize| {
        let mut taken = Taken::default();
        while let Some(range) = deal.draw(part, &mut taken) {
            let start = range.start;
            match catch_unwind(AssertUnwindSafe(|| fold.results::<K, T>(range))) {
                Ok(results) => done.lock().unwrap_or_else(PoisonError::into_inner).push((start, results)),
                Err(payload) => lowest.offer(Failure { at: start, payload }),
            }
        }
    };
    if threads > 1 {
        pool::run_parts(threads, &work)
    } else {
        work(0)
    }
    lowest.into_result()?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(start, _)| *start);
    let results = done.into_iter().flat_map(|(_, results)| results).collect();
    Ok(ArrayD::from_shape_vec(shape, results).expect("there is a result for each lane"))
}

/// An operand whose elements are folded along an axis.
#[derive(Debug)]
struct AxisFold<'a, 'v, E> {
    view: &'a ArrayViewD<'v, E>,
    axis: usize,
    level: Level,
}

impl<E: Element> AxisFold<'_, '_, E> {
    /// The results with these numbers, in C order.
    fn results<K: Associative<T, Elem = E>, T: 'static>(&self, range: Range<usize>) -> Vec<E> {
        let axis = Axis(self.axis);
        let neighbour = (0..self.view.ndim()).rev().map(Axis).find(|&other| other != axis);
        match neighbour {
            Some(neighbour) if self.view.stride_of(neighbour) == 1 && self.view.stride_of(axis) != 1 => {
                self.strips::<K, T>(range, neighbour)
            }
            _ => self.lanes::<K, T>(range),
        }
    }

    /// Lane by lane.
    fn lanes<K: Associative<T, Elem = E>, T: 'static>(&self, range: Range<usize>) -> Vec<E> {
        let (mut buffer, mut partials) = (Vec::new(), Vec::new());
        let lanes = self.view.lanes(Axis(self.axis)).into_iter();
        lanes
            .skip(range.start)
            .take(range.len())
            .map(|lane| match lane.as_slice() {
                Some(lane) => fold_slice::<K, T>(lane, self.level, &mut partials),
                None => {
                    buffer.clear();
                    buffer.extend(lane.iter().copied());
                    fold_slice::<K, T>(&buffer, self.level, &mut partials)
                }
            })
            .collect()
    }

    /// Many neighbouring results at a time, whose elements are neighbours too.
    fn strips<K: Associative<T, Elem = E>, T: 'static>(
        &self,
        range: Range<usize>,
        neighbour: Axis,
    ) -> Vec<E> {
        let width = self.view.len_of(neighbour);
        let mut results = Vec::with_capacity(range.len());
        let mut at = range.start;
        while at < range.end {
            let column = at % width;
            let len = STRIP.min(width - column).min(range.end - at);
            let plane = self.plane(at / width, neighbour);
            let strip = plane.slice_move(ndarray::s![.., column..column + len]);
            fold_strip::<K, T>(self.level, &strip, &mut results);
            at += len;
        }
        results
    }

    /// The elements of one row of results: along the axis, then along the neighbour.
    fn plane(&self, mut row: usize, neighbour: Axis) -> ArrayView2<'_, E> {
        let mut plane = self.view.view();
        let (mut axis, mut neighbour) = (self.axis, neighbour.index());
        for other in (0..self.view.ndim()).rev().filter(|&other| other != self.axis && other != neighbour) {
            let len = self.view.shape()[other];
            plane.collapse_axis(Axis(other), row % len);
            row /= len;
        }
        while plane.ndim() > 2 {
            let other = (0..plane.ndim()).find(|&other| other != axis && other != neighbour).unwrap_or(0);
            plane = plane.index_axis_move(Axis(other), 0);
            axis -= usize::from(other < axis);
            neighbour -= usize::from(other < neighbour);
        }
        if axis > neighbour {
            plane.swap_axes(0, 1);
        }
        plane.into_dimensionality().expect("two axes are left")
    }
}

/// Folds the columns of a strip, each as [`fold_slice`] would.
fn fold_strip<K: Associative<T>, T: 'static>(
    level: Level,
    strip: &ArrayView2<'_, K::Elem>,
    results: &mut Vec<K::Elem>,
) {
    let width = strip.ncols();
    let mut partials = Vec::new();
    let mut accumulators = Vec::with_capacity(ACCUMULATORS * width);
    for block in strip.axis_chunks_iter(Axis(0), BLOCK) {
        accumulators.clear();
        for (i, row) in block.rows().into_iter().enumerate() {
            let row = row.to_slice().expect("a strip's rows are contiguous");
            if i < ACCUMULATORS {
                accumulators.extend_from_slice(row);
            } else {
                let at = i % ACCUMULATORS * width;
                combine::<K, T>(level, &mut accumulators[at..at + width], row);
            }
        }
        fold_by_halves::<K, T>(level, &mut accumulators, width);
        partials.extend_from_slice(&accumulators[..width]);
    }
    fold_by_halves::<K, T>(level, &mut partials, width);
    results.extend_from_slice(&partials[..width]);
}
