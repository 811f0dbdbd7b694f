//! What iterations combine: 32 partial results, whatever the gang.

use super::access::Lanes as LanesOf;
use super::item::Item;
use crate::simd::{Gang, Lanes};

/// Iteration `t` is combined into partial result `t % SLOTS`.
pub const SLOTS: usize = 32;

/// The least gang has as many lanes as this times fewer.
const MAX_GANGS: usize = 16;

/// What holds the partial results of a reduction.
pub trait AsSlots<T> {
    /// The partial results.
    fn slots(&mut self) -> &mut [T; SLOTS];
}

impl<T> AsSlots<T> for &mut [T; SLOTS] {
    #[inline(always)]
    fn slots(&mut self) -> &mut [T; SLOTS] {
        self
    }
}

/// Copies the partial results out.
#[inline(always)]
pub fn open_slots<T: Item, A: AsSlots<T>>(from: &mut A) -> [T::Elem; SLOTS] {
    let mut slots = [T::Elem::default(); SLOTS];
    for (slot, from) in slots.iter_mut().zip(from.slots()) {
        *slot = from.elem();
    }
    slots
}

/// Copies the partial results back.
#[inline(always)]
pub fn close_slots<T: Item, A: AsSlots<T>>(to: &mut A, slots: [T::Elem; SLOTS]) {
    for (to, slot) in to.slots().iter_mut().zip(slots) {
        *to = T::of(slot);
    }
}

/// All partial results in lanes: a gang's worth in each of the first `SLOTS / LANES`.
#[inline(always)]
pub fn load_accumulators<G: Gang, T: Item>(g: G, slots: &[T::Elem; SLOTS]) -> [LanesOf<G, T>; MAX_GANGS] {
    let mut all = [<LanesOf<G, T>>::splat(g, T::Elem::default()); MAX_GANGS];
    let mut turn = 0;
    while turn < SLOTS / G::LANES {
        all[turn] = <LanesOf<G, T>>::load(g, &slots[turn * G::LANES..][..G::LANES]);
        turn += 1;
    }
    all
}

/// As [`load_accumulators`], back.
#[inline(always)]
pub fn store_accumulators<G: Gang, T: Item>(all: &[LanesOf<G, T>; MAX_GANGS], slots: &mut [T::Elem; SLOTS]) {
    let mut turn = 0;
    while turn < SLOTS / G::LANES {
        all[turn].store(&mut slots[turn * G::LANES..][..G::LANES]);
        turn += 1;
    }
}

/// The partial results of the gang whose first lane is iteration `at`.
#[inline(always)]
pub fn load_slots<G: Gang, T: Item>(g: G, slots: &[T::Elem; SLOTS], at: usize) -> LanesOf<G, T> {
    <LanesOf<G, T>>::load(g, &slots[at % SLOTS..][..G::LANES])
}

/// As [`load_slots`], back, of the first `len` lanes.
#[inline(always)]
pub fn store_slots<G: Gang, T: Item>(
    lanes: LanesOf<G, T>,
    slots: &mut [T::Elem; SLOTS],
    at: usize,
    len: usize,
) {
    lanes.store_first(&mut slots[at % SLOTS..][..len]);
}
