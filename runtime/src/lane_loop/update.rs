//! Updates of elements anywhere, `array[index] op= value`: lane by lane, since two lanes may mean the same element.

use super::access::{Lanes, in_memory, of_lane};
use super::grid::GridMut;
use super::item::{Item, MAX_LANES};
use crate::simd::fault::fault_of;
use crate::simd::{Gang, Lanes as _, Mask as _, UsizeLanes};

/// What `+=`, `-=` and `*=` make of an element; with `check`, what Rust's operator says where they overflow.
pub trait Updated: Sized {
    /// `self + by`.
    ///
    /// # Errors
    /// If it overflows, and that is checked.
    fn plus(self, by: Self, check: bool) -> Result<Self, &'static str>;
    /// `self - by`.
    ///
    /// # Errors
    /// As [`plus`](Self::plus).
    fn minus(self, by: Self, check: bool) -> Result<Self, &'static str>;
    /// `self * by`.
    ///
    /// # Errors
    /// As [`plus`](Self::plus).
    fn times(self, by: Self, check: bool) -> Result<Self, &'static str>;
}

macro_rules! integers {
    ($($t:ident)+) => {$(
        impl Updated for $t {
            #[inline(always)]
            fn plus(self, by: $t, check: bool) -> Result<$t, &'static str> {
                checked(self.overflowing_add(by), check, "attempt to add with overflow")
            }

            #[inline(always)]
            fn minus(self, by: $t, check: bool) -> Result<$t, &'static str> {
                checked(self.overflowing_sub(by), check, "attempt to subtract with overflow")
            }

            #[inline(always)]
            fn times(self, by: $t, check: bool) -> Result<$t, &'static str> {
                checked(self.overflowing_mul(by), check, "attempt to multiply with overflow")
            }
        }
    )+};
}

integers! { i32 i64 u32 u64 usize isize }

macro_rules! floats {
    ($($t:ident)+) => {$(
        impl Updated for $t {
            #[inline(always)]
            fn plus(self, by: $t, _: bool) -> Result<$t, &'static str> {
                Ok(self + by)
            }

            #[inline(always)]
            fn minus(self, by: $t, _: bool) -> Result<$t, &'static str> {
                Ok(self - by)
            }

            #[inline(always)]
            fn times(self, by: $t, _: bool) -> Result<$t, &'static str> {
                Ok(self * by)
            }
        }
    )+};
}

floats! { f32 f64 }

#[inline(always)]
fn checked<T>((value, overflows): (T, bool), check: bool, message: &'static str) -> Result<T, &'static str> {
    if check && overflows { Err(message) } else { Ok(value) }
}

/// The value of each lane.
#[inline(always)]
pub fn each_of<G: Gang, T: Item>(lanes: Lanes<G, T>) -> impl Fn(usize) -> T {
    let mut values = [T::Elem::default(); MAX_LANES];
    lanes.store(&mut values);
    move |lane| T::of(values[lane])
}

/// The bits of a mask's first `len` lanes.
#[inline(always)]
pub fn first_of<G: Gang>(m: G::Mask, len: usize) -> u64 {
    m.to_bits() & if len < 64 { (1 << len) - 1 } else { u64::MAX }
}

/// `array[index] = op(array[index], value(lane))` in the lanes that are on, one after the other.
#[inline(always)]
pub fn update_each<G: Gang, T: Item, const N: usize, A: GridMut<T, N>>(
    _: G,
    array: &mut A,
    index: [UsizeLanes<G>; N],
    on: u64,
    value: impl Fn(usize) -> T,
    op: impl Fn(T, T) -> Result<T, &'static str>,
) {
    let index = in_memory::<G, N>(index);
    let mut lane = 0;
    while lane < G::LANES {
        if on >> lane & 1 == 1 {
            let at = of_lane(&index, lane);
            match array.get_mut(at) {
                Some(element) => match op(*element, value(lane)) {
                    Ok(new) => *element = new,
                    Err(message) => fault_of(message.to_owned(), Some(lane as u32)),
                },
                None => fault_of(array.outside(at), Some(lane as u32)),
            }
        }
        lane += 1;
    }
}
