//! The clauses of `#[parallel]`: what each means is what the plain loop does, under every setting.

use ndarray::{Array1, Array2, ArrayViewMut1, s};
use ufunc::{Options, Reduce};
use ufunc_tests::{Tolerance, check_loops, f32s, f64s, i32s, i64s, loops, u64s};

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

fn far_away(x: f64) -> f64 {
    (0..3).fold(x, |x, _| 0.5 * x + 1.0)
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

    #[parallel(reduction(inscan, +: s))]
    pub(super) fn running_sum(x: &[f64], out: &mut [f64]) -> f64 {
        let mut s: f64 = 0.25;
        for i in 0..x.len() {
            s += x[i];
            scan!(inclusive(s));
            out[i] = s;
        }
        s
    }

    #[parallel(reduction(inscan, +: s))]
    pub(super) fn starts(lengths: &[u64], out: &mut [u64]) -> u64 {
        let mut s: u64 = 3;
        for i in 0..lengths.len() {
            out[i] = s;
            scan!(exclusive(s));
            s += lengths[i];
        }
        s
    }

    #[parallel(reduction(inscan, max: top))]
    pub(super) fn running_maximum(x: &[i32], out: &mut [i32]) {
        let mut top: i32 = i32::MIN;
        for i in 0..x.len() {
            top = top.max(x[i]);
            scan!(inclusive(top));
            out[i] = 2 * (top / 2);
        }
    }

    #[parallel(lastprivate(seen, half))]
    pub(super) fn last(x: &[f64], out: &mut [f64]) -> (f64, usize) {
        let mut seen: f64 = -1.0;
        let mut half: usize = 99;
        for i in 0..x.len() {
            seen = 2.0 * x[i];
            half = i / 2;
            out[i] = seen + half as f64;
        }
        (seen, half)
    }

    #[parallel(collapse(2), schedule(dynamic))]
    pub(super) fn table(rows: usize, columns: usize, out: &mut [f64]) {
        for i in 0..rows {
            for j in 0..columns {
                out[i * columns + j] = (i * j) as f64;
            }
        }
    }

    #[parallel(collapse(3))]
    pub(super) fn cube(n: usize, x: &[f64], out: &mut Vec<f64>) {
        for i in 0..n {
            for j in 0..n {
                for k in 0..n {
                    out[(i * n + j) * n + k] = x[i] + 10.0 * x[j] + 100.0 * x[k];
                }
            }
        }
    }

    #[parallel(schedule(dynamic, 1 + block / 2), num_threads(threads), if(x.len() > least))]
    pub(super) fn expressions(block: usize, threads: u32, least: usize, x: &[f64], out: &mut [f64]) {
        for i in 0..x.len() {
            out[i] = x[i].sqrt();
        }
    }

    /// What is no kernel runs without lanes.
    #[parallel]
    pub(super) fn plain_calls(x: &[f64], out: &mut [f64]) {
        for i in 0..x.len() {
            let text = format!("{:.3}", x[i]);
            out[i] = far_away(x[i]) + text.len() as f64;
        }
    }

    #[parallel]
    pub(super) fn strided(x: &[f64], out: &mut [f64]) {
        for i in 0..x.len() {
            out[3 * i] = x[i];
            out[3 * i + 2] = -x[i];
            out[3 * i + 1] = out[3 * i] * out[3 * i + 2];
        }
    }

    #[parallel]
    pub(super) fn two_apart(x: &[f64], low: &mut [f64], high: &mut [f64]) {
        for i in 2..x.len() - 1 {
            low[i - 2] = x[i] - x[i - 1];
            high[i + 1] = if i % 3 == 0 { low[i - 2] } else { x[i + 1] };
        }
    }

    #[parallel]
    pub(super) fn ranges(x: &[f64], a: &mut [f64], b: &mut [f64], c: &mut [f64], d: &mut [f64]) {
        for i in 1..=a.len() / 2 {
            a[i] = x[i];
        }
        for i in (0..b.len()).step_by(7) {
            b[i] = x[i];
        }
        for i in 3i32..9 {
            c[i as usize] = x[i as usize] + i as f64;
        }
        for i in 2u64..d.len() as u64 {
            d[i as usize] = (i * i) as f64;
        }
    }

    #[parallel]
    pub(super) fn of_views(x: &Array1<f64>, mut out: ArrayViewMut1<'_, f64>) {
        for i in 0..x.len() {
            out[i] = 1.0 / x[i];
        }
    }

    pub(super) fn every_third(x: &Array1<f64>, out: &mut Array1<f64>) {
        of_views(x, out.slice_mut(s![..;3]));
    }

    #[parallel]
    pub(super) fn columns(x: &[f64], out: &mut Array2<f64>) {
        for j in 0..out.ncols() {
            for i in 0..out.nrows() {
                out[[i, j]] += x[i] * x[j];
            }
        }
    }

    /// One region after the other, serial code between them.
    #[parallel(schedule(guided))]
    pub(super) fn normalise(x: &mut [f64]) -> f64 {
        let mut sum: f64 = 0.0;
        #[omp(reduction(+: sum), schedule(static))]
        for i in 0..x.len() {
            sum += x[i];
        }
        let mean = if x.is_empty() { 0.0 } else { sum / x.len() as f64 };
        #[omp(serial)]
        for i in 1..x.len() {
            x[i] += 0.5 * x[i - 1];
        }
        for i in 0..x.len() {
            x[i] -= mean;
        }
        mean
    }
}

/// Around gangs, the slots and the blocks of reductions, and many blocks.
const LENGTHS: [usize; 9] = [0, 1, 2, 31, 33, 64, 1000, 8193, 100_003];

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

#[test]
fn scans() {
    let (x, lengths, heights) = (f64s(1, 0.5, 1.5), u64s(2, 0, 99), i32s(3, -99_999, 99_999));
    for len in LENGTHS {
        let (sums, places, tops) = (vec![9.0; len], vec![9_u64; len], vec![9; len]);
        check_loops!(running_sum(&x[..len]; sums), Tolerance::ulps(2 * len as u64));
        check_loops!(starts(&lengths[..len]; places));
        check_loops!(running_maximum(&heights[..len]; tops));
    }
}

#[test]
fn values_of_the_last_iteration() {
    let x = f64s(1, 0.5, 1.5);
    for len in LENGTHS {
        let out = vec![9.0; len];
        check_loops!(last(&x[..len]; out));
    }
}

#[test]
fn nested_ranges() {
    let x = f64s(1, 0.5, 1.5);
    for (rows, columns) in [(0, 5), (5, 0), (1, 1), (3, 100), (100, 3), (37, 41)] {
        let out = vec![9.0; rows * columns];
        check_loops!(table(rows, columns; out));
    }
    for n in [0, 1, 2, 13] {
        let out = vec![9.0; n * n * n];
        check_loops!(cube(n, &x; out));
    }
}

#[test]
fn clauses_with_expressions() {
    let x = f64s(1, 0.5, 1.5);
    for (block, threads, least) in [(0, 1, 0), (5, 3, 10), (1000, 2, 1_000_000)] {
        let out = vec![9.0; 1003];
        check_loops!(expressions(block, threads, least, &x[..1003]; out));
    }
}

#[test]
fn places_and_ranges() {
    let x = f64s(1, 0.5, 1.5);
    for len in [3, 4, 33, 1003] {
        let (out, three) = (vec![9.0; len], vec![9.0; 3 * len]);
        check_loops!(plain_calls(&x[..len]; out));
        check_loops!(strided(&x[..len]; three));
        let (low, high) = (out.clone(), out.clone());
        check_loops!(two_apart(&x[..len]; low, high));
    }
    for len in [9, 40, 1003] {
        let [a, b, c, d] = [0, 1, 2, 3].map(|_| vec![9.0; len]);
        check_loops!(ranges(&x; a, b, c, d));
    }
}

#[test]
fn views_with_strides() {
    let x = f64s(1, 0.5, 1.5);
    for len in [1, 33, 1003] {
        let (short, long) = (Array1::from(x[..len].to_vec()), Array1::from_elem(3 * len, 9.0));
        check_loops!(every_third(&short; long));
    }
    let square = Array2::from_elem((23, 35), 9.0);
    check_loops!(columns(&x; square));
    let transposed = Array2::from_elem((35, 23), 9.0).reversed_axes();
    check_loops!(columns(&x; transposed));
}

#[test]
fn several_regions() {
    for len in LENGTHS {
        let mut x = f64s(1, 0.5, 1.5);
        x.truncate(len);
        // The mean is a reduction; what is subtracted from it is of its size.
        check_loops!(normalise(; x), Tolerance::ulps(2 * len as u64).or_absolute(len as f64 * 1e-15));
    }
}

#[test]
fn a_condition_that_fails_keeps_the_region_on_one_thread() {
    let before = std::thread::current().id();
    assert!(
        Options::new()
            .threads(2)
            .min_parallel_len(1)
            .run(|| threads_seen(1000, false))
            .iter()
            .all(|id| *id == before)
    );
}

fn threads_seen(count: usize, go: bool) -> Vec<std::thread::ThreadId> {
    use ufunc::prelude::*;

    #[parallel(if(go))]
    fn see(seen: &mut [std::thread::ThreadId], go: bool) {
        for i in 0..seen.len() {
            seen[i] = std::thread::current().id();
        }
    }

    let mut seen = vec![std::thread::current().id(); count];
    see(&mut seen, go);
    seen
}
