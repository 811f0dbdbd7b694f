//! Tuples of element types: what a kernel takes or gives, and how it is loaded, stored and handed out.
#![allow(
    unsafe_code,
    reason = "results are written into fresh memory, which then becomes a `Vec` or a value"
)]

use std::mem::MaybeUninit;
use std::ptr;

use crate::array::{Chunk, ErasedTarget, Kind, Shape};
use crate::simd::{Element, Gang, Lanes};

/// A tuple of element types: what a kernel takes or gives.
pub trait Elements: sealed::Sealed + Copy + Send + Sync + 'static {
    /// How many.
    const LEN: usize;
    /// These types in every lane.
    type Lanes<G: Gang>: Copy;
    /// One block of each argument.
    type Blocks<'a>: Copy;
    /// Where a block of each result goes.
    type BlocksMut<'a>;
    /// What a call gives: a container for a single result, a tuple of containers for several.
    type Outputs<K: Kind>;
    /// Fresh memory for the results of a call.
    type Room;
    /// Where the results of a call go.
    type Targets<'a>: AsMut<[ErasedTarget<'a>]>;
    /// Fresh memory for one result of each type.
    type One;

    /// Loads one gang that starts at `at`: `G::LANES` elements, or the last `len < G::LANES` of them, further lanes
    /// repeating the last.
    fn load<G: Gang>(g: G, from: &Self::Blocks<'_>, at: usize, len: usize) -> Self::Lanes<G>;
    /// Stores the first `len` lanes (at most `G::LANES`) from `at` on.
    fn store<G: Gang>(lanes: Self::Lanes<G>, to: &mut Self::BlocksMut<'_>, at: usize, len: usize);

    /// The arguments of a chunk.
    fn blocks<'a>(chunk: &Chunk<'a>) -> Self::Blocks<'a>;
    /// The results of a chunk, taken out of it.
    fn blocks_mut<'a>(chunk: &mut Chunk<'a>) -> Self::BlocksMut<'a>;
    /// These values for every element.
    fn splat_blocks(self) -> Self::Blocks<'static>;

    /// Allocates room for results of `len` elements.
    fn reserve(len: usize) -> Self::Room;
    /// The room, as where the results of a call go.
    fn targets(room: &mut Self::Room) -> Self::Targets<'_>;
    /// Makes results of the room.
    ///
    /// # Safety
    /// Every result has as many elements as `shape` says, and all have been written.
    unsafe fn finish<K: Kind>(room: Self::Room, shape: &Shape) -> Self::Outputs<K>;

    /// Room for one element of each type.
    fn one_uninit() -> Self::One;
    /// The room, as where a block of one element goes.
    fn one_block(room: &mut Self::One) -> Self::BlocksMut<'_>;
    /// The elements.
    ///
    /// # Safety
    /// All have been written.
    unsafe fn assume_one(room: Self::One) -> Self;
    /// The elements as the results of a call of scalars.
    fn wrap<K: Kind>(self) -> Self::Outputs<K>;
}

mod sealed {
    pub trait Sealed {}
}

/// One argument of a kernel over a block of elements.
#[derive(Debug, Clone, Copy)]
pub enum Block<'a, T> {
    /// The same value for every element.
    Splat(T),
    /// A value for each.
    Slice(&'a [T]),
}

impl<T: Element> Block<'_, T> {
    #[inline(always)]
    fn load<G: Gang>(&self, g: G, at: usize, len: usize) -> T::Lanes<G> {
        match *self {
            Block::Splat(value) => T::Lanes::<G>::splat(g, value),
            Block::Slice(from) if len == G::LANES => T::Lanes::<G>::load(g, &from[at..at + G::LANES]),
            Block::Slice(from) => T::Lanes::<G>::load_first(g, &from[at..at + len]),
        }
    }
}

/// Stores lanes into memory that may never have been written.
#[inline(always)]
fn store<T: Element, G: Gang>(lanes: T::Lanes<G>, to: &mut [MaybeUninit<T>], at: usize, len: usize) {
    let to = &mut to[at..at + len];
    // SAFETY: lanes are plain data with the same layout whether written or not, and the slice is only written: `store`
    // and `store_first` fill all of it.
    let to = unsafe { &mut *(ptr::from_mut(to) as *mut [T]) };
    if len == G::LANES { lanes.store(to) } else { lanes.store_first(to) }
}

/// The `Vec` whose room has been filled.
///
/// # Safety
/// `len` elements have been written.
#[inline]
unsafe fn filled<T>(mut room: Vec<T>, len: usize) -> Vec<T> {
    // SAFETY: the caller vouches for the elements; `set_len` needs no more than that and the capacity.
    unsafe { room.set_len(len) };
    room
}

macro_rules! elements_of_tuples {
    ($($len:literal: $($t:ident $i:tt),+;)+) => {$(
        impl<$($t: Element),+> sealed::Sealed for ($($t,)+) {}

        impl<$($t: Element),+> Elements for ($($t,)+) {
            const LEN: usize = $len;
            type Lanes<Ga: Gang> = ($($t::Lanes<Ga>,)+);
            type Blocks<'a> = ($(Block<'a, $t>,)+);
            type BlocksMut<'a> = ($(&'a mut [MaybeUninit<$t>],)+);
            type Outputs<K: Kind> = elements_of_tuples!(@outputs K, $($t),+);
            type Room = ($(Vec<$t>,)+);
            type Targets<'a> = [ErasedTarget<'a>; $len];
            type One = ($(MaybeUninit<$t>,)+);

            #[inline(always)]
            fn load<Ga: Gang>(g: Ga, from: &Self::Blocks<'_>, at: usize, len: usize) -> Self::Lanes<Ga> {
                ($(from.$i.load(g, at, len),)+)
            }

            #[inline(always)]
            fn store<Ga: Gang>(lanes: Self::Lanes<Ga>, to: &mut Self::BlocksMut<'_>, at: usize, len: usize) {
                $(store::<$t, Ga>(lanes.$i, to.$i, at, len);)+
            }

            #[inline(always)]
            fn blocks<'a>(chunk: &Chunk<'a>) -> Self::Blocks<'a> {
                ($(chunk.input::<$t>($i),)+)
            }

            #[inline(always)]
            fn blocks_mut<'a>(chunk: &mut Chunk<'a>) -> Self::BlocksMut<'a> {
                ($(chunk.take_output::<$t>($i),)+)
            }

            #[inline(always)]
            fn splat_blocks(self) -> Self::Blocks<'static> {
                ($(Block::Splat(self.$i),)+)
            }

            #[inline]
            fn reserve(len: usize) -> Self::Room {
                ($(Vec::<$t>::with_capacity(len),)+)
            }

            #[inline]
            fn targets(room: &mut Self::Room) -> Self::Targets<'_> {
                [$(ErasedTarget::fresh(&mut room.$i)),+]
            }

            #[inline]
            unsafe fn finish<K: Kind>(room: Self::Room, shape: &Shape) -> Self::Outputs<K> {
                let len = shape.len();
                // SAFETY: the caller vouches for `len` elements of each result.
                elements_of_tuples!(@tuple $(K::wrap(unsafe { filled(room.$i, len) }, shape)),+)
            }

            #[inline(always)]
            fn one_uninit() -> Self::One {
                ($(MaybeUninit::<$t>::uninit(),)+)
            }

            #[inline(always)]
            fn one_block(room: &mut Self::One) -> Self::BlocksMut<'_> {
                ($(std::slice::from_mut(&mut room.$i),)+)
            }

            #[inline(always)]
            unsafe fn assume_one(room: Self::One) -> Self {
                // SAFETY: the caller vouches for every element.
                ($(unsafe { room.$i.assume_init() },)+)
            }

            #[inline(always)]
            fn wrap<K: Kind>(self) -> Self::Outputs<K> {
                elements_of_tuples!(@tuple $(K::wrap_one(self.$i)),+)
            }
        }
    )+};
    (@outputs $k:ident, $t:ident) => { $k::Of<$t> };
    (@outputs $k:ident, $($t:ident),+) => { ($($k::Of<$t>,)+) };
    (@tuple $value:expr) => { $value };
    (@tuple $($value:expr),+) => { ($($value,)+) };
}

elements_of_tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
