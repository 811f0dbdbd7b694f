//! Operands: the edge values of a type crossed with each other, and random bits.

/// A type that tests can make values of and compare bit for bit.
pub(super) trait Value: Copy + std::fmt::Debug {
    /// Where scalar operations change their behaviour.
    fn edges() -> Vec<Self>;
    /// A value of random bits.
    fn of_bits(bits: u64) -> Self;
    /// Whether the bits are the same; any two NaN are.
    fn same(self, other: Self) -> bool;
}

macro_rules! int_values {
    ($($t:ident)+) => {$(
        impl Value for $t {
            fn edges() -> Vec<$t> {
                let mut edges = vec![0, 1, 2, 3, 5, 7, 10, 31, 32, 33, 63, 64, 65, 99, 100, 101, 1000];
                for bit in 0..$t::BITS {
                    if bit % 8 <= 1 || bit % 8 == 7 || bit > 21 && bit < 25 || bit > 51 && bit < 55 {
                        let power = (1 as $t) << bit;
                        edges.extend([power, power.wrapping_sub(1), power.wrapping_neg()]);
                    }
                }
                edges.extend([$t::MIN, $t::MIN + 1, $t::MAX, $t::MAX - 1]);
                edges.sort_unstable();
                edges.dedup();
                edges
            }

            fn of_bits(bits: u64) -> $t {
                bits as $t
            }

            fn same(self, other: $t) -> bool {
                self == other
            }
        }
    )+};
}

int_values!(i32 i64 u32 u64);

macro_rules! float_values {
    ($($t:ident $bits:ident)+) => {$(
        impl Value for $t {
            fn edges() -> Vec<$t> {
                let tiny = $t::from_bits(1);
                let positive = [
                    0.0, tiny, $t::MIN_POSITIVE.next_down(), $t::MIN_POSITIVE, $t::EPSILON, 0.1, 0.25,
                    (0.5 as $t).next_down(), 0.5, (0.5 as $t).next_up(), 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 100.75,
                    8_388_607.5, 8_388_608.0, 8_388_609.0, 16_777_216.0, 2_147_483_520.0, 2_147_483_647.0,
                    2_147_483_647.5, 2_147_483_648.0, 2_147_483_648.5, 2_147_483_649.0, 4_294_967_295.0,
                    4_294_967_295.5, 4_294_967_296.0, 4_503_599_627_370_495.5, 4_503_599_627_370_496.0,
                    9_007_199_254_740_991.0, (9_223_372_036_854_775_808.0 as $t).next_down(),
                    9_223_372_036_854_775_808.0, (18_446_744_073_709_551_616.0 as $t).next_down(),
                    18_446_744_073_709_551_616.0, $t::MAX / 2.0, $t::MAX, $t::INFINITY, $t::NAN,
                ];
                positive.into_iter().chain(positive.map(|x| -x)).collect()
            }

            fn of_bits(bits: u64) -> $t {
                $t::from_bits(bits as $bits)
            }

            fn same(self, other: $t) -> bool {
                self.is_nan() && other.is_nan() || self.to_bits() == other.to_bits()
            }
        }
    )+};
}

float_values!(f32 u32 f64 u64);

impl Value for bool {
    fn edges() -> Vec<bool> {
        vec![false, true]
    }

    fn of_bits(bits: u64) -> bool {
        bits & 1 != 0
    }

    fn same(self, other: bool) -> bool {
        self == other
    }
}

/// Splitmix64, from a fixed state: a failure comes again.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// Random bits, as often all of them as only some of the lower.
    fn value<T: Value>(&mut self) -> T {
        let bits = self.next();
        let kind = self.next();
        T::of_bits(if kind & 1 == 0 { bits } else { bits >> ((kind >> 8) % 64) })
    }
}

/// How many random operands each operation gets besides the edge values.
const RANDOM: usize = 3000;

/// All edge values of the three operands crossed where that is few, then random ones.
pub(super) fn operands<A: Value, B: Value, C: Value>(crossed: usize) -> Vec<(A, B, C)> {
    let mut rows = Vec::new();
    let mut random = Random(42);
    let (xs, ys, zs) = (A::edges(), B::edges(), C::edges());
    let ys = if crossed > 1 { ys } else { ys[..1].to_vec() };
    for &x in &xs {
        for &y in &ys {
            if crossed > 2 {
                // Every pair with a few thirds: all triples would be half a million.
                for _ in 0..4 {
                    let z = zs[(random.next() % zs.len() as u64) as usize];
                    rows.push((x, y, z));
                }
            } else {
                rows.push((x, y, zs[0]));
            }
        }
    }
    for _ in 0..RANDOM {
        rows.push((random.value(), random.value(), random.value()));
    }
    rows
}
