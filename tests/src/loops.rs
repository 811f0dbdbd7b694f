//! One function with loops against its plain form, under every setting.

use ndarray::{Array, Dimension};
use ufunc::{Level, Options};

use crate::case::{THREADS, schedules};
use crate::row::{Component, Tolerance};

/// Every schedule with every number of threads at every level; regions go parallel whatever their size.
#[must_use]
pub fn settings() -> Vec<Options> {
    let mut settings = Vec::new();
    for level in Level::available() {
        for schedule in schedules() {
            for threads in THREADS {
                let options = Options::new().max_simd(level).schedule(schedule).threads(threads);
                settings.push(options.min_parallel_len(1));
            }
        }
    }
    settings
}

/// Compares the first run of the loops with the plain form within the tolerance, and all others with the first bit for
/// bit.
///
/// # Panics
/// If two results differ.
pub fn compare_loops(
    name: &str,
    tolerance: Tolerance,
    plain: &dyn Fn() -> Vec<f64>,
    regions: &dyn Fn() -> Vec<f64>,
) {
    let expected = plain();
    let mut settings = settings().into_iter();
    let first = settings.next().expect("there is a level");
    let reference = first.run(regions);
    compare(name, &first, &reference, &expected, tolerance);
    for options in settings {
        compare(name, &options, &options.run(regions), &reference, Tolerance::EXACT);
    }
}

fn compare(name: &str, options: &Options, found: &[f64], expected: &[f64], tolerance: Tolerance) {
    assert_eq!(found.len(), expected.len(), "{name}: values under {options:?}");
    for (at, (&found, &expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            found.is_near(expected, tolerance),
            "{name}, value {at}: {found:?} under {options:?}, not {expected:?} ({tolerance:?})",
        );
    }
}

/// What can be written as numbers, each of which `f64` holds exactly.
pub trait Flat {
    /// Appends the numbers.
    fn flatten(&self, values: &mut Vec<f64>);
}

macro_rules! numbers {
    ($($ty:ident),+) => {$(
        impl Flat for $ty {
            fn flatten(&self, values: &mut Vec<f64>) {
                values.push(f64::from(*self));
            }
        }
    )+};
}

numbers!(f32, f64, i32, u32, bool);

macro_rules! wide_integers {
    ($($ty:ident),+) => {$(
        impl Flat for $ty {
            fn flatten(&self, values: &mut Vec<f64>) {
                // In two halves, so that no bit is lost.
                let bits = *self as u64;
                values.extend([f64::from((bits >> 32) as u32), f64::from(bits as u32)]);
            }
        }
    )+};
}

wide_integers!(i64, u64, isize, usize);

impl Flat for () {
    fn flatten(&self, _: &mut Vec<f64>) {}
}

impl<T: Flat> Flat for [T] {
    fn flatten(&self, values: &mut Vec<f64>) {
        self.iter().for_each(|value| value.flatten(values));
    }
}

impl<T: Flat> Flat for Vec<T> {
    fn flatten(&self, values: &mut Vec<f64>) {
        self.as_slice().flatten(values);
    }
}

impl<T: Flat, const N: usize> Flat for [T; N] {
    fn flatten(&self, values: &mut Vec<f64>) {
        self.as_slice().flatten(values);
    }
}

impl<T: Flat, D: Dimension> Flat for Array<T, D> {
    fn flatten(&self, values: &mut Vec<f64>) {
        self.iter().for_each(|value| value.flatten(values));
    }
}

impl<A: Flat, B: Flat> Flat for (A, B) {
    fn flatten(&self, values: &mut Vec<f64>) {
        self.0.flatten(values);
        self.1.flatten(values);
    }
}

impl<A: Flat, B: Flat, C: Flat> Flat for (A, B, C) {
    fn flatten(&self, values: &mut Vec<f64>) {
        self.0.flatten(values);
        self.1.flatten(values);
        self.2.flatten(values);
    }
}
