//! `reduction`: sums, products, extremes, bits, a type of one's own and arrays.

use ufunc::Reduce;
use ufunc_tests::{Tolerance, check_loops, f32s, f64s, i32s, i64s, loops, u64s};

use crate::LENGTHS;

/// Smallest and largest value, and where the largest stands first.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Extent {
    low: f64,
    high: f64,
    place: usize,
}

impl Reduce for Extent {
    fn identity() -> Self {
        Extent { low: f64::INFINITY, high: f64::NEG_INFINITY, place: usize::MAX }
    }

    fn combine(self, other: Self) -> Self {
        let is_higher = other.high > self.high || (other.high == self.high && other.place < self.place);
        let (high, place) = if is_higher { (other.high, other.place) } else { (self.high, self.place) };
        Extent { low: self.low.min(other.low), high, place }
    }
}

loops! {
    #[parallel(reduction(+: sum))]
    pub(super) fn sum(x: &[f64]) -> f64 {
        let mut sum: f64 = 10.0;
        for i in 0..x.len() {
            sum += x[i];
        }
        sum
    }

    #[parallel(reduction(+: sum), simd)]
    pub(super) fn dot(x: &[f32], y: &[f32]) -> f64 {
        let mut sum: f64 = 0.0;
        for i in 0..x.len() {
            sum += x[i] as f64 * y[i] as f64;
        }
        sum
    }

    #[parallel(reduction(*: product))]
    pub(super) fn product(x: &[f64]) -> f64 {
        let mut product: f64 = 2.0;
        for i in 0..x.len() {
            product *= x[i];
        }
        product
    }

    #[parallel(reduction(+: sum, weight), reduction(min: least), reduction(max: most))]
    pub(super) fn several(x: &[i64]) -> (i64, i64, (i64, i64)) {
        let mut sum: i64 = 1;
        let mut weight: i64 = -5;
        let mut least = i64::MAX;
        let mut most: i64 = 3;
        for i in 0..x.len() {
            sum += x[i];
            weight += i as i64;
            least = least.min(x[i]);
            if x[i] > most {
                most = x[i];
            }
        }
        (sum, weight, (least, most))
    }

    #[parallel(reduction(&: all), reduction(|: any), reduction(^: odd))]
    pub(super) fn bits(x: &[u64]) -> (u64, u64, u64) {
        let mut all: u64 = u64::MAX;
        let mut any: u64 = 0;
        let mut odd: u64 = 5;
        for i in 0..x.len() {
            all &= x[i] | 7;
            any |= x[i] & 0xff00;
            odd ^= x[i];
        }
        (all, any, odd)
    }

    #[parallel(reduction(&&: all), reduction(||: any))]
    pub(super) fn truth(x: &[i32], limit: i32) -> (bool, bool) {
        let mut all = true;
        let mut any = false;
        for i in 0..x.len() {
            all = all && x[i] <= limit;
            any = any || x[i] == limit;
        }
        (all, any)
    }

    #[parallel(reduction(max: change))]
    pub(super) fn largest_of_some(x: &[f32], from: f32) -> f32 {
        let mut change: f32 = 0.0;
        for i in 0..x.len() {
            if x[i] < from {
                continue;
            }
            change = change.max(x[i] - from);
        }
        change
    }

    #[parallel(reduction(Extent: extent))]
    pub(super) fn extent(x: &[f64]) -> ((f64, f64), usize) {
        let mut extent = Extent::identity();
        for i in 0..x.len() {
            extent = extent.combine(Extent { low: x[i], high: x[i], place: i });
        }
        ((extent.low, extent.high), extent.place)
    }

    #[parallel(reduction(+: counts[..]))]
    pub(super) fn histogram(keys: &[usize], counts: &mut [u64]) {
        for i in 0..keys.len() {
            counts[keys[i]] += 1;
        }
    }

    #[parallel(reduction(+: sums[..]))]
    pub(super) fn weighted_histogram(keys: &[usize], weights: &[f64], sums: &mut [f64]) {
        for i in 0..keys.len() {
            sums[keys[i]] += weights[i];
        }
    }

    #[parallel(reduction(max: tops[..]))]
    pub(super) fn tops(keys: &[usize], heights: &[f64], tops: &mut [f64]) {
        for i in 0..keys.len() {
            tops[keys[i]] = tops[keys[i]].max(heights[i]);
        }
    }
}

#[test]
fn sums_and_products() {
    let (x, few) = (f64s(1, 0.5, 1.5), f64s(2, 0.99, 1.01));
    let (left, right) = (f32s(1, 0.5, 1.5), f32s(2, 0.5, 1.5));
    for len in LENGTHS {
        // All terms are positive: `len` roundings of a serial sum, and fewer of ours.
        let tolerance = Tolerance::ulps(2 * len as u64);
        check_loops!(sum(&x[..len]), tolerance);
        check_loops!(product(&few[..len]), tolerance);
        check_loops!(dot(&left[..len], &right[..len]), tolerance);
    }
}

/// The error of a sum of both signs, against the sum of the exact values: pairwise within blocks of 128 terms in order.
#[test]
fn sums_are_pairwise() {
    let x: Vec<f64> = i64s(1, -1 << 40, 1 << 40).into_iter().map(|x| x as f64 * 0.1).collect();
    for len in [1000, 8193, 100_003] {
        let x = &x[..len];
        let exact: f64 = compensated(x.iter().copied().chain([10.0]));
        let total: f64 = x.iter().map(|x| x.abs()).sum();
        // In a block each of 32 slots has at most 128 terms, then 5 halves, then the tree of the blocks.
        let roundings = 128.0 + 5.0 + (len as f64 / 32.0).log2().ceil() + 2.0;
        let error = (regions::sum(x) - exact).abs();
        assert!(error <= roundings * 0.5 * f64::EPSILON * total, "{len} terms: error {error}");
    }
}

/// The sum with the rounding errors kept (Neumaier, 1974).
fn compensated(terms: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for term in terms {
        let next = sum + term;
        lost += if sum.abs() >= term.abs() { (sum - next) + term } else { (term - next) + sum };
        sum = next;
    }
    sum + lost
}

#[test]
fn exact_reductions() {
    let (wide, patterns) = (i64s(1, -1_000_000, 1_000_000), u64s(2, 0, u64::MAX));
    let (narrow, floats) = (i32s(3, 0, 999), f32s(4, -1.0, 1.0));
    for len in LENGTHS {
        check_loops!(several(&wide[..len]));
        check_loops!(bits(&patterns[..len]));
        check_loops!(truth(&narrow[..len], 999));
        check_loops!(truth(&narrow[..len], 500));
        check_loops!(largest_of_some(&floats[..len], 0.25));
    }
}

#[test]
fn a_type_of_ones_own() {
    let x = f64s(1, -9.0, 9.0);
    for len in LENGTHS {
        check_loops!(extent(&x[..len]));
    }
}

#[test]
fn not_a_number_stays_out_of_maxima() {
    let mut x = f32s(1, -1.0, 1.0);
    x[17] = f32::NAN;
    x[40] = 3.0;
    check_loops!(largest_of_some(&x[..100], 0.25));
    check_loops!(largest_of_some(&[f32::NAN; 70], 0.25));
}

#[test]
fn arrays() {
    let keys: Vec<usize> = u64s(1, 0, 22).into_iter().map(|key| key as usize).collect();
    let weights = f64s(2, 0.5, 1.5);
    for len in LENGTHS {
        let (counts, sums, heights) = (vec![7_u64; 23], vec![1.0; 23], vec![0.75; 23]);
        check_loops!(histogram(&keys[..len]; counts));
        check_loops!(weighted_histogram(&keys[..len], &weights; sums), Tolerance::ulps(2 * len as u64));
        check_loops!(tops(&keys[..len], &weights; heights));
    }
}
