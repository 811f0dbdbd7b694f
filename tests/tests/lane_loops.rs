//! Parallel loops whose iterations are lanes, against plain loops: every level, many lengths, one thread and more.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ndarray::Array2;
use ufunc::prelude::*;
use ufunc::{Level, parallel};

const COUNTS: [usize; 15] = [0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 65, 127, 1000];

/// Numbers between -2 and 2.
fn numbers(len: usize, seed: u64) -> Vec<f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 51) as f64 - 2.0
    };
    (0..len).map(|_| next()).collect()
}

/// Runs a test at all levels, with all counts and numbers of threads.
fn each(test: impl Fn(usize)) {
    for level in Level::available() {
        for threads in [1, 3] {
            let options = Options::new().max_simd(level).threads(threads).min_parallel_len(1);
            for count in COUNTS {
                options.run(|| test(count));
            }
        }
    }
}

#[parallel(simd)]
fn saxpy(a: f64, x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        y[i] = a * x[i] + y[i];
    }
}

#[test]
fn elements_of_streams() {
    each(|n| {
        let (x, mut y) = (numbers(n, 1), numbers(n, 2));
        let expected: Vec<f64> = x.iter().zip(&y).map(|(x, y)| 2.5 * x + y).collect();
        saxpy(2.5, &x, &mut y);
        assert_eq!(y, expected);
    });
}

#[parallel(simd)]
fn relax(old: &[f64], new: &mut [f64]) {
    for i in 1..old.len() - 1 {
        let before = i - 1;
        new[i] = 0.5 * (old[before] + old[i + 1]);
    }
}

#[test]
fn neighbours() {
    each(|n| {
        let old = numbers(n + 2, 3);
        let (mut new, mut expected) = (vec![0.0; n + 2], vec![0.0; n + 2]);
        for i in 1..=n {
            expected[i] = 0.5 * (old[i - 1] + old[i + 1]);
        }
        relax(&old, &mut new);
        assert_eq!(new, expected);
    });
}

#[parallel(simd)]
fn edges(x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        let mut sum = x[i];
        if i > 0 {
            sum += x[i - 1];
        }
        if i + 1 < x.len() && x[i + 1] > 0.0 {
            sum += 2.0 * x[i + 1];
        }
        if sum < -3.0 {
            continue;
        }
        y[i] = sum;
    }
}

/// Elements that only some lanes may touch.
#[test]
fn accesses_under_a_condition() {
    each(|n| {
        let x = numbers(n, 4);
        let (mut y, mut expected) = (vec![-9.0; n], vec![-9.0; n]);
        for i in 0..n {
            let before = if i > 0 { x[i - 1] } else { 0.0 };
            let after = if i + 1 < n && x[i + 1] > 0.0 { 2.0 * x[i + 1] } else { 0.0 };
            let sum = x[i] + before + after;
            if sum >= -3.0 {
                expected[i] = sum;
            }
        }
        edges(&x, &mut y);
        assert_eq!(y, expected);
    });
}

#[parallel(simd, reduction(+: sum, below), reduction(max: largest))]
fn measures(x: &[f64], y: &[f64]) -> (f64, usize, f64) {
    let mut sum: f64 = 0.0;
    let mut below: usize = 0;
    let mut largest: f64 = f64::NEG_INFINITY;
    for i in 0..x.len() {
        sum += x[i] * y[i];
        if x[i] > largest {
            largest = x[i];
        }
        if x[i] >= y[i] {
            continue;
        }
        below += 1;
    }
    (sum, below, largest)
}

#[test]
fn reductions() {
    let mut bits = std::collections::BTreeMap::new();
    let found = std::cell::RefCell::new(&mut bits);
    each(|n| {
        let (x, y) = (numbers(n, 5), numbers(n, 6));
        let (sum, below, largest) = measures(&x, &y);
        let plain: f64 = x.iter().zip(&y).map(|(x, y)| x * y).sum();
        assert!((sum - plain).abs() < 1e-9);
        assert_eq!(below, x.iter().zip(&y).filter(|(x, y)| x < y).count());
        assert_eq!(largest, x.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        assert_eq!(*found.borrow_mut().entry(n).or_insert(sum.to_bits()), sum.to_bits());
    });
    assert_eq!(bits.len(), COUNTS.len());
}

#[parallel(simd)]
fn scatter(index: &[usize], x: &[f64], out: &mut [f32]) {
    for i in 0..index.len() {
        for c in 0..3usize {
            out[3 * i + c] = x[index[i]] as f32 + i as f32 * c as f32;
        }
    }
}

#[test]
fn gathers_and_scatters() {
    each(|n| {
        let index: Vec<usize> = (0..n).map(|i| (7 * i + 3) % n).collect();
        let x = numbers(n, 8);
        let (mut out, mut expected) = (vec![0.0; 3 * n], vec![0.0; 3 * n]);
        for i in 0..n {
            for c in 0..3 {
                expected[3 * i + c] = x[index[i]] as f32 + i as f32 * c as f32;
            }
        }
        scatter(&index, &x, &mut out);
        assert_eq!(out, expected);
    });
}

#[parallel(simd)]
fn shifted(x: &[f64], n: i32, out: &mut [f64]) {
    for i in -4..n - 4 {
        let k = i + 4;
        out[k as usize] = x[(i + 6) as usize] * i as f64;
    }
}

#[test]
fn counters_of_other_types() {
    each(|n| {
        let x = numbers(n + 8, 9);
        let mut out = vec![0.0; n];
        let expected: Vec<f64> = (0..n).map(|k| x[k + 2] * (k as i32 - 4) as f64).collect();
        shifted(&x, n as i32, &mut out);
        assert_eq!(out, expected);
    });
}

#[parallel]
fn product(a: &[f64], b: &[f64], c: &mut [f64], n: usize, m: usize) {
    for i in 0..n {
        for j in 0..m {
            let mut sum = 0.0;
            for k in 0..n {
                sum += a[i * n + k] * b[k * m + j];
            }
            c[i * m + j] = sum;
        }
    }
}

/// Lanes in a loop inside of an iteration.
#[test]
fn rows() {
    each(|count| {
        let (n, m) = (5, count.max(1));
        let (a, b) = (numbers(n * n, 1), numbers(n * m, 2));
        let (mut c, mut expected) = (vec![0.0; n * m], vec![0.0; n * m]);
        for i in 0..n {
            for j in 0..m {
                let mut sum = 0.0;
                for k in 0..n {
                    sum += a[i * n + k] * b[k * m + j];
                }
                expected[i * m + j] = sum;
            }
        }
        product(&a, &b, &mut c, n, m);
        assert_eq!(c, expected);
    });
}

#[parallel(simd)]
fn weighted(a: &Array2<f64>, out: &mut [f64]) {
    for j in 0..out.len() {
        let mut sum = 0.0;
        for i in 0..a.nrows() {
            sum += a[[i, j]] * (i + 1) as f64;
        }
        out[j] = sum;
    }
}

#[test]
fn arrays_of_two_axes() {
    each(|n| {
        let a = Array2::from_shape_vec((3, n), numbers(3 * n, 7)).expect("three rows");
        let by_columns = a.t().as_standard_layout().into_owned().reversed_axes();
        let expected: Vec<f64> =
            (0..n).map(|j| (0..3).fold(0.0, |sum, i| sum + a[[i, j]] * (i + 1) as f64)).collect();
        for a in [&a, &by_columns] {
            let mut out = vec![0.0; n];
            weighted(a, &mut out);
            assert_eq!(out, expected);
        }
    });
}

#[parallel(simd)]
fn quotients(x: &[i32], y: &[i32], out: &mut [i32]) {
    for i in 0..out.len() {
        assert!(x[i] >= 0, "negative");
        out[i] = x[i] / y[i];
    }
}

fn message(run: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).expect_err("a panic");
    payload.downcast_ref::<String>().cloned().expect("a text")
}

#[test]
fn panics_name_the_iteration() {
    for level in Level::available() {
        let options = Options::new().max_simd(level).threads(1);
        let (mut x, mut y, mut out) = (vec![7; 100], vec![1; 100], vec![0; 100]);
        y[70] = 0;
        let text = options.run(|| message(|| quotients(&x, &y, &mut out)));
        assert!(text.contains("divide by zero") && text.contains("i = 70"), "{level}: {text}");
        x[41] = -1;
        let text = options.run(|| message(|| quotients(&x, &y, &mut out)));
        assert!(text.contains("negative") && text.contains("i = 41"), "{level}: {text}");
        let text = options.run(|| message(|| quotients(&x[..37], &y, &mut out)));
        assert!(
            text.contains("the len is 37 but the index is 37") && text.contains("i = 37"),
            "{level}: {text}"
        );
    }
}
