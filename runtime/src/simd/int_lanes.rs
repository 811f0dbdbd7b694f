//! [`IntLanes`](super::lanes::IntLanes): wrapping arithmetic, shifts and bit operations.

/// `unsigned` names the lanes and the native register of the unsigned type of the same width, and the cast to it.
macro_rules! int_lanes {
    (
        $name:ident: $elem:ident in $native:ident, $gang:ident, sign $sign:ident,
        unsigned $unsigned:ident $unsigned_native:ident $to_unsigned:ident,
        swap_bytes $swap_bytes:ident, reverse_bits $reverse_bits:ident,
        masks $masks:ident $to_masks:ident $from_masks:ident, [$($r:ident $i:literal),+]
    ) => {
        impl<S: Simd> $name<S> {
            /// Counts below the width, in lanes as wide as these.
            #[inline(always)]
            fn counts(count: U32<S>) -> $unsigned<S> {
                let count = count.$to_unsigned();
                $unsigned { s: count.s, $($r: count.$r & ($elem::BITS - 1) as <$unsigned<S> as Lanes<$gang<S>>>::Elem),+ }
            }

            #[inline(always)]
            fn check_counts(count: U32<S>, m: Mask<S>, message: &'static str) {
                let fails = count.ge(U32::splat($gang(count.s), $elem::BITS)).and(m);
                if fails.any() {
                    fault_in::<$gang<S>>(message, fails);
                }
            }

            #[inline(always)]
            fn check_logarithm(self, m: Mask<S>) {
                let fails = m.and_not(IntLanes::is_positive(self));
                if fails.any() {
                    fault_in::<$gang<S>>("argument of integer logarithm must be positive", fails);
                }
            }
        }

        impl<S: Simd> IntLanes<$gang<S>> for $name<S> {
            type Unsigned = $unsigned<S>;

            #[inline(always)]
            fn and(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: self.$r & rhs.$r),+ }
            }

            #[inline(always)]
            fn or(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: self.$r | rhs.$r),+ }
            }

            #[inline(always)]
            fn xor(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: self.$r ^ rhs.$r),+ }
            }

            #[inline(always)]
            fn not(self) -> Self {
                Self { s: self.s, $($r: !self.$r),+ }
            }

            #[inline(always)]
            fn shl<const CHECK: bool>(self, count: U32<S>, m: Mask<S>) -> Self {
                if CHECK {
                    Self::check_counts(count, m, "attempt to shift left with overflow");
                }
                self.wrapping_shl(count)
            }

            #[inline(always)]
            fn shr<const CHECK: bool>(self, count: U32<S>, m: Mask<S>) -> Self {
                if CHECK {
                    Self::check_counts(count, m, "attempt to shift right with overflow");
                }
                self.wrapping_shr(count)
            }

            #[inline(always)]
            fn shl_uniform<const CHECK: bool>(self, count: u32, m: Mask<S>) -> Self {
                if CHECK && count >= $elem::BITS && m.any() {
                    fault_in::<$gang<S>>("attempt to shift left with overflow", m);
                }
                let count = count & ($elem::BITS - 1);
                Self { s: self.s, $($r: self.$r << count),+ }
            }

            #[inline(always)]
            fn shr_uniform<const CHECK: bool>(self, count: u32, m: Mask<S>) -> Self {
                if CHECK && count >= $elem::BITS && m.any() {
                    fault_in::<$gang<S>>("attempt to shift right with overflow", m);
                }
                let count = count & ($elem::BITS - 1);
                Self { s: self.s, $($r: self.$r >> count),+ }
            }

            #[inline(always)]
            fn wrapping_add(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: self.$r + rhs.$r),+ }
            }

            #[inline(always)]
            fn wrapping_sub(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: self.$r - rhs.$r),+ }
            }

            #[inline(always)]
            fn wrapping_mul(self, rhs: Self) -> Self {
                Self { s: self.s, $($r: self.$r * rhs.$r),+ }
            }

            #[inline(always)]
            fn wrapping_div(self, rhs: Self, m: Mask<S>) -> Self {
                self.quotient(rhs.divisor(m, DIVIDE_BY_ZERO))
            }

            #[inline(always)]
            fn wrapping_rem(self, rhs: Self, m: Mask<S>) -> Self {
                let divisor = rhs.divisor(m, REMAINDER_BY_ZERO);
                self.wrapping_sub(self.quotient(divisor).wrapping_mul(divisor))
            }

            #[inline(always)]
            fn wrapping_neg(self) -> Self {
                let zero = S::$native::splat(self.s, 0);
                Self { s: self.s, $($r: zero - self.$r),+ }
            }

            #[inline(always)]
            fn wrapping_abs(self) -> Self {
                Self { s: self.s, $($r: $sign::abs(self.$r)),+ }
            }

            #[inline(always)]
            fn wrapping_shl(self, count: U32<S>) -> Self {
                let count = Self::counts(count);
                Self { s: self.s, $($r: self.$r << count.$r.bitcast::<S::$native>()),+ }
            }

            #[inline(always)]
            fn wrapping_shr(self, count: U32<S>) -> Self {
                let count = Self::counts(count);
                Self { s: self.s, $($r: self.$r >> count.$r.bitcast::<S::$native>()),+ }
            }

            each_register!(saturating_add(self, rhs) [$($r),+]);
            each_register!(saturating_sub(self, rhs) [$($r),+]);

            #[inline(always)]
            fn saturating_mul(mut self, rhs: Self) -> Self {
                $(<$elem as ScalarInt>::saturating_mul(self.$r.as_mut_slice(), rhs.$r.as_slice());)+
                self
            }

            #[inline(always)]
            fn abs_diff(self, rhs: Self) -> $unsigned<S> {
                // The difference of any two fits the unsigned type, where the subtraction wraps to it.
                $unsigned { s: self.s, $($r: (self.$r.max(rhs.$r) - self.$r.min(rhs.$r)).bitcast()),+ }
            }

            #[inline(always)]
            fn unsigned_abs(self) -> $unsigned<S> {
                self.wrapping_abs().$to_unsigned()
            }

            #[inline(always)]
            fn pow<const CHECK: bool>(mut self, exponent: U32<S>, m: Mask<S>) -> Self {
                let g = $gang(self.s);
                // Other lanes must not overflow.
                let exponent = if CHECK { U32::select(m, exponent, U32::splat(g, 0)) } else { exponent };
                let exponents = exponent.in_memory();
                let mut overflows = 0;
                $({
                    let exponents = &exponents[$i * Self::LEN..($i + 1) * Self::LEN];
                    overflows |= <$elem as ScalarInt>::pow(self.$r.as_mut_slice(), exponents) << ($i * Self::LEN);
                })+
                if CHECK && overflows != 0 {
                    fault_of("attempt to multiply with overflow".to_owned(), Some(overflows.trailing_zeros()));
                }
                self
            }

            #[inline(always)]
            fn wrapping_pow(self, exponent: U32<S>) -> Self {
                self.pow::<false>(exponent, Mask::splat($gang(self.s), true))
            }

            #[inline(always)]
            fn isqrt(mut self, m: Mask<S>) -> Self {
                let negative = $masks { $($r: $sign::is_negative(self.s, self.$r)),+ };
                self.check(negative, m, "argument of integer square root cannot be negative");
                $(<$elem as ScalarInt>::isqrt(self.$r.as_mut_slice());)+
                self
            }

            #[inline(always)]
            fn ilog2(self, m: Mask<S>) -> U32<S> {
                self.check_logarithm(m);
                let zeros = self.leading_zeros();
                U32::splat($gang(self.s), $elem::BITS - 1).wrapping_sub(zeros)
            }

            #[inline(always)]
            fn ilog10(mut self, m: Mask<S>) -> U32<S> {
                self.check_logarithm(m);
                $(<$elem as ScalarInt>::ilog10(self.$r.as_mut_slice());)+
                self.to_u32()
            }

            #[inline(always)]
            fn is_power_of_two(self) -> Mask<S> {
                let x = self.$to_unsigned();
                Mask::$from_masks(self.s, $masks { $($r: bits::is_power_of_two(x.$r)),+ })
            }

            #[inline(always)]
            fn is_positive(self) -> Mask<S> {
                Mask::$from_masks(self.s, $masks { $($r: $sign::is_positive(self.s, self.$r)),+ })
            }

            #[inline(always)]
            fn is_negative(self) -> Mask<S> {
                Mask::$from_masks(self.s, $masks { $($r: $sign::is_negative(self.s, self.$r)),+ })
            }

            #[inline(always)]
            fn count_ones(self) -> U32<S> {
                Self { s: self.s, $($r: self.$r.count_ones()),+ }.to_u32()
            }

            #[inline(always)]
            fn count_zeros(self) -> U32<S> {
                Self { s: self.s, $($r: self.$r.count_zeros()),+ }.to_u32()
            }

            #[inline(always)]
            fn leading_zeros(self) -> U32<S> {
                let x = self.$to_unsigned();
                $unsigned { s: self.s, $($r: bits::leading_zeros(x.$r)),+ }.to_u32()
            }

            #[inline(always)]
            fn trailing_zeros(self) -> U32<S> {
                let x = self.$to_unsigned();
                $unsigned { s: self.s, $($r: bits::trailing_zeros(x.$r)),+ }.to_u32()
            }

            #[inline(always)]
            fn leading_ones(self) -> U32<S> {
                self.not().leading_zeros()
            }

            #[inline(always)]
            fn trailing_ones(self) -> U32<S> {
                self.not().trailing_zeros()
            }

            #[inline(always)]
            fn rotate_left(self, count: U32<S>) -> Self {
                let (left, right) = (Self::counts(count), Self::counts(count.wrapping_neg()));
                let x = self.$to_unsigned();
                Self { s: self.s, $($r: ((x.$r << left.$r) | (x.$r >> right.$r)).bitcast()),+ }
            }

            #[inline(always)]
            fn rotate_right(self, count: U32<S>) -> Self {
                self.rotate_left(count.wrapping_neg())
            }

            #[inline(always)]
            fn swap_bytes(self) -> Self {
                let x = self.$to_unsigned();
                Self { s: self.s, $($r: bits::$swap_bytes::<S>(x.$r).bitcast()),+ }
            }

            #[inline(always)]
            fn reverse_bits(self) -> Self {
                let x = self.$to_unsigned();
                Self { s: self.s, $($r: bits::$reverse_bits::<S>(x.$r).bitcast()),+ }
            }
        }
    };
}

pub(super) use int_lanes;
