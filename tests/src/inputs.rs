//! Arguments of the tests: the same on every run.

use ufunc_programs::{Rng, Ty, Value, interesting_input};

use crate::LARGE;

/// Numbers from `lo` to `hi`.
#[must_use]
pub fn f64s(seed: u64, lo: f64, hi: f64) -> Vec<f64> {
    let mut rng = Rng::new(seed);
    (0..LARGE).map(|_| lo + (hi - lo) * rng.unit()).collect()
}

/// Numbers from `lo` to `hi`.
#[must_use]
pub fn f32s(seed: u64, lo: f32, hi: f32) -> Vec<f32> {
    f64s(seed, f64::from(lo), f64::from(hi)).into_iter().map(|number| number as f32).collect()
}

macro_rules! integers {
    ($($name:ident -> $ty:ty),+) => {$(
        /// Integers from `lo` to `hi`, both included.
        #[must_use]
        pub fn $name(seed: u64, lo: $ty, hi: $ty) -> Vec<$ty> {
            let mut rng = Rng::new(seed);
            let span = (hi as u64).wrapping_sub(lo as u64);
            let below = |rng: &mut Rng| match span.checked_add(1) {
                Some(count) => rng.below(count),
                None => rng.bits(),
            };
            (0..LARGE).map(|_| (lo as u64).wrapping_add(below(&mut rng)) as $ty).collect()
        }
    )+};
}

integers!(i32s -> i32, i64s -> i64, u32s -> u32, u64s -> u64);

/// Everyday and special values of the type, also any bits.
#[must_use]
pub fn values<T>(seed: u64, ty: Ty, unwrap: impl Fn(Value) -> Option<T>) -> Vec<T> {
    let mut rng = Rng::new(seed);
    (0..LARGE).filter_map(|_| unwrap(interesting_input(ty, &mut rng))).collect()
}
