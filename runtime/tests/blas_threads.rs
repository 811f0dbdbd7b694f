//! Parallel kernels, jobs with products inside, and products from several threads of the program, all at once: results are
//! right, nothing waits for ever, and no threads come from anywhere but our pool.
#![cfg(any(feature = "linalg", feature = "openblas"))]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ndarray::Array2;
use ufunc::linalg::{self, Backend};
use ufunc::prelude::*;

/// Threads of this test that call.
const CALLERS: usize = 3;
/// Threads of our pool, the caller counted in.
const THREADS: usize = 4;

#[ufunc]
fn halved_and_rooted(x: f64) -> f64 {
    (0.5 * x).sqrt()
}

/// Elements for a product whose every sum is exact: small integers.
fn matrix(rows: usize, columns: usize, seed: usize) -> Array2<f64> {
    Array2::from_shape_fn((rows, columns), |(row, column)| ((row * 7 + column * 3 + seed) % 11) as f64 - 5.0)
}

fn plain_product(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    let mut product = Array2::zeros((a.nrows(), b.ncols()));
    for (row, a) in a.rows().into_iter().enumerate() {
        for (factor, b) in a.iter().zip(b.rows()) {
            for (sum, value) in product.row_mut(row).iter_mut().zip(b) {
                *sum += factor * value;
            }
        }
    }
    product
}

/// How many threads this process has.
#[cfg(target_os = "linux")]
fn threads_of_process() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}

#[cfg(not(target_os = "linux"))]
fn threads_of_process() -> usize {
    0
}

struct Work {
    large: [Array2<f64>; 2],
    large_product: Array2<f64>,
    small: [Array2<f64>; 2],
    small_product: Array2<f64>,
    roots: Vec<f64>,
}

impl Work {
    fn new() -> Self {
        let (large, small) =
            ([matrix(260, 300, 1), matrix(300, 280, 2)], [matrix(60, 70, 3), matrix(70, 50, 4)]);
        let (large_product, small_product) =
            (plain_product(&large[0], &large[1]), plain_product(&small[0], &small[1]));
        let roots = (0..100_000).map(|i| (0.5 * f64::from(i)).sqrt()).collect();
        Work { large, large_product, small, small_product, roots }
    }

    /// One call of each kind, checked.
    fn round(&self) {
        assert_eq!(linalg::matmul(&self.large[0], &self.large[1]).unwrap(), self.large_product);
        let x: Vec<f64> = (0..100_000).map(f64::from).collect();
        let roots: Vec<f64> = halved_and_rooted(&x);
        assert_eq!(roots, self.roots);
        let products = ufunc::jobs::map(&[0; 6], |_| linalg::matmul(&self.small[0], &self.small[1]).unwrap());
        assert!(products.iter().all(|product| *product == self.small_product));
        let inside = AtomicUsize::new(0);
        ufunc::jobs::map(&[0; 3], |_| {
            assert_eq!(linalg::matmul(&self.large[0], &self.large[1]).unwrap(), self.large_product);
            inside.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!(inside.into_inner(), 3);
    }
}

/// There before: the test harness's threads, those of OpenBLAS, which it starts with the program and which sleep, and our
/// workers. Of those there might be more for a moment if they came in the middle: fewer that are at work, and more that
/// take their place.
fn stress(time: Duration) {
    ufunc::set_num_threads(THREADS).unwrap();
    ufunc::jobs::map(&[0; THREADS], |_| ());
    let before = threads_of_process();
    let work = Work::new();
    let (is_over, rounds, most) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let callers: Vec<_> = (0..CALLERS)
            .map(|_| {
                scope.spawn(|| {
                    let start = Instant::now();
                    while start.elapsed() < time {
                        work.round();
                        rounds.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                most.fetch_max(threads_of_process(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let results: Vec<_> = callers.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        is_over.store(true, Ordering::Relaxed);
        for result in results {
            result.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
    assert!(rounds.into_inner() >= CALLERS, "every caller comes to an end of its round");
    // The callers and who watches: nothing else has started a thread.
    let allowed = before + CALLERS + 1;
    assert!(most.load(Ordering::Relaxed) <= allowed, "{} threads, {allowed} allowed", most.into_inner());
}

fn on_each_backend(test: impl Fn()) {
    for backend in Backend::ALL.into_iter().filter(|backend| backend.is_compiled()) {
        linalg::set_backend(backend).unwrap();
        test();
    }
}

#[test]
fn everything_at_once_for_a_moment() {
    on_each_backend(|| stress(Duration::from_secs(2)));
}

#[test]
#[ignore = "takes a minute for each backend"]
fn everything_at_once_for_a_minute() {
    on_each_backend(|| stress(Duration::from_secs(60)));
}
