//! Operands next to where a shortcut would give another result: quotients next to a whole number, products next to
//! overflow, integers next to the middle of two floats.

use super::super::{Gang, IntLanes, Lanes, NumLanes};
use super::check::{Expected, Operation};
use super::values::Random;
use super::{GangTest, on_every_gang};

/// Dividends `q * y - 1`, `q * y` and `q * y + 1` of at most `bits` bits, with their divisors.
fn near_whole(bits: u32) -> Vec<(u64, u64)> {
    let mut random = Random(u64::from(bits));
    let mut pairs = Vec::new();
    for _ in 0..5000 {
        let divisor_bits = 1 + random.next() % u64::from(bits);
        let y = (random.next() >> (64 - divisor_bits)).max(1);
        let q = (random.next() >> (64 - bits)) / y;
        for x in [(q * y).saturating_sub(1), q * y, q * y + 1] {
            pairs.push((x & (u64::MAX >> (64 - bits)), y));
        }
    }
    pairs
}

macro_rules! near_whole_tests {
    ($($test:ident $t:ident $lanes:ident $bits:literal, $negate:expr;)+) => {$(
        #[test]
        fn $test() {
            #[derive(Clone, Copy)]
            struct Test;

            impl GangTest for Test {
                fn run<G: Gang>(self, g: G) {
                    let mut rows = Vec::new();
                    for (index, (x, y)) in near_whole($bits).into_iter().enumerate() {
                        let negate: fn($t) -> $t = if index % 2 == 0 { |x| x } else { $negate };
                        let (x, y) = (negate(x as $t), if index % 3 == 0 { y as $t } else { $negate(y as $t) });
                        rows.push((x, y, 0));
                    }
                    let divide: Operation<'_, G, G::$lanes, G::$lanes, G::$lanes, G::$lanes> = Operation {
                        name: "/".to_string(),
                        arity: 2,
                        lanes: &|x, y, _, m| x.div(y, m),
                        scalar: &|x, y, _| x.checked_div(y).ok_or("attempt to divide with overflow".into()),
                    };
                    divide.check_rows(g, &rows);
                    let remainder = Operation {
                        name: "%".to_string(),
                        lanes: &|x: G::$lanes, y, _: G::$lanes, m| x.wrapping_rem(y, m),
                        scalar: &|x, y, _| Ok(x.wrapping_rem(y)),
                        ..divide
                    };
                    remainder.check_rows(g, &rows);
                }
            }

            on_every_gang(Test);
        }
    )+};
}

near_whole_tests! {
    u32_of_32_bits u32 U32 32, |x| x;
    i32_of_31_bits i32 I32 31, |x: i32| -x;
    u64_of_52_bits u64 U64 52, |x| x;
    u64_of_53_bits u64 U64 53, |x| x;
    u64_of_64_bits u64 U64 64, |x| x;
    i64_of_51_bits i64 I64 51, |x: i64| -x;
    i64_of_52_bits i64 I64 52, |x: i64| -x;
    i64_of_63_bits i64 I64 63, |x: i64| -x;
}

/// Products of 31 to 33 bits by as many: all of them small enough for a shortcut that looks at each operand alone.
macro_rules! product_tests {
    ($($test:ident $t:ident $lanes:ident;)+) => {$(
        #[test]
        fn $test() {
            #[derive(Clone, Copy)]
            struct Test;

            impl GangTest for Test {
                fn run<G: Gang>(self, g: G) {
                    let mut random = Random(9);
                    let mut operand = || {
                        let x = (random.next() >> (31 + random.next() % 3)) as $t;
                        if random.next() % 2 == 0 { x } else { x.wrapping_neg() }
                    };
                    let mut rows = Vec::new();
                    for _ in 0..2000 {
                        rows.push((operand(), operand(), 0));
                        rows.push((operand(), 1 << 31, 0));
                    }
                    let multiply: Operation<'_, G, G::$lanes, G::$lanes, G::$lanes, G::$lanes> = Operation {
                        name: "*".to_string(),
                        arity: 2,
                        lanes: &|x, y, _, m| x.mul::<true>(y, m),
                        scalar: &|x, y, _| x.checked_mul(y).ok_or("attempt to multiply with overflow".into()),
                    };
                    multiply.check_rows(g, &rows);
                }
            }

            on_every_gang(Test);
        }
    )+};
}

product_tests! {
    products_of_u64 u64 U64;
    products_of_i64 i64 I64;
}

/// Integers of 24 bits and more whose nearest `f32` an addend of one decides, or a bit that `f64` drops.
macro_rules! tie_tests {
    ($($test:ident $t:ident $lanes:ident;)+) => {$(
        #[test]
        fn $test() {
            #[derive(Clone, Copy)]
            struct Test;

            impl GangTest for Test {
                fn run<G: Gang>(self, g: G) {
                    let mut random = Random(10);
                    let mut rows = Vec::new();
                    for _ in 0..3000 {
                        let shift = random.next() % u64::from($t::BITS - 24);
                        // 24 bits that a float keeps, and half of the last of them.
                        let tie = (((random.next() >> 40 | 1 << 23) << 1) | 1) << shift;
                        for offset in [0, 1, 2, 1 << 9, 1 << 10, 1 << 11] {
                            let (above, below) = (tie.wrapping_add(offset) as $t, tie.wrapping_sub(offset) as $t);
                            rows.extend([above, below, above.wrapping_neg()].map(|x| (x, 0, 0)));
                        }
                    }
                    let scalar: fn($t, $t, $t) -> Expected<f32> = |x, _, _| Ok(x as f32);
                    let convert: Operation<'_, G, G::$lanes, G::$lanes, G::$lanes, G::F32> = Operation {
                        name: "as f32".to_string(),
                        arity: 1,
                        lanes: &|x, _, _, _| x.to_f32(),
                        scalar: &scalar,
                    };
                    convert.check_rows(g, &rows);
                }
            }

            on_every_gang(Test);
        }
    )+};
}

tie_tests! {
    ties_of_u64 u64 U64;
    ties_of_i64 i64 I64;
    ties_of_u32 u32 U32;
    ties_of_i32 i32 I32;
}
