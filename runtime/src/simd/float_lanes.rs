//! [`NumLanes`](super::lanes::NumLanes) and [`FloatLanes`](super::lanes::FloatLanes) of `f32` and `f64`.

macro_rules! float_lanes {
    (
        $name:ident: $elem:ident in $native:ident, $gang:ident, bits $bits:ident,
        masks $masks:ident $to_masks:ident $from_masks:ident, [$($r:ident),+]
    ) => {
        impl<S: Simd> NumLanes<$gang<S>> for $name<S> {
            #[inline(always)]
            fn add<const CHECK: bool>(self, rhs: Self, _: Mask<S>) -> Self {
                Self { s: self.s, $($r: self.$r + rhs.$r),+ }
            }

            #[inline(always)]
            fn sub<const CHECK: bool>(self, rhs: Self, _: Mask<S>) -> Self {
                Self { s: self.s, $($r: self.$r - rhs.$r),+ }
            }

            #[inline(always)]
            fn mul<const CHECK: bool>(self, rhs: Self, _: Mask<S>) -> Self {
                Self { s: self.s, $($r: self.$r * rhs.$r),+ }
            }

            #[inline(always)]
            fn div(self, rhs: Self, _: Mask<S>) -> Self {
                Self { s: self.s, $($r: self.$r / rhs.$r),+ }
            }

            #[inline(always)]
            fn rem(mut self, rhs: Self, _: Mask<S>) -> Self {
                $(<$elem as ScalarFloat>::rem(self.$r.as_mut_slice(), rhs.$r.as_slice());)+
                self
            }

            #[inline(always)]
            fn neg<const CHECK: bool>(self, _: Mask<S>) -> Self {
                Self { s: self.s, $($r: -self.$r),+ }
            }

            each_register!(lt = simd_lt(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(le = simd_le(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(gt = simd_gt(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(ge = simd_ge(self, rhs) -> $masks $from_masks [$($r),+]);

            #[inline(always)]
            fn min(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: float::min(self.$r, rhs.$r)),+ }
            }

            #[inline(always)]
            fn max(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: float::max(self.$r, rhs.$r)),+ }
            }

            #[inline(always)]
            fn clamp(self, lo: Self, hi: Self, m: Mask<S>) -> Self {
                let unordered = m.and_not(lo.le(hi));
                if unordered.any() {
                    let what = "min > max, or either was NaN";
                    fault_unordered::<$gang<S>, Self>(what, lo, hi, unordered);
                }
                Self { s: self.s, $($r: float::clamp(self.$r, lo.$r, hi.$r)),+ }
            }

            #[inline(always)]
            fn abs<const CHECK: bool>(self, _: Mask<S>) -> Self {
                Self { s: self.s, $($r: self.$r.abs()),+ }
            }

            #[inline(always)]
            fn signum(self) -> Self {
                let one = S::$native::splat(self.s, 1.0);
                Self { s: self.s, $($r: float::signum(self.$r, one)),+ }
            }

            #[inline(always)]
            fn rem_euclid(mut self, rhs: Self, _: Mask<S>) -> Self {
                $(<$elem as ScalarFloat>::rem_euclid(self.$r.as_mut_slice(), rhs.$r.as_slice());)+
                self
            }

            #[inline(always)]
            fn div_euclid(mut self, rhs: Self, _: Mask<S>) -> Self {
                $(<$elem as ScalarFloat>::div_euclid(self.$r.as_mut_slice(), rhs.$r.as_slice());)+
                self
            }
        }

        impl<S: Simd> FloatLanes<$gang<S>> for $name<S> {
            type Bits = $bits<S>;

            each_register!(sqrt(self) [$($r),+]);
            #[inline(always)]
            fn mul_add(self, a: Self, b: Self) -> Self {
                Self { s: self.s, $($r: float::mul_add(self.$r, a.$r, b.$r)),+ }
            }

            each_register!(floor(self) [$($r),+]);
            each_register!(ceil(self) [$($r),+]);
            each_register!(trunc(self) [$($r),+]);
            each_register!(round(self) [$($r),+]);
            each_register!(round_ties_even(self) [$($r),+]);
            #[inline(always)]
            fn fract(self) -> Self {
                Self { s: self.s, $($r: self.$r - self.$r.trunc()),+ }
            }

            each_register!(copysign(self, rhs) [$($r),+]);

            #[inline(always)]
            fn recip(self) -> Self {
                let one = S::$native::splat(self.s, 1.0);
                Self { s: self.s, $($r: one / self.$r),+ }
            }

            #[inline(always)]
            fn to_degrees(self) -> Self {
                // Of one it is the factor by which std multiplies.
                let factor = S::$native::splat(self.s, $elem::to_degrees(1.0));
                Self { s: self.s, $($r: self.$r * factor),+ }
            }

            #[inline(always)]
            fn to_radians(self) -> Self {
                let factor = S::$native::splat(self.s, $elem::to_radians(1.0));
                Self { s: self.s, $($r: self.$r * factor),+ }
            }

            each_register!(is_nan(self) -> $masks $from_masks [$($r),+]);
            each_register!(is_finite(self) -> $masks $from_masks [$($r),+]);
            each_register!(is_infinite(self) -> $masks $from_masks [$($r),+]);
            each_register!(is_normal(self) -> $masks $from_masks [$($r),+]);
            each_register!(is_subnormal(self) -> $masks $from_masks [$($r),+]);
            each_register!(is_sign_negative(self) -> $masks $from_masks [$($r),+]);
            each_register!(is_sign_positive(self) -> $masks $from_masks [$($r),+]);

            #[inline(always)]
            fn to_bits(self) -> $bits<S> {
                $bits { s: self.s, $($r: self.$r.bitcast()),+ }
            }

            #[inline(always)]
            fn from_bits(bits: $bits<S>) -> Self {
                Self { s: bits.s, $($r: bits.$r.bitcast()),+ }
            }
        }
    };
}

pub(super) use float_lanes;
