//! `reduction(inscan, …)`: what each iteration sees of the sum so far.

use ufunc_tests::{Tolerance, check_loops, f64s, i32s, loops, u64s};

use crate::LENGTHS;

loops! {
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
