//! What all lanes have in common, whatever their type: registers, loads, stores, comparison.

/// The registers of one element type, and [`Lanes`](super::lanes::Lanes) for them.
///
/// `masks` names the struct that holds one native mask for each register, and the methods of the gang's mask that
/// convert to it and from it; `casts` are the methods behind `as`.
macro_rules! lanes {
    (
        $name:ident: $elem:ident in $native:ident, $gang:ident, masks $masks:ident $to_masks:ident $from_masks:ident,
        [$($r:ident $i:literal),+], casts { $($casts:tt)* }
    ) => {
        #[doc = concat!("`", stringify!($elem), "` in every lane.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name<S: Simd> {
            s: S,
            $($r: S::$native,)+
        }

        impl<S: Simd> $name<S> {
            /// Lanes of one register.
            const LEN: usize = <S::$native as SimdBase<S>>::LEN;

            #[inline(always)]
            fn in_memory(self) -> [$elem; MAX_LANES] {
                let mut lanes = [$elem::default(); MAX_LANES];
                $(self.$r.store_slice(&mut lanes[$i * Self::LEN..($i + 1) * Self::LEN]);)+
                lanes
            }
        }

        impl<S: Simd> Lanes<$gang<S>> for $name<S> {
            type Elem = $elem;

            #[inline(always)]
            fn splat(g: $gang<S>, value: $elem) -> Self {
                let register = S::$native::splat(g.0, value);
                Self { s: g.0, $($r: register),+ }
            }

            #[inline(always)]
            fn load(g: $gang<S>, from: &[$elem]) -> Self {
                let from = &from[..$gang::<S>::LANES];
                Self { s: g.0, $($r: S::$native::from_slice(g.0, &from[$i * Self::LEN..($i + 1) * Self::LEN])),+ }
            }

            #[inline(always)]
            fn load_first(g: $gang<S>, from: &[$elem]) -> Self {
                let mut lanes = Self::splat(g, from[from.len() - 1]).in_memory();
                $elem::copy_first(&mut lanes[..$gang::<S>::LANES][..from.len()], from);
                Self::load(g, &lanes)
            }

            #[inline(always)]
            fn store(self, to: &mut [$elem]) {
                let to = &mut to[..$gang::<S>::LANES];
                $(self.$r.store_slice(&mut to[$i * Self::LEN..($i + 1) * Self::LEN]);)+
            }

            #[inline(always)]
            fn store_first(self, to: &mut [$elem]) {
                $elem::copy_first(to, &self.in_memory()[..$gang::<S>::LANES]);
            }

            #[inline(always)]
            fn select(m: Mask<S>, on: Self, off: Self) -> Self {
                let m = m.$to_masks();
                Self { s: on.s, $($r: m.$r.select(on.$r, off.$r)),+ }
            }

            #[inline(always)]
            fn lane(self, lane: usize) -> $elem {
                self.in_memory()[..$gang::<S>::LANES][lane]
            }

            #[inline(always)]
            fn set_lane(&mut self, lane: usize, value: $elem) {
                let mut lanes = self.in_memory();
                lanes[..$gang::<S>::LANES][lane] = value;
                *self = Self::load($gang(self.s), &lanes);
            }

            #[inline(always)]
            fn gather(g: $gang<S>, table: &[$elem], index: UsizeLanes<$gang<S>>, m: Mask<S>) -> Self {
                let mut lanes = [$elem::default(); MAX_LANES];
                gather::gather(g, &mut lanes[..$gang::<S>::LANES], table, index, m);
                Self::load(g, &lanes)
            }

            each_register!(eq = simd_eq(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(ne = simd_ne(self, rhs) -> $masks $from_masks [$($r),+]);

            $($casts)*
        }
    };
}

/// A method that calls a method of each register, of the same name unless told.
macro_rules! each_register {
    ($method:ident(self) [$($r:ident),+]) => {
        #[inline(always)]
        fn $method(self) -> Self {
            Self { s: self.s, $($r: self.$r.$method()),+ }
        }
    };
    ($method:ident(self, rhs) [$($r:ident),+]) => {
        #[inline(always)]
        fn $method(self, rhs: Self) -> Self {
            Self { s: self.s, $($r: self.$r.$method(rhs.$r)),+ }
        }
    };
    ($method:ident(self) -> $masks:ident $from_masks:ident [$($r:ident),+]) => {
        #[inline(always)]
        fn $method(self) -> Mask<S> {
            Mask::$from_masks(self.s, $masks { $($r: self.$r.$method()),+ })
        }
    };
    ($method:ident = $native:ident(self, rhs) -> $masks:ident $from_masks:ident [$($r:ident),+]) => {
        #[inline(always)]
        fn $method(self, rhs: Self) -> Mask<S> {
            Mask::$from_masks(self.s, $masks { $($r: self.$r.$native(rhs.$r)),+ })
        }
    };
}

pub(super) use {each_register, lanes};
