//! Standard normal numbers.

use ndarray::Array2;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A matrix of standard normal numbers, always the same for a seed: quantiles of random bits.
pub(crate) fn normal(seed: u64, rows: usize, columns: usize) -> Array2<f64> {
    let mut bits = ChaCha8Rng::seed_from_u64(seed);
    // The middle of one of 2^53 equal pieces of (0, 1).
    let mut uniform = || ((bits.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
    let mut numbers = Array2::from_shape_simple_fn((rows, columns), &mut uniform);
    let uniform = numbers.clone();
    ufunc::stats::norm::ppf::into(&uniform, 0.0, 1.0, &mut numbers).expect("one shape");
    numbers
}
