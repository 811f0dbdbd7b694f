//! Elements of arrays outside of a lane loop, and their lanes.

use super::access::Lanes as LanesOf;
use crate::simd::{Element, Gang, Lanes, UsizeLanes};

/// No gang has more lanes.
pub(super) const MAX_LANES: usize = 32;

/// A type whose arrays lane loops read and write: the types that have lanes, `usize` and `isize`.
#[diagnostic::on_unimplemented(
    message = "arrays of `{Self}` have no lanes",
    note = "lane loops read and write f32, f64, i32, i64, u32, u64, usize, isize and bool"
)]
pub trait Item: Copy + Send + Sync + 'static {
    /// The type of its lanes.
    type Elem: Element;

    /// As the type that has lanes.
    fn elem(self) -> Self::Elem;
    /// Back from it.
    fn of(elem: Self::Elem) -> Self;
    /// Loads a whole gang.
    fn load<G: Gang>(g: G, from: &[Self]) -> LanesOf<G, Self>;
    /// Loads the elements that there are, at most a gang; further lanes repeat the last.
    fn load_first<G: Gang>(g: G, from: &[Self]) -> LanesOf<G, Self>;
    /// Stores a whole gang.
    fn store<G: Gang>(lanes: LanesOf<G, Self>, to: &mut [Self]);
    /// Stores the first lanes.
    fn store_first<G: Gang>(lanes: LanesOf<G, Self>, to: &mut [Self]);
    /// Gathers from a table.
    fn gather<G: Gang>(g: G, table: &[Self], index: UsizeLanes<G>, m: G::Mask) -> LanesOf<G, Self>;
}

macro_rules! elements {
    ($($t:ident)+) => {$(
        impl Item for $t {
            type Elem = $t;

            #[inline(always)]
            fn elem(self) -> $t {
                self
            }

            #[inline(always)]
            fn of(elem: $t) -> $t {
                elem
            }

            #[inline(always)]
            fn load<G: Gang>(g: G, from: &[$t]) -> LanesOf<G, $t> {
                Lanes::<G>::load(g, from)
            }

            #[inline(always)]
            fn load_first<G: Gang>(g: G, from: &[$t]) -> LanesOf<G, $t> {
                Lanes::<G>::load_first(g, from)
            }

            #[inline(always)]
            fn store<G: Gang>(lanes: LanesOf<G, $t>, to: &mut [$t]) {
                Lanes::<G>::store(lanes, to);
            }

            #[inline(always)]
            fn store_first<G: Gang>(lanes: LanesOf<G, $t>, to: &mut [$t]) {
                Lanes::<G>::store_first(lanes, to);
            }

            #[inline(always)]
            fn gather<G: Gang>(g: G, table: &[$t], index: UsizeLanes<G>, m: G::Mask) -> LanesOf<G, $t> {
                Lanes::<G>::gather(g, table, index, m)
            }
        }
    )+};
}

elements!(f32 f64 i32 i64 u32 u64 bool);

/// Pointer-sized integers go through memory; the copies become plain vector moves.
macro_rules! pointer_sized {
    ($($t:ident $elem:ident $cfg:literal;)+) => {$(
        #[cfg(target_pointer_width = $cfg)]
        impl Item for $t {
            type Elem = $elem;

            #[inline(always)]
            fn elem(self) -> $elem {
                self as $elem
            }

            #[inline(always)]
            fn of(elem: $elem) -> $t {
                elem as $t
            }

            #[inline(always)]
            fn load<G: Gang>(g: G, from: &[$t]) -> LanesOf<G, $t> {
                Self::load_first(g, &from[..G::LANES])
            }

            #[inline(always)]
            fn load_first<G: Gang>(g: G, from: &[$t]) -> LanesOf<G, $t> {
                let mut lanes = [from[from.len() - 1] as $elem; MAX_LANES];
                for (lane, &value) in lanes[..G::LANES].iter_mut().zip(from) {
                    *lane = value as $elem;
                }
                Lanes::<G>::load(g, &lanes)
            }

            #[inline(always)]
            fn store<G: Gang>(lanes: LanesOf<G, $t>, to: &mut [$t]) {
                Self::store_first::<G>(lanes, &mut to[..G::LANES]);
            }

            #[inline(always)]
            fn store_first<G: Gang>(lanes: LanesOf<G, $t>, to: &mut [$t]) {
                let mut values = [0; MAX_LANES];
                Lanes::<G>::store(lanes, &mut values);
                for (to, &value) in to.iter_mut().zip(&values[..G::LANES]) {
                    *to = value as $t;
                }
            }

            #[inline(always)]
            fn gather<G: Gang>(g: G, table: &[$t], index: UsizeLanes<G>, m: G::Mask) -> LanesOf<G, $t> {
                super::access::gather_cold::<G, $t, 1, _>(g, &table, [index], m)
            }
        }
    )+};
}

pointer_sized! {
    usize u64 "64";
    isize i64 "64";
    usize u32 "32";
    isize i32 "32";
}
