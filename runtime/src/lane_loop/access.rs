//! Loads and stores of arrays outside of a lane loop.

use super::grid::{Grid, GridMut};
use super::item::{Item, MAX_LANES};
use crate::simd::fault::fault_of;
use crate::simd::{Element, Gang, Lanes as _, Mask as _, UsizeLanes};

/// The lanes of an item.
pub(super) type Lanes<G, T> = <<T as Item>::Elem as Element>::Lanes<G>;

/// `len` elements along `axis` from `at` on, if they exist and lie side by side.
#[inline(always)]
pub fn run<T, const N: usize, A: Grid<T, N>>(
    array: &A,
    at: [usize; N],
    axis: usize,
    len: usize,
) -> Option<&[T]> {
    array.run(at, axis, len)
}

/// As [`run`], to write to.
#[inline(always)]
pub fn run_mut<T, const N: usize, A: GridMut<T, N>>(
    array: &mut A,
    at: [usize; N],
    axis: usize,
    len: usize,
) -> Option<&mut [T]> {
    array.run_mut(at, axis, len)
}

/// The index at which a run starts, or none that exists if the index wraps on the way to the last of `len` elements.
#[inline(always)]
#[must_use]
pub fn successive(first: usize, last: usize, len: usize) -> usize {
    if last.wrapping_sub(first) == len.wrapping_sub(1) { first } else { usize::MAX }
}

/// The length of an axis.
#[inline(always)]
pub fn extent<T, const N: usize, A: Grid<T, N>>(array: &A, axis: usize) -> usize {
    array.extent(axis)
}

/// The element that all lanes read.
#[inline(always)]
pub fn get<T: Item, const N: usize, A: Grid<T, N>>(array: &A, at: [usize; N]) -> T {
    match array.get(at) {
        Some(element) => element,
        None => fault_of(array.outside(at), None),
    }
}

/// One gang of a stream.
#[inline(always)]
pub fn load_stream<G: Gang, T: Item>(g: G, stream: &[T], at: usize) -> Lanes<G, T> {
    T::load(g, &stream[at..][..G::LANES])
}

/// As [`load_stream`].
#[inline(always)]
pub fn store_stream<G: Gang, T: Item>(stream: &mut [T], at: usize, value: Lanes<G, T>) {
    T::store::<G>(value, &mut stream[at..][..G::LANES]);
}

/// As [`store_stream`], in the lanes of the mask.
#[inline(always)]
pub fn blend_stream<G: Gang, T: Item>(g: G, stream: &mut [T], at: usize, value: Lanes<G, T>, m: G::Mask) {
    let to = &mut stream[at..][..G::LANES];
    let old = T::load(g, to);
    T::store::<G>(Lanes::<G, T>::select(m, value, old), to);
}

/// The elements of a run, at most a gang; further lanes repeat the last.
#[inline(always)]
pub fn load_run<G: Gang, T: Item>(g: G, run: &[T]) -> Lanes<G, T> {
    if run.len() == G::LANES { T::load(g, run) } else { T::load_first(g, run) }
}

/// Stores as many lanes as the run has elements.
#[inline(always)]
pub fn store_run<G: Gang, T: Item>(run: &mut [T], value: Lanes<G, T>) {
    if run.len() == G::LANES { T::store::<G>(value, run) } else { T::store_first::<G>(value, run) }
}

/// As [`store_run`], in the lanes of the mask.
#[inline(always)]
pub fn blend_run<G: Gang, T: Item>(g: G, run: &mut [T], value: Lanes<G, T>, m: G::Mask) {
    let old = load_run(g, run);
    store_run::<G, T>(run, Lanes::<G, T>::select(m, value, old));
}

/// `array[index]` in every lane of the mask.
#[inline(always)]
pub fn gather_from<G: Gang, T: Item, const N: usize, A: Grid<T, N>>(
    g: G,
    array: &A,
    index: [UsizeLanes<G>; N],
    m: G::Mask,
) -> Lanes<G, T> {
    match array.whole() {
        Some(table) => T::gather(g, table, index[0], m),
        None => gather_cold::<G, T, N, A>(g, array, index, m),
    }
}

/// As [`gather_from`], out of line: where what should lie side by side does not.
#[inline(always)]
pub fn gather_cold<G: Gang, T: Item, const N: usize, A: Grid<T, N>>(
    g: G,
    array: &A,
    index: [UsizeLanes<G>; N],
    m: G::Mask,
) -> Lanes<G, T> {
    let mut lanes = [T::Elem::default(); MAX_LANES];
    gather_lanes(array, &in_memory::<G, N>(index), m.to_bits(), &mut lanes);
    <Lanes<G, T>>::load(g, &lanes)
}

/// `array[index] = value` in the first `len` lanes of the mask, in their order.
#[inline(always)]
pub fn scatter_to<G: Gang, T: Item, const N: usize, A: GridMut<T, N>>(
    _: G,
    array: &mut A,
    index: [UsizeLanes<G>; N],
    value: Lanes<G, T>,
    m: G::Mask,
    len: usize,
) {
    let mut lanes = [T::Elem::default(); MAX_LANES];
    value.store(&mut lanes);
    let first = if len < 64 { (1 << len) - 1 } else { u64::MAX };
    scatter_lanes(array, &in_memory::<G, N>(index), m.to_bits() & first, &lanes);
}

#[cfg(target_pointer_width = "64")]
pub(super) type Index = u64;
#[cfg(not(target_pointer_width = "64"))]
pub(super) type Index = u32;

#[inline(always)]
pub(super) fn in_memory<G: Gang, const N: usize>(index: [UsizeLanes<G>; N]) -> [[Index; MAX_LANES]; N] {
    let mut lanes = [[0; MAX_LANES]; N];
    let mut axis = 0;
    while axis < N {
        index[axis].store(&mut lanes[axis]);
        axis += 1;
    }
    lanes
}

/// The index of one lane.
#[inline(always)]
pub(super) fn of_lane<const N: usize>(index: &[[Index; MAX_LANES]; N], lane: usize) -> [usize; N] {
    let mut at = [0; N];
    for (at, lanes) in at.iter_mut().zip(index) {
        *at = lanes[lane] as usize;
    }
    at
}

#[inline(never)]
fn gather_lanes<T: Item, const N: usize, A: Grid<T, N>>(
    array: &A,
    index: &[[Index; MAX_LANES]; N],
    mut on: u64,
    to: &mut [T::Elem; MAX_LANES],
) {
    while on != 0 {
        let lane = on.trailing_zeros();
        on &= on - 1;
        let at = of_lane(index, lane as usize);
        match array.get(at) {
            Some(element) => to[lane as usize] = element.elem(),
            None => fault_of(array.outside(at), Some(lane)),
        }
    }
}

#[inline(never)]
fn scatter_lanes<T: Item, const N: usize, A: GridMut<T, N>>(
    array: &mut A,
    index: &[[Index; MAX_LANES]; N],
    mut on: u64,
    from: &[T::Elem; MAX_LANES],
) {
    while on != 0 {
        let lane = on.trailing_zeros();
        on &= on - 1;
        let at = of_lane(index, lane as usize);
        match array.get_mut(at) {
            Some(element) => *element = T::of(from[lane as usize]),
            None => fault_of(array.outside(at), Some(lane)),
        }
    }
}
