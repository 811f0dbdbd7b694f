//! `lastprivate`, `collapse`, `schedule`, `num_threads`, `if`, and clauses of one region among several.

use ufunc::Options;
use ufunc_tests::{Tolerance, check_loops, f64s, loops};

use crate::LENGTHS;

loops! {
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

    #[parallel(lastprivate(kind, twice))]
    pub(super) fn last_by_paths(x: &[f64]) -> (f64, f64) {
        let mut kind: f64 = -1.0;
        let mut twice: f64 = -2.0;
        for i in 0..x.len() {
            if x[i] < 0.0 {
                kind = 1.0;
            } else {
                kind = match i % 3 {
                    0 => x[i],
                    1 => {
                        kind = 3.0;
                        kind + 1.0
                    }
                    _ => 2.0,
                };
            }
            (twice, _) = (2.0 * x[i], i);
            for j in 0..3 {
                if j == 1 {
                    continue;
                }
                twice += j as f64;
            }
        }
        (kind, twice)
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

#[test]
fn values_of_the_last_iteration() {
    let x = f64s(1, 0.5, 1.5);
    for len in LENGTHS {
        let out = vec![9.0; len];
        check_loops!(last(&x[..len]; out));
        check_loops!(last_by_paths(&x[..len]));
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
