//! The work: three elementwise lines, and a product of matrices.

use std::hint::black_box;

use ndarray::Array2;
use ufunc::math::sin;
use ufunc::prelude::ufunc;
use ufunc::stats::norm::isf;

use crate::Failure;

/// Whether this program has linear algebra.
pub(crate) const HAS_PRODUCT: bool = cfg!(any(feature = "linalg", feature = "openblas"));

/// The sum.
#[ufunc]
fn add(b: f64, c: f64) -> f64 {
    b + c
}

/// Computes A of B and C.
type Run = fn(&Array2<f64>, &Array2<f64>, &mut Array2<f64>) -> Result<(), Failure>;

/// A line that is run.
#[derive(Clone, Copy)]
pub(crate) struct Work {
    /// As it is written.
    pub(crate) text: &'static str,
    /// The setting that its threads come from.
    pub(crate) knob: &'static str,
    /// Whether it is the product.
    pub(crate) is_product: bool,
    /// Bytes that go to and from memory for an element, or operations for an element and a row.
    amount: f64,
    /// Computes A once, into memory that is there if there is one.
    run: Run,
}

impl Work {
    /// All that this program can run.
    pub(crate) fn all() -> Vec<Work> {
        let mut all = vec![
            Work::line("A = B + C", 24.0, |b, c, a| Ok(add::into(b, c, a)?)),
            Work::line("A = sin(B)", 16.0, |b, _, a| Ok(sin::into(b, a)?)),
            Work::line("A = norm.isf(B)", 16.0, |b, _, a| Ok(isf::into(b, 0.0, 1.0, a)?)),
        ];
        all.extend(product());
        all
    }

    fn line(text: &'static str, amount: f64, run: Run) -> Work {
        Work { text, knob: "threads", is_product: false, amount, run }
    }

    /// Runs it once.
    pub(crate) fn run(&self, b: &Array2<f64>, c: &Array2<f64>, a: &mut Array2<f64>) -> Result<(), Failure> {
        (self.run)(b, c, black_box(a))
    }

    /// How much is done in a run, in 10^9 of the unit.
    pub(crate) fn rate(&self, size: usize) -> Rate {
        let elements = size as f64 * size as f64;
        if self.is_product {
            Rate { billions: self.amount * elements * size as f64 / 1e9, unit: "GFLOP/s" }
        } else {
            Rate { billions: self.amount * elements / 1e9, unit: "GB/s" }
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    pub(crate) billions: f64,
    pub(crate) unit: &'static str,
}

#[cfg(any(feature = "linalg", feature = "openblas"))]
fn product() -> Option<Work> {
    // A multiplication and an addition for each element of the result and each row.
    let run = |b: &Array2<f64>, c: &Array2<f64>, _: &mut Array2<f64>| {
        black_box(ufunc::linalg::matmul(b, c)?);
        Ok(())
    };
    Some(Work { text: "A = B @ C", knob: "blas_threads", is_product: true, amount: 2.0, run })
}

#[cfg(not(any(feature = "linalg", feature = "openblas")))]
fn product() -> Option<Work> {
    None
}

/// Two square arrays of numbers between 0 and 1, neither included, which are spread evenly and follow no pattern that a
/// processor could learn.
pub(crate) fn operands(size: usize) -> (Array2<f64>, Array2<f64>) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        // Vigna's splitmix64.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 12) as f64 * 2_f64.powi(-52) + 2_f64.powi(-53)
    };
    let b = Array2::from_shape_simple_fn((size, size), &mut next);
    let c = Array2::from_shape_simple_fn((size, size), &mut next);
    (b, c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lines_run_and_count_what_they_do() {
        let (b, c) = operands(30);
        assert!(b.iter().chain(&c).all(|value| *value > 0.0 && *value < 1.0));
        let mut a = Array2::zeros((30, 30));
        for work in Work::all() {
            work.run(&b, &c, &mut a).expect("the shapes fit");
            assert!(a.iter().all(|value| value.is_finite()), "{}", work.text);
        }
        assert_eq!(Work::all()[0].rate(1000).billions, 0.024);
    }
}
