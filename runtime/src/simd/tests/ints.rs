//! Integer lanes.

/// Methods of one operand that have the same name for lanes and scalars.
macro_rules! same_names {
    ($g:ident $t:ident $a:ty => $r:ty: $($method:ident)+) => {$(
        unary!($g, stringify!($method), $a => $r, |x, _| x.$method(), |x| Ok($t::$method(x)));
    )+};
}

/// Methods of two operands that have the same name for lanes and scalars.
macro_rules! same_names_binary {
    ($g:ident $t:ident $a:ty, $b:ty => $r:ty: $($method:ident)+) => {$(
        binary!($g, stringify!($method), $a, $b => $r, |x, y, _| x.$method(y), |x, y| Ok($t::$method(x, y)));
    )+};
}

/// What only signed integers have in std, and what it is for unsigned ones.
trait Sign: Copy {
    fn sign(self) -> Self;
    fn magnitude(self) -> Self;
    fn checked_magnitude(self) -> Option<Self>;
    fn root(self) -> Option<Self>;
}

macro_rules! signed {
    ($($t:ident)+) => {$(
        impl Sign for $t {
            fn sign(self) -> $t {
                self.signum()
            }

            fn magnitude(self) -> $t {
                self.wrapping_abs()
            }

            fn checked_magnitude(self) -> Option<$t> {
                self.checked_abs()
            }

            fn root(self) -> Option<$t> {
                self.checked_isqrt()
            }
        }
    )+};
}

macro_rules! unsigned {
    ($($t:ident)+) => {$(
        impl Sign for $t {
            fn sign(self) -> $t {
                $t::from(self > 0)
            }

            fn magnitude(self) -> $t {
                self
            }

            fn checked_magnitude(self) -> Option<$t> {
                Some(self)
            }

            fn root(self) -> Option<$t> {
                Some(self.isqrt())
            }
        }
    )+};
}

signed!(i32 i64);
unsigned!(u32 u64);

/// All integer types; `signed` says whether there are negative ones.
macro_rules! int_tests {
    ($module:ident $t:ident $lanes:ident $unsigned:ident $signed:literal) => {
        mod $module {
            use super::super::super::{Gang, IntLanes, Lanes, NumLanes};
            use super::super::check::{Expected, binary, ternary, unary};
            use super::super::{GangTest, on_every_gang};
            use super::Sign;

            type L<G> = <G as Gang>::$lanes;
            type Unsigned<G> = <G as Gang>::$unsigned;

            #[test]
            fn arithmetic() {
                on_every_gang(Arithmetic);
            }

            #[test]
            fn wrapping() {
                on_every_gang(Wrapping);
            }

            #[test]
            fn bits() {
                on_every_gang(Bits);
            }

            #[test]
            fn division() {
                on_every_gang(Division);
            }

            #[test]
            fn powers() {
                on_every_gang(Powers);
            }

            #[test]
            fn casts() {
                on_every_gang(Casts);
            }

            fn or<T>(result: Option<T>, message: &'static str) -> Expected<T> {
                result.ok_or(message.into())
            }

            #[derive(Clone, Copy)]
            struct Arithmetic;

            impl GangTest for Arithmetic {
                fn run<G: Gang>(self, g: G) {
                    binary!(
                        g, "+", L<G>, L<G> => L<G>, |x, y, m| x.add::<true>(y, m),
                        |x, y| or(x.checked_add(y), "attempt to add with overflow")
                    );
                    binary!(
                        g, "-", L<G>, L<G> => L<G>, |x, y, m| x.sub::<true>(y, m),
                        |x, y| or(x.checked_sub(y), "attempt to subtract with overflow")
                    );
                    binary!(
                        g, "*", L<G>, L<G> => L<G>, |x, y, m| x.mul::<true>(y, m),
                        |x, y| or(x.checked_mul(y), "attempt to multiply with overflow")
                    );
                    binary!(g, "==", L<G>, L<G> => G::Mask, |x, y, _| x.eq(y), |x, y| Ok(x == y));
                    binary!(g, "!=", L<G>, L<G> => G::Mask, |x, y, _| x.ne(y), |x, y| Ok(x != y));
                    binary!(g, "<", L<G>, L<G> => G::Mask, |x, y, _| x.lt(y), |x, y| Ok(x < y));
                    binary!(g, "<=", L<G>, L<G> => G::Mask, |x, y, _| x.le(y), |x, y| Ok(x <= y));
                    binary!(g, ">", L<G>, L<G> => G::Mask, |x, y, _| x.gt(y), |x, y| Ok(x > y));
                    binary!(g, ">=", L<G>, L<G> => G::Mask, |x, y, _| x.ge(y), |x, y| Ok(x >= y));
                    binary!(g, "min", L<G>, L<G> => L<G>, |x, y, _| x.min(y), |x, y| Ok(x.min(y)));
                    binary!(g, "max", L<G>, L<G> => L<G>, |x, y, _| x.max(y), |x, y| Ok(x.max(y)));
                    unary!(g, "signum", L<G> => L<G>, |x, _| x.signum(), |x| Ok(Sign::sign(x)));
                    unary!(
                        g, "neg", L<G> => L<G>, |x, m| x.neg::<true>(m),
                        |x| or(x.checked_neg(), "attempt to negate with overflow")
                    );
                    unary!(
                        g, "abs", L<G> => L<G>, |x, m| x.abs::<true>(m),
                        |x| or(x.checked_magnitude(), "attempt to negate with overflow")
                    );
                    ternary!(
                        g, "clamp", L<G>, L<G>, L<G> => L<G>, |x, y, z, m| x.clamp(y, z, m),
                        |x, y, z| if y <= z { Ok(x.clamp(y, z)) } else { Err(format!("min > max. min = {y}, max = {z}").into()) }
                    );
                }
            }

            #[derive(Clone, Copy)]
            struct Wrapping;

            impl GangTest for Wrapping {
                fn run<G: Gang>(self, g: G) {
                    binary!(g, "+", L<G>, L<G> => L<G>, |x, y, m| x.add::<false>(y, m), |x, y| Ok(x.wrapping_add(y)));
                    binary!(g, "-", L<G>, L<G> => L<G>, |x, y, m| x.sub::<false>(y, m), |x, y| Ok(x.wrapping_sub(y)));
                    binary!(g, "*", L<G>, L<G> => L<G>, |x, y, m| x.mul::<false>(y, m), |x, y| Ok(x.wrapping_mul(y)));
                    unary!(g, "neg", L<G> => L<G>, |x, m| x.neg::<false>(m), |x| Ok(x.wrapping_neg()));
                    unary!(g, "abs", L<G> => L<G>, |x, m| x.abs::<false>(m), |x| Ok(x.magnitude()));
                    unary!(g, "wrapping_abs", L<G> => L<G>, |x, _| x.wrapping_abs(), |x| Ok(x.magnitude()));
                    unary!(g, "unsigned_abs", L<G> => Unsigned<G>, |x, _| x.unsigned_abs(), |x| Ok(x.magnitude() as _));
                    same_names!(g $t L<G> => L<G>: wrapping_neg);
                    same_names_binary!(g $t L<G>, L<G> => L<G>: wrapping_add wrapping_sub wrapping_mul);
                    same_names_binary!(g $t L<G>, L<G> => L<G>: saturating_add saturating_sub saturating_mul);
                    same_names_binary!(g $t L<G>, L<G> => Unsigned<G>: abs_diff);
                    same_names_binary!(g $t L<G>, G::U32 => L<G>: wrapping_shl wrapping_shr wrapping_pow);
                }
            }

            #[derive(Clone, Copy)]
            struct Bits;

            impl GangTest for Bits {
                fn run<G: Gang>(self, g: G) {
                    binary!(g, "&", L<G>, L<G> => L<G>, |x, y, _| x.and(y), |x, y| Ok(x & y));
                    binary!(g, "|", L<G>, L<G> => L<G>, |x, y, _| x.or(y), |x, y| Ok(x | y));
                    binary!(g, "^", L<G>, L<G> => L<G>, |x, y, _| x.xor(y), |x, y| Ok(x ^ y));
                    unary!(g, "!", L<G> => L<G>, |x, _| x.not(), |x| Ok(!x));
                    binary!(
                        g, "<<", L<G>, G::U32 => L<G>, |x, y, m| x.shl::<true>(y, m),
                        |x, y| or(x.checked_shl(y), "attempt to shift left with overflow")
                    );
                    binary!(
                        g, ">>", L<G>, G::U32 => L<G>, |x, y, m| x.shr::<true>(y, m),
                        |x, y| or(x.checked_shr(y), "attempt to shift right with overflow")
                    );
                    for count in [0, 1, 7, 31, 32, 33, 63, 64, 65, u32::MAX] {
                        unary!(
                            g, "<<", L<G> => L<G>, |x, m| x.shl_uniform::<false>(count, m),
                            |x| Ok(x.wrapping_shl(count))
                        );
                        unary!(
                            g, ">>", L<G> => L<G>, |x, m| x.shr_uniform::<false>(count, m),
                            |x| Ok(x.wrapping_shr(count))
                        );
                    }
                    same_names!(g $t L<G> => G::U32: count_ones count_zeros leading_zeros trailing_zeros);
                    same_names!(g $t L<G> => G::U32: leading_ones trailing_ones);
                    same_names!(g $t L<G> => L<G>: swap_bytes reverse_bits);
                    same_names_binary!(g $t L<G>, G::U32 => L<G>: rotate_left rotate_right);
                    unary!(
                        g, "is_power_of_two", L<G> => G::Mask, |x, _| x.is_power_of_two(),
                        |x| Ok(x.count_ones() == 1)
                    );
                    unary!(g, "is_positive", L<G> => G::Mask, |x, _| x.is_positive(), |x| Ok(x > 0));
                    unary!(g, "is_negative", L<G> => G::Mask, |x, _| x.is_negative(), |x| Ok($signed && x.leading_ones() > 0));
                }
            }

            #[derive(Clone, Copy)]
            struct Division;

            /// The message for an `x` that cannot be divided by `y`.
            fn divide(result: Option<$t>, y: $t) -> Expected<$t> {
                or(result, if y == 0 { "attempt to divide by zero" } else { "attempt to divide with overflow" })
            }

            fn remainder(result: Option<$t>, y: $t) -> Expected<$t> {
                or(result, if y == 0 {
                    "attempt to calculate the remainder with a divisor of zero"
                } else {
                    "attempt to calculate the remainder with overflow"
                })
            }

            impl GangTest for Division {
                fn run<G: Gang>(self, g: G) {
                    binary!(
                        g, "/", L<G>, L<G> => L<G>, |x, y, m| x.div(y, m), |x, y| divide(x.checked_div(y), y)
                    );
                    binary!(
                        g, "%", L<G>, L<G> => L<G>, |x, y, m| x.rem(y, m), |x, y| remainder(x.checked_rem(y), y)
                    );
                    binary!(
                        g, "div_euclid", L<G>, L<G> => L<G>, |x, y, m| x.div_euclid(y, m),
                        |x, y| divide(x.checked_div_euclid(y), y)
                    );
                    binary!(
                        g, "rem_euclid", L<G>, L<G> => L<G>, |x, y, m| x.rem_euclid(y, m),
                        |x, y| remainder(x.checked_rem_euclid(y), y)
                    );
                    binary!(
                        g, "wrapping_div", L<G>, L<G> => L<G>, |x, y, m| x.wrapping_div(y, m),
                        |x, y| divide((y != 0).then(|| x.wrapping_div(y)), y)
                    );
                    binary!(
                        g, "wrapping_rem", L<G>, L<G> => L<G>, |x, y, m| x.wrapping_rem(y, m),
                        |x, y| remainder((y != 0).then(|| x.wrapping_rem(y)), y)
                    );
                }
            }

            #[derive(Clone, Copy)]
            struct Powers;

            const LOGARITHM: &str = "argument of integer logarithm must be positive";

            impl GangTest for Powers {
                fn run<G: Gang>(self, g: G) {
                    binary!(
                        g, "pow", L<G>, G::U32 => L<G>, |x, y, m| x.pow::<true>(y, m),
                        |x, y| or(x.checked_pow(y), "attempt to multiply with overflow")
                    );
                    binary!(
                        g, "pow", L<G>, G::U32 => L<G>, |x, y, m| x.pow::<false>(y, m), |x, y| Ok(x.wrapping_pow(y))
                    );
                    unary!(
                        g, "isqrt", L<G> => L<G>, |x, m| x.isqrt(m),
                        |x| or(x.root(), "argument of integer square root cannot be negative")
                    );
                    unary!(g, "ilog2", L<G> => G::U32, |x, m| x.ilog2(m), |x| or(x.checked_ilog2(), LOGARITHM));
                    unary!(g, "ilog10", L<G> => G::U32, |x, m| x.ilog10(m), |x| or(x.checked_ilog10(), LOGARITHM));
                }
            }

            #[derive(Clone, Copy)]
            struct Casts;

            impl GangTest for Casts {
                fn run<G: Gang>(self, g: G) {
                    unary!(g, "as f32", L<G> => G::F32, |x, _| x.to_f32(), |x| Ok(x as f32));
                    unary!(g, "as f64", L<G> => G::F64, |x, _| x.to_f64(), |x| Ok(x as f64));
                    unary!(g, "as i32", L<G> => G::I32, |x, _| x.to_i32(), |x| Ok(x as i32));
                    unary!(g, "as i64", L<G> => G::I64, |x, _| x.to_i64(), |x| Ok(x as i64));
                    unary!(g, "as u32", L<G> => G::U32, |x, _| x.to_u32(), |x| Ok(x as u32));
                    unary!(g, "as u64", L<G> => G::U64, |x, _| x.to_u64(), |x| Ok(x as u64));
                }
            }
        }
    };
}

int_tests! { i32_lanes i32 I32 U32 true }
int_tests! { i64_lanes i64 I64 U64 true }
int_tests! { u32_lanes u32 U32 U32 false }
int_tests! { u64_lanes u64 U64 U64 false }
