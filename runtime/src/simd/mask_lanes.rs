//! [`Mask`](super::lanes::Mask): native masks, one for each register of the gang's leading width.

/// One native mask of all of a gang's.
macro_rules! join_masks {
    ($masks:expr, $op:tt, $a:ident) => {
        $masks.$a
    };
    ($masks:expr, $op:tt, $a:ident $b:ident) => {
        ($masks.$a $op $masks.$b)
    };
}

/// The gang's mask. `own` holds it natively; `other` is its form for the registers of the other width.
macro_rules! mask_lanes {
    ($gang:ident, native $native:ident, own $own:ident, from $from_own:ident, [$($r:ident $i:literal),+]) => {
        #[doc = "`bool` in every lane."]
        #[derive(Clone, Copy)]
        pub struct Mask<S: Simd> {
            s: S,
            masks: $own<S>,
        }

        impl<S: Simd> Mask<S> {
            /// Lanes of one native mask.
            const LEN: usize = <S::$native as SimdMask<S>>::LEN;

            #[inline(always)]
            fn $from_own(s: S, masks: $own<S>) -> Self {
                Self { s, masks }
            }

            /// Lane 0 is the lowest bit.
            #[inline(always)]
            fn of_bits(s: S, bits: u64) -> Self {
                Self { s, masks: $own { $($r: S::$native::from_bitmask(s, bits >> ($i * Self::LEN))),+ } }
            }
        }

        impl<S: Simd> fmt::Debug for Mask<S> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "Mask({:0width$b})", MaskLanes::to_bits(*self), width = $gang::<S>::LANES)
            }
        }

        impl<S: Simd> Lanes<$gang<S>> for Mask<S> {
            type Elem = bool;

            #[inline(always)]
            fn splat(g: $gang<S>, value: bool) -> Self {
                Self { s: g.0, masks: $own { $($r: S::$native::splat(g.0, value)),+ } }
            }

            #[inline(always)]
            fn load(g: $gang<S>, from: &[bool]) -> Self {
                Self::of_bits(g.0, bools::to_bits(&from[..$gang::<S>::LANES]))
            }

            #[inline(always)]
            fn load_first(g: $gang<S>, from: &[bool]) -> Self {
                let mut lanes = [from[from.len() - 1]; MAX_LANES];
                bool::copy_first(&mut lanes[..$gang::<S>::LANES][..from.len()], from);
                Self::load(g, &lanes)
            }

            #[inline(always)]
            fn store(self, to: &mut [bool]) {
                bools::from_bits(&mut to[..$gang::<S>::LANES], MaskLanes::to_bits(self));
            }

            #[inline(always)]
            fn store_first(self, to: &mut [bool]) {
                let mut lanes = [false; MAX_LANES];
                self.store(&mut lanes);
                bool::copy_first(to, &lanes[..$gang::<S>::LANES]);
            }

            #[inline(always)]
            fn select(m: Self, on: Self, off: Self) -> Self {
                Self { s: m.s, masks: $own { $($r: m.masks.$r.select(on.masks.$r, off.masks.$r)),+ } }
            }

            #[inline(always)]
            fn lane(self, lane: usize) -> bool {
                assert!(lane < $gang::<S>::LANES, "no such lane");
                (MaskLanes::to_bits(self) >> lane) & 1 != 0
            }

            #[inline(always)]
            fn set_lane(&mut self, lane: usize, value: bool) {
                assert!(lane < $gang::<S>::LANES, "no such lane");
                let others = MaskLanes::to_bits(*self) & !(1 << lane);
                *self = Self::of_bits(self.s, others | (u64::from(value) << lane));
            }

            #[inline(always)]
            fn gather(g: $gang<S>, table: &[bool], index: UsizeLanes<$gang<S>>, m: Self) -> Self {
                let mut lanes = [false; MAX_LANES];
                gather::gather(g, &mut lanes[..$gang::<S>::LANES], table, index, m);
                Self::load(g, &lanes)
            }

            #[inline(always)]
            fn eq(self, rhs: Self) -> Self {
                self.xor(rhs).not()
            }

            #[inline(always)]
            fn ne(self, rhs: Self) -> Self {
                self.xor(rhs)
            }

            mask_casts! { $gang to_f32 F32 1.0 0.0; to_f64 F64 1.0 0.0; to_i32 I32 1 0; to_i64 I64 1 0; }
            mask_casts! { $gang to_u32 U32 1 0; to_u64 U64 1 0; }
        }

        impl<S: Simd> MaskLanes<$gang<S>> for Mask<S> {
            #[inline(always)]
            fn and(self, rhs: Self) -> Self {
                Self { s: self.s, masks: $own { $($r: self.masks.$r & rhs.masks.$r),+ } }
            }

            #[inline(always)]
            fn or(self, rhs: Self) -> Self {
                Self { s: self.s, masks: $own { $($r: self.masks.$r | rhs.masks.$r),+ } }
            }

            #[inline(always)]
            fn xor(self, rhs: Self) -> Self {
                Self { s: self.s, masks: $own { $($r: self.masks.$r ^ rhs.masks.$r),+ } }
            }

            #[inline(always)]
            fn not(self) -> Self {
                Self { s: self.s, masks: $own { $($r: !self.masks.$r),+ } }
            }

            #[inline(always)]
            fn and_not(self, rhs: Self) -> Self {
                Self { s: self.s, masks: $own { $($r: self.masks.$r & !rhs.masks.$r),+ } }
            }

            #[inline(always)]
            fn any(self) -> bool {
                join_masks!(self.masks, |, $($r)+).any_true()
            }

            #[inline(always)]
            fn all(self) -> bool {
                join_masks!(self.masks, &, $($r)+).all_true()
            }

            #[inline(always)]
            fn to_bits(self) -> u64 {
                let mut bits = 0;
                $(bits |= self.masks.$r.to_bitmask() << ($i * Self::LEN);)+
                bits
            }
        }
    };
}

/// `as` from `bool`: one or zero.
macro_rules! mask_casts {
    ($gang:ident $($method:ident $to:ident $one:literal $zero:literal;)+) => {$(
        #[inline(always)]
        fn $method(self) -> $to<S> {
            let g = $gang(self.s);
            $to::select(self, $to::splat(g, $one), $to::splat(g, $zero))
        }
    )+};
}

pub(super) use {join_masks, mask_casts, mask_lanes};
