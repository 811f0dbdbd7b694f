//! [`NumLanes`](super::lanes::NumLanes) and [`IntLanes`](super::lanes::IntLanes) of the integers.

/// Arithmetic. `sign` is the module with what differs between signed and unsigned, `divide` the quotient of one
/// register, `mul_overflows` the test of a product.
macro_rules! int_arithmetic {
    (
        $name:ident: $elem:ident in $native:ident, $gang:ident, sign $sign:ident, divide $divide:ident,
        mul_overflows $mul_overflows:ident, masks $masks:ident $to_masks:ident $from_masks:ident, [$($r:ident),+]
    ) => {
        impl<S: Simd> $name<S> {
            /// Raises a fault where `overflows` in a lane of `m`.
            #[inline(always)]
            fn check(self, overflows: $masks<S>, m: Mask<S>, message: &'static str) {
                let fails = Mask::$from_masks(self.s, overflows).and(m);
                if fails.any() {
                    fault_in::<$gang<S>>(message, fails);
                }
            }

            /// Divisors that do not fail: as they are in the lanes of `m`, one elsewhere. Raises a fault for a zero
            /// in `m`.
            #[inline(always)]
            fn divisor(self, m: Mask<S>, message: &'static str) -> Self {
                let g = $gang(self.s);
                let zero = Lanes::eq(self, Self::splat(g, 0));
                let fails = zero.and(m);
                if fails.any() {
                    fault_in::<$gang<S>>(message, fails);
                }
                Self::select(zero, Self::splat(g, 1), self)
            }

            #[inline(always)]
            fn quotient(self, divisor: Self) -> Self {
                Self { s: self.s, $($r: divide::$divide(self.s, self.$r, divisor.$r)),+ }
            }

            #[inline(always)]
            fn check_quotient(self, divisor: Self, m: Mask<S>, message: &'static str) {
                let overflows =
                    $masks { $($r: $sign::div_overflows(self.s, self.$r, divisor.$r, $elem::MIN)),+ };
                self.check(overflows, m, message);
            }
        }

        impl<S: Simd> NumLanes<$gang<S>> for $name<S> {
            #[inline(always)]
            fn add<const CHECK: bool>(self, rhs: Self, m: Mask<S>) -> Self {
                let sum = self.wrapping_add(rhs);
                if CHECK {
                    let overflows = $masks { $($r: $sign::add_overflows(self.s, self.$r, rhs.$r, sum.$r)),+ };
                    self.check(overflows, m, "attempt to add with overflow");
                }
                sum
            }

            #[inline(always)]
            fn sub<const CHECK: bool>(self, rhs: Self, m: Mask<S>) -> Self {
                let difference = self.wrapping_sub(rhs);
                if CHECK {
                    let overflows =
                        $masks { $($r: $sign::sub_overflows(self.s, self.$r, rhs.$r, difference.$r)),+ };
                    self.check(overflows, m, "attempt to subtract with overflow");
                }
                difference
            }

            #[inline(always)]
            fn mul<const CHECK: bool>(self, rhs: Self, m: Mask<S>) -> Self {
                if CHECK {
                    let overflows = $masks { $($r: divide::$mul_overflows(self.s, self.$r, rhs.$r)),+ };
                    self.check(overflows, m, "attempt to multiply with overflow");
                }
                self.wrapping_mul(rhs)
            }

            #[inline(always)]
            fn div(self, rhs: Self, m: Mask<S>) -> Self {
                let divisor = rhs.divisor(m, DIVIDE_BY_ZERO);
                self.check_quotient(divisor, m, "attempt to divide with overflow");
                self.quotient(divisor)
            }

            #[inline(always)]
            fn rem(self, rhs: Self, m: Mask<S>) -> Self {
                let divisor = rhs.divisor(m, REMAINDER_BY_ZERO);
                self.check_quotient(divisor, m, "attempt to calculate the remainder with overflow");
                self.wrapping_sub(self.quotient(divisor).wrapping_mul(divisor))
            }

            #[inline(always)]
            fn neg<const CHECK: bool>(self, m: Mask<S>) -> Self {
                if CHECK {
                    let overflows = $masks { $($r: $sign::neg_overflows(self.s, self.$r, $elem::MIN)),+ };
                    self.check(overflows, m, "attempt to negate with overflow");
                }
                self.wrapping_neg()
            }

            each_register!(lt = simd_lt(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(le = simd_le(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(gt = simd_gt(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(ge = simd_ge(self, rhs) -> $masks $from_masks [$($r),+]);
            each_register!(min(self, rhs) [$($r),+]);
            each_register!(max(self, rhs) [$($r),+]);

            #[inline(always)]
            fn clamp(self, lo: Self, hi: Self, m: Mask<S>) -> Self {
                let unordered = lo.gt(hi).and(m);
                if unordered.any() {
                    fault_unordered::<$gang<S>, Self>("min > max", lo, hi, unordered);
                }
                self.max(lo).min(hi)
            }

            #[inline(always)]
            fn abs<const CHECK: bool>(self, m: Mask<S>) -> Self {
                if CHECK {
                    let overflows = $masks { $($r: $sign::abs_overflows(self.s, self.$r, $elem::MIN)),+ };
                    self.check(overflows, m, "attempt to negate with overflow");
                }
                self.wrapping_abs()
            }

            #[inline(always)]
            fn signum(self) -> Self {
                Self { s: self.s, $($r: $sign::signum(self.s, self.$r, 1)),+ }
            }

            #[inline(always)]
            fn rem_euclid(mut self, rhs: Self, m: Mask<S>) -> Self {
                let divisor = rhs.divisor(m, REMAINDER_BY_ZERO);
                self.check_quotient(divisor, m, "attempt to calculate the remainder with overflow");
                $(<$elem as ScalarInt>::rem_euclid(self.$r.as_mut_slice(), divisor.$r.as_slice());)+
                self
            }

            #[inline(always)]
            fn div_euclid(mut self, rhs: Self, m: Mask<S>) -> Self {
                let divisor = rhs.divisor(m, DIVIDE_BY_ZERO);
                self.check_quotient(divisor, m, "attempt to divide with overflow");
                $(<$elem as ScalarInt>::div_euclid(self.$r.as_mut_slice(), divisor.$r.as_slice());)+
                self
            }
        }
    };
}

pub(super) use int_arithmetic;
