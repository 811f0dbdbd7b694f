//! Integer division where a quotient is next to a whole number, which is where a way through floats would fail.

use super::super::{Gang, IntLanes, NumLanes};
use super::check::Operation;
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
