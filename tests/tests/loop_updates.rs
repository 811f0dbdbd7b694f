//! Reductions of arrays from lanes: each lane updates its element in turn, as the plain loop does.
//!
//! `simd` stands at each loop, so that none of them runs without lanes.

use ufunc_tests::{Tolerance, check_loops, f32s, f64s, i64s, loops, u64s};

loops! {
    #[parallel(simd, reduction(+: counts[..]))]
    pub(super) fn classes(values: &[f64], counts: &mut [u64]) {
        let last = counts.len() - 1;
        let scale = counts.len() as f64;
        for i in 0..values.len() {
            let class = (values[i] * scale) as usize;
            counts[class.min(last)] += 1;
        }
    }

    #[parallel(simd, reduction(+: counts[..]))]
    pub(super) fn of_narrow_values(values: &[f32], counts: &mut [u32]) {
        let last = counts.len() - 1;
        for i in 0..values.len() {
            if values[i].is_nan() {
                continue;
            }
            if values[i] > 0.25 {
                counts[((values[i] * 20.0) as usize).min(last)] += 2;
            } else {
                counts[0] += 1;
            }
        }
    }

    #[parallel(simd, reduction(+: sums[..]))]
    pub(super) fn weighted(keys: &[usize], weights: &[f64], sums: &mut [f64]) {
        for i in 0..keys.len() {
            if weights[i] < 1.25 {
                sums[keys[i]] += weights[i] * weights[i];
            }
        }
    }

    #[parallel(simd, reduction(+: sums[..]), reduction(^: seen[..]), reduction(max: highest))]
    pub(super) fn several(x: &[i64], classes: i64, sums: &mut [i64], seen: &mut [u64]) -> i64 {
        let mut highest: i64 = i64::MIN;
        for i in 0..x.len() {
            let class = x[i].rem_euclid(classes) as usize;
            sums[class] -= x[i];
            sums[0] += 3;
            seen[class] ^= (x[i] as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            highest = highest.max(x[i] / 3);
        }
        highest
    }

    #[parallel(simd, reduction(+: steps[..]))]
    pub(super) fn collatz(n: usize, steps: &mut [usize]) {
        for i in 1..n {
            let mut x = i as u64;
            let mut count: usize = 0;
            while x != 1 {
                x = if x % 2 == 0 { x / 2 } else { 3 * x + 1 };
                steps[(x % 7) as usize] += 1;
                count += 1;
            }
            steps[7 + count % 9] += count;
        }
    }

    #[parallel(simd, reduction(|: found[..]))]
    pub(super) fn any_of_class(x: &[i64], found: &mut [bool]) {
        for i in 0..x.len() {
            found[x[i].rem_euclid(5) as usize] |= x[i] > 400;
        }
    }

    // Floats twice in an iteration: lanes would change the order, so there are none.
    #[parallel(reduction(+: sums[..]))]
    pub(super) fn twice(keys: &[usize], weights: &[f64], sums: &mut [f64]) {
        for i in 0..keys.len() {
            sums[keys[i]] += weights[i].sqrt() * 3.0 + 1.0;
            sums[keys[i] / 2] += weights[i] * weights[i] * 0.5 - 2.0;
        }
    }
}

const LENGTHS: [usize; 7] = [0, 1, 7, 31, 64, 333, 1000];

#[test]
fn integers_are_counted() {
    let (values, keys) = (f64s(1, -0.1, 1.2), i64s(2, -999, 999));
    let mut narrow = f32s(3, -0.5, 1.5);
    (narrow[5], narrow[40]) = (f32::NAN, f32::INFINITY);
    for len in LENGTHS {
        let counts = vec![3_u64; 17];
        check_loops!(classes(&values[..len]; counts));
        let counts = vec![1_u32; 19];
        check_loops!(of_narrow_values(&narrow[..len]; counts));
        let found = vec![false; 5];
        check_loops!(any_of_class(&keys[..len]; found));
        let steps = vec![0_usize; 16];
        check_loops!(collatz(len; steps));
        let (sums, seen) = (vec![5_i64; 11], vec![1_u64; 11]);
        check_loops!(several(&keys[..len], 11; sums, seen));
    }
}

#[test]
fn floats_are_summed_in_order() {
    let keys: Vec<usize> = u64s(1, 0, 22).into_iter().map(|key| key as usize).collect();
    let weights = f64s(2, 0.5, 1.5);
    for len in LENGTHS {
        let sums = vec![1.0; 23];
        check_loops!(weighted(&keys[..len], &weights; sums), Tolerance::ulps(2 * len as u64));
        check_loops!(twice(&keys[..len], &weights; sums), Tolerance::ulps(4 * len as u64));
    }
}

mod failures {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use ufunc::prelude::*;
    use ufunc_tests::settings;

    #[parallel(simd, reduction(+: counts[..]))]
    fn squares(x: &[u32], counts: &mut [u32]) {
        for i in 0..x.len() {
            counts[(x[i] * 2 / 2) as usize % 1000] += x[i];
        }
    }

    #[parallel(simd, reduction(*: products[..]))]
    fn products(x: &[i32], products: &mut [i32]) {
        for i in 0..x.len() {
            products[(x[i] + 1 - 1) as usize & 3] *= x[i];
        }
    }

    fn message(options: &Options, run: impl FnOnce()) -> String {
        let panic = catch_unwind(AssertUnwindSafe(|| options.run(run))).expect_err("this panics");
        panic.downcast_ref::<String>().expect("a text").clone()
    }

    #[test]
    fn an_index_out_of_bounds_is_that_of_its_iteration() {
        for options in settings() {
            let mut x = vec![1_u32; 700];
            (x[333], x[600]) = (999, 998);
            let mut counts = vec![0; 8];
            let text = message(&options, || squares(&x, &mut counts));
            assert!(text.contains("the len is 8 but the index is 999"), "{options:?}: {text}");
            assert!(text.contains("at i = 333"), "{options:?}: {text}");
            // What was counted in vain is in no array.
            assert_eq!(counts, [0; 8], "{options:?}");
            counts.resize(1000, 0);
            options.run(|| squares(&x, &mut counts));
            assert_eq!((counts[1], counts[998], counts[999]), (698, 998, 999), "{options:?}");
        }
    }

    #[test]
    fn an_overflow_is_that_of_its_iteration() {
        let one = Options::new().threads(1);
        let mut x = vec![1; 100];
        (x[50], x[71]) = (i32::MAX, 5);
        let mut ones = vec![1; 4];
        if cfg!(debug_assertions) {
            // 1 · MAX is still in range, and MAX · 5 is not: MAX is odd, as 5 and 1 are.
            x[50] -= 2;
            assert_eq!((x[50] & 3, x[71] & 3), (1, 1));
            let text = message(&one, || products(&x, &mut ones));
            assert!(
                text.contains("attempt to multiply with overflow") && text.contains("at i = 71"),
                "{text}"
            );
        } else {
            one.run(|| products(&x, &mut ones));
            assert_eq!(ones, [1, 5, 1, i32::MAX]);
        }
    }
}
