//! [`Mask`](super::lanes::Mask): native masks, one for each register.

/// A form of the gang's mask: what is done with its native masks, one after the other.
macro_rules! mask_form {
    ($masks:ident $native:ident [$($r:ident $i:literal),+]) => {
        impl<S: Simd> $masks<S> {
            /// Lanes of one native mask.
            const LEN: usize = <S::$native as SimdMask<S>>::LEN;

            #[inline(always)]
            fn splat(s: S, value: bool) -> Self {
                Self { $($r: S::$native::splat(s, value)),+ }
            }

            /// Lane 0 is the lowest bit.
            #[inline(always)]
            fn of_bits(s: S, bits: u64) -> Self {
                Self { $($r: S::$native::from_bitmask(s, bits >> ($i * Self::LEN))),+ }
            }

            #[inline(always)]
            fn select(self, on: Self, off: Self) -> Self {
                Self { $($r: self.$r.select(on.$r, off.$r)),+ }
            }

            #[inline(always)]
            fn and(self, rhs: Self) -> Self {
                Self { $($r: self.$r & rhs.$r),+ }
            }

            #[inline(always)]
            fn or(self, rhs: Self) -> Self {
                Self { $($r: self.$r | rhs.$r),+ }
            }

            #[inline(always)]
            fn xor(self, rhs: Self) -> Self {
                Self { $($r: self.$r ^ rhs.$r),+ }
            }

            #[inline(always)]
            fn not(self) -> Self {
                Self { $($r: !self.$r),+ }
            }
        }
    };
}

/// What the gang's mask asks of its first form, which has one or two native masks.
macro_rules! leading_masks {
    ($masks:ident [a 0, b 1]) => {
        impl<S: Simd> $masks<S> {
            #[inline(always)]
            fn any(self) -> bool {
                (self.a | self.b).any_true()
            }

            #[inline(always)]
            fn all(self) -> bool {
                (self.a & self.b).all_true()
            }

            #[inline(always)]
            fn to_bits(self) -> u64 {
                self.a.to_bitmask() | (self.b.to_bitmask() << Self::LEN)
            }
        }
    };
    ($masks:ident [a 0]) => {
        impl<S: Simd> $masks<S> {
            #[inline(always)]
            fn any(self) -> bool {
                self.a.any_true()
            }

            #[inline(always)]
            fn all(self) -> bool {
                self.a.all_true()
            }

            #[inline(always)]
            fn to_bits(self) -> u64 {
                self.a.to_bitmask()
            }
        }
    };
}

/// The gang's mask, in each of the `forms`: all of them hold the same lanes, and what a kernel does not use of them the
/// optimiser drops.
macro_rules! mask_lanes {
    (
        $gang:ident, $lead:ident: $leading:ident $leading_native:ident $leading_registers:tt
        $(, $form:ident: $masks:ident $native:ident $registers:tt)*
    ) => {
        leading_masks! { $leading $leading_registers }
        mask_form! { $leading $leading_native $leading_registers }
        $(mask_form! { $masks $native $registers })*
        mask_lanes! { @forms $gang, $lead, [$lead: $leading $(, $form: $masks)*] }
    };
    (@forms $gang:ident, $lead:ident, [$($form:ident: $masks:ident),+]) => {
        #[doc = "`bool` in every lane."]
        #[derive(Clone, Copy)]
        pub struct Mask<S: Simd> {
            s: S,
            $($form: $masks<S>,)+
        }

        impl<S: Simd> Mask<S> {
            /// Lane 0 is the lowest bit.
            #[inline(always)]
            fn of_bits(s: S, bits: u64) -> Self {
                Self { s, $($form: $masks::of_bits(s, bits)),+ }
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
                Self { s: g.0, $($form: $masks::splat(g.0, value)),+ }
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
                Self { s: m.s, $($form: m.$form.select(on.$form, off.$form)),+ }
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
                Self { s: self.s, $($form: self.$form.and(rhs.$form)),+ }
            }

            #[inline(always)]
            fn or(self, rhs: Self) -> Self {
                Self { s: self.s, $($form: self.$form.or(rhs.$form)),+ }
            }

            #[inline(always)]
            fn xor(self, rhs: Self) -> Self {
                Self { s: self.s, $($form: self.$form.xor(rhs.$form)),+ }
            }

            #[inline(always)]
            fn not(self) -> Self {
                Self { s: self.s, $($form: self.$form.not()),+ }
            }

            #[inline(always)]
            fn and_not(self, rhs: Self) -> Self {
                Self { s: self.s, $($form: self.$form.and(rhs.$form.not())),+ }
            }

            #[inline(always)]
            fn any(self) -> bool {
                self.$lead.any()
            }

            #[inline(always)]
            fn all(self) -> bool {
                self.$lead.all()
            }

            #[inline(always)]
            fn to_bits(self) -> u64 {
                self.$lead.to_bits()
            }

            #[inline(always)]
            fn from_bits(g: $gang<S>, bits: u64) -> Self {
                Self::of_bits(g.0, bits)
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

pub(super) use {leading_masks, mask_casts, mask_form, mask_lanes};
