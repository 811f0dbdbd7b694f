//! Bodies without lanes, whose elements follow the counter: the same values, and the same faults, as element by element.

use ufunc_tests::{Tolerance, check_loops, f64s, loops};

/// What has no lanes.
fn far_away(x: f64) -> f64 {
    (0..3).fold(x, |x, _| 0.5 * x + 1.0)
}

struct Named {
    scale: f64,
}

loops! {
    #[parallel]
    pub(super) fn neighbours(x: &[f64], y: &Vec<f64>, out: &mut [f64]) {
        for i in 1..out.len() - 1 {
            out[i] = far_away(x[i - 1] + x[i + 1]) - 2.0 * y[i] + x[1 + i];
            if out[i] > 3.0 {
                out[i] -= x[i];
            }
        }
    }

    #[parallel]
    pub(super) fn mentions(x: &[f64], out: &mut [f64]) {
        for i in 0..out.len() {
            // The length is asked for, so that `out` is more than its own elements.
            let last = out.len() - 1;
            out[i] = far_away(x[i] + (last - i) as f64);
        }
    }

    #[parallel]
    pub(super) fn shadowed(x: &[f64], out: &mut [f64]) {
        for i in 0..out.len() {
            let near = x[i];
            let x = [near, far_away(near), 1.0];
            let sum: f64 = (0..3).map(|i| x[i]).sum();
            out[i] = sum;
        }
    }

    #[parallel]
    pub(super) fn not_every_iteration(x: &[f64], y: &[f64], out: &mut [f64]) {
        for i in 0..x.len() {
            // `y` may be shorter, if nobody asks for what it lacks.
            out[i] = if x[i] > 0.0 { far_away(y[i]) } else { far_away(x[i]) };
        }
    }

    #[parallel]
    pub(super) fn words(words: &[String], scale: &Named, tables: &[Vec<f64>], out: &mut [f64]) {
        for i in 0..words.len() {
            out[i] = words[i].len() as f64 * scale.scale + far_away(tables[i][i % tables[i].len()]);
        }
    }

    // The ends are literals, so that the counter has a type by its use alone.
    #[parallel]
    pub(super) fn literal_ends(x: &[f64], out: &mut [f64]) {
        for i in 0..3 {
            out[i] = far_away(x[i]);
        }
    }

    #[parallel(reduction(+: sum))]
    pub(super) fn counter_that_moves(x: &[u64]) -> u64 {
        let mut sum: u64 = 0;
        for mut i in 0..x.len() - 1 {
            i += 1;
            sum += far_away(x[i] as f64) as u64;
        }
        sum
    }

    #[parallel]
    pub(super) fn constant_of_the_name(x: &[f64], out: &mut [f64]) {
        for i in 0..3 {
            let near = far_away(x[i]);
            {
                #[allow(non_upper_case_globals, reason = "a constant of the array's name is what is tried")]
                const x: [f64; 3] = [10.0, 20.0, 30.0];
                out[i] = x[i] + near;
            }
        }
    }

    #[parallel(lastprivate(last), reduction(+: count))]
    pub(super) fn clauses(x: &[f64], out: &mut [f64]) -> (f64, usize) {
        let mut last: f64 = -1.0;
        let mut count: usize = 0;
        for i in 0..x.len() {
            if x[i].to_string().len() > 6 {
                count += 1;
            }
            last = far_away(x[i]);
            out[i] = last;
        }
        (last, count)
    }

    #[parallel(reduction(inscan, +: sum))]
    pub(super) fn shifted_sums(x: &[f64], y: &[f64], out: &mut [f64]) -> f64 {
        let mut sum: f64 = 0.25;
        for i in 2..out.len() {
            sum += x[i - 2] * y[i];
            scan!(inclusive(sum));
            out[i] = sum + x[i];
        }
        sum
    }

    #[parallel(reduction(inscan, +: sum))]
    pub(super) fn starts(counts: &[u64], out: &mut [u64]) -> u64 {
        let mut sum: u64 = 3;
        for i in 0..counts.len() {
            let own = counts[i];
            out[i] = sum;
            scan!(exclusive(sum));
            sum += own;
        }
        sum
    }
}

const LENGTHS: [usize; 6] = [3, 7, 64, 333, 1000, 5000];

#[test]
fn runs_change_no_value() {
    let (x, y) = (f64s(1, -2.0, 2.0), f64s(2, -9.0, 9.0));
    let (x, y) = (x.repeat(6), y.repeat(6));
    let words: Vec<String> = (0..6000).map(|i| "w".repeat(i % 7)).collect();
    let tables: Vec<Vec<f64>> = (0..6000).map(|i| vec![i as f64; i % 3 + 1]).collect();
    let (above, weights) = (f64s(3, 0.5, 1.5).repeat(6), f64s(4, 0.5, 1.5).repeat(6));
    let counts: Vec<u64> = (0..6000).map(|i| i * i % 11).collect();
    for len in LENGTHS {
        let out = vec![0.5; len];
        let y = y[..len].to_vec();
        check_loops!(neighbours(&x[..len], &y; out));
        check_loops!(mentions(&x[..len]; out));
        check_loops!(shadowed(&x[..len]; out));
        check_loops!(not_every_iteration(&x[..len], &y; out));
        check_loops!(words(&words[..len], &Named { scale: 0.5 }, &tables; out));
        check_loops!(clauses(&x[..len]; out));
        // Sums of positive numbers, in another order.
        check_loops!(shifted_sums(&above[..len], &weights; out), Tolerance::ulps(2 * len as u64));
        check_loops!(literal_ends(&x[..len]; out));
        check_loops!(constant_of_the_name(&x[..len]; out));
        check_loops!(counter_that_moves(&counts[..len]));
        let out = vec![0_u64; len];
        check_loops!(starts(&counts[..len]; out));
    }
}

#[test]
fn what_nobody_asks_for_need_not_be_there() {
    let mut x = f64s(1, -2.0, 2.0)[..700].to_vec();
    x[500..].iter_mut().for_each(|x| *x = -x.abs());
    let (y, out) = (f64s(2, -9.0, 9.0)[..500].to_vec(), vec![0.0; 700]);
    check_loops!(not_every_iteration(&x, &y; out));
}

mod failures {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use ufunc::prelude::*;
    use ufunc_tests::settings;

    use super::far_away;

    #[parallel]
    fn ahead(x: &[f64], out: &mut [f64]) {
        for i in 0..out.len() {
            out[i] = far_away(x[i + 3]);
        }
    }

    #[parallel]
    fn behind(first: usize, x: &[f64], out: &mut [f64]) {
        for i in first..out.len() {
            out[i] = far_away(x[i - 1]);
        }
    }

    #[test]
    fn an_index_out_of_bounds_is_that_of_its_iteration() {
        for options in settings() {
            let (x, mut out) = (vec![1.0; 500], vec![0.0; 700]);
            let panic = catch_unwind(AssertUnwindSafe(|| options.run(|| ahead(&x, &mut out))));
            let text = panic.expect_err("x is short").downcast_ref::<String>().expect("a text").clone();
            assert!(text.contains("the len is 500 but the index is 500"), "{options:?}: {text}");
            assert!(text.contains("at i = 497"), "{options:?}: {text}");
            assert!(out[..497].iter().all(|y| *y == far_away(1.0)), "{options:?}");
            assert!(out[497..500].iter().all(|y| *y == 0.0), "{options:?}");
        }
    }

    #[test]
    fn an_index_below_zero_is_that_of_its_iteration() {
        for options in settings() {
            let (x, mut out) = (vec![1.0; 700], vec![0.0; 700]);
            let panic = catch_unwind(AssertUnwindSafe(|| options.run(|| behind(0, &x, &mut out))));
            let text = panic.expect_err("0 - 1").downcast_ref::<String>().expect("a text").clone();
            assert!(text.contains("at i = 0"), "{options:?}: {text}");
            assert_eq!(out[0], 0.0, "{options:?}");
            options.run(|| behind(1, &x, &mut out));
            assert!(out[1..].iter().all(|y| *y == far_away(1.0)), "{options:?}");
        }
    }
}
