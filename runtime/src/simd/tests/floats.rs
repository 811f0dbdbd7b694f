//! `f32` and `f64` lanes.

/// Methods of one operand that have the same name for lanes and scalars.
macro_rules! same_names {
    ($g:ident $t:ident $a:ty => $r:ty: $($method:ident)+) => {$(
        unary!($g, stringify!($method), $a => $r, |x, _| x.$method(), |x| Ok($t::$method(x)));
    )+};
}

macro_rules! float_tests {
    ($module:ident $t:ident $lanes:ident $bits:ident) => {
        mod $module {
            use super::super::super::{FloatLanes, Gang, Lanes, NumLanes};
            use super::super::check::{binary, ternary, unary};
            use super::super::{GangTest, on_every_gang};

            type L<G> = <G as Gang>::$lanes;
            type Bits<G> = <G as Gang>::$bits;

            #[test]
            fn arithmetic() {
                on_every_gang(Arithmetic);
            }

            #[test]
            fn methods() {
                on_every_gang(Methods);
            }

            #[test]
            fn casts() {
                on_every_gang(Casts);
            }

            #[derive(Clone, Copy)]
            struct Arithmetic;

            impl GangTest for Arithmetic {
                fn run<G: Gang>(self, g: G) {
                    binary!(g, "+", L<G>, L<G> => L<G>, |x, y, m| x.add::<true>(y, m), |x, y| Ok(x + y));
                    binary!(g, "-", L<G>, L<G> => L<G>, |x, y, m| x.sub::<true>(y, m), |x, y| Ok(x - y));
                    binary!(g, "*", L<G>, L<G> => L<G>, |x, y, m| x.mul::<true>(y, m), |x, y| Ok(x * y));
                    binary!(g, "/", L<G>, L<G> => L<G>, |x, y, m| x.div(y, m), |x, y| Ok(x / y));
                    binary!(g, "%", L<G>, L<G> => L<G>, |x, y, m| x.rem(y, m), |x, y| Ok(x % y));
                    unary!(g, "neg", L<G> => L<G>, |x, m| x.neg::<true>(m), |x| Ok(-x));
                    unary!(g, "abs", L<G> => L<G>, |x, m| x.abs::<true>(m), |x| Ok(x.abs()));
                    binary!(g, "==", L<G>, L<G> => G::Mask, |x, y, _| x.eq(y), |x, y| Ok(x == y));
                    binary!(g, "!=", L<G>, L<G> => G::Mask, |x, y, _| x.ne(y), |x, y| Ok(x != y));
                    binary!(g, "<", L<G>, L<G> => G::Mask, |x, y, _| x.lt(y), |x, y| Ok(x < y));
                    binary!(g, "<=", L<G>, L<G> => G::Mask, |x, y, _| x.le(y), |x, y| Ok(x <= y));
                    binary!(g, ">", L<G>, L<G> => G::Mask, |x, y, _| x.gt(y), |x, y| Ok(x > y));
                    binary!(g, ">=", L<G>, L<G> => G::Mask, |x, y, _| x.ge(y), |x, y| Ok(x >= y));
                    binary!(g, "min", L<G>, L<G> => L<G>, |x, y, _| x.min(y), |x, y| Ok(min(x, y)));
                    binary!(g, "max", L<G>, L<G> => L<G>, |x, y, _| x.max(y), |x, y| Ok(max(x, y)));
                    ternary!(
                        g, "mul_add", L<G>, L<G>, L<G> => L<G>,
                        |x, y, z, _| x.mul_add(y, z), |x, y, z| Ok(x.mul_add(y, z))
                    );
                    ternary!(
                        g, "clamp", L<G>, L<G>, L<G> => L<G>,
                        |x, y, z, m| x.clamp(y, z, m), |x, y, z| clamp(x, y, z)
                    );
                }
            }

            /// As Rust's, with the order of signed zeros that the contract gives.
            fn min(x: $t, y: $t) -> $t {
                if x == y { x } else { x.min(y) }
            }

            fn max(x: $t, y: $t) -> $t {
                if x == y { x } else { x.max(y) }
            }

            fn clamp(x: $t, min: $t, max: $t) -> super::super::check::Expected<$t> {
                if min <= max {
                    Ok(x.clamp(min, max))
                } else {
                    Err(format!("min > max, or either was NaN. min = {min:?}, max = {max:?}").into())
                }
            }

            #[derive(Clone, Copy)]
            struct Methods;

            impl GangTest for Methods {
                fn run<G: Gang>(self, g: G) {
                    same_names!(g $t L<G> => L<G>: sqrt floor ceil trunc round round_ties_even fract signum recip);
                    same_names!(g $t L<G> => L<G>: to_degrees to_radians);
                    same_names!(g $t L<G> => G::Mask: is_nan is_finite is_infinite is_normal is_subnormal);
                    same_names!(g $t L<G> => G::Mask: is_sign_negative is_sign_positive);
                    unary!(g, "to_bits", L<G> => Bits<G>, |x, _| x.to_bits(), |x| Ok(x.to_bits()));
                    unary!(g, "from_bits", Bits<G> => L<G>, |x, _| L::<G>::from_bits(x), |x| Ok($t::from_bits(x)));
                    binary!(
                        g, "rem_euclid", L<G>, L<G> => L<G>,
                        |x, y, m| x.rem_euclid(y, m), |x, y| Ok(x.rem_euclid(y))
                    );
                    binary!(
                        g, "div_euclid", L<G>, L<G> => L<G>,
                        |x, y, m| x.div_euclid(y, m), |x, y| Ok(x.div_euclid(y))
                    );
                    binary!(
                        g, "copysign", L<G>, L<G> => L<G>,
                        |x, y, _| x.copysign(y), |x, y| Ok(x.copysign(y))
                    );
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

float_tests! { f32_lanes f32 F32 U32 }
float_tests! { f64_lanes f64 F64 U64 }
