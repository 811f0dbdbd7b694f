//! `reduction(inscan, …)`: what each iteration sees of the sum so far.

use ufunc::Reduce;
use ufunc_tests::{Tolerance, check_loops, f64s, i32s, loops, u64s};

use crate::LENGTHS;

/// The largest value and where it stands first.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Peak(i32, usize);

impl Reduce for Peak {
    fn identity() -> Self {
        Peak(i32::MIN, usize::MAX)
    }

    fn combine(self, other: Self) -> Self {
        if (other.0, self.1) > (self.0, other.1) { other } else { self }
    }
}

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

    #[parallel(reduction(inscan, Peak: peak))]
    pub(super) fn places_of_the_maximum(x: &[i32], out: &mut [usize]) {
        let mut peak = Peak::identity();
        for i in 0..x.len() {
            peak = peak.combine(Peak(x[i], i));
            scan!(inclusive(peak));
            out[i] = peak.1;
        }
    }

    #[parallel(reduction(inscan, +: s))]
    pub(super) fn capped_starts(x: &[f64], out: &mut [f64]) {
        let mut s: f64 = 0.0;
        for i in 0..x.len() {
            let (mut own, twice) = (x[i], 2.0 * x[i]);
            let least: f64;
            while own > 0.75 {
                own -= 0.125;
            }
            if own > 0.7 {
                least = 0.7;
            } else {
                least = 0.6;
            }
            let own = own.max(least);
            out[i] = s + twice;
            scan!(exclusive(s));
            s += own;
        }
    }

    #[parallel(reduction(inscan, +: s))]
    pub(super) fn in_place(out: &mut [f64]) {
        let mut s: f64 = 0.0;
        for i in 0..out.len() {
            s += out[i];
            scan!(inclusive(s));
            out[i] = s;
        }
    }

    #[parallel(reduction(inscan, +: s))]
    pub(super) fn in_place_starts(out: &mut [u64]) -> u64 {
        let mut s: u64 = 0;
        for i in 0..out.len() {
            let own = out[i];
            out[i] = s;
            scan!(exclusive(s));
            s += own;
        }
        s
    }

    #[parallel(reduction(inscan, +: s))]
    pub(super) fn in_place_pairs(out: &mut [u64]) {
        let mut s: u64 = 0;
        for i in 0..out.len() / 2 {
            s += out[2 * i] + out[2 * i + 1];
            scan!(inclusive(s));
            out[2 * i] += s;
            out[2 * i + 1] = s;
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
        let (starts, peaks) = (vec![0.0; len], vec![9_usize; len]);
        check_loops!(places_of_the_maximum(&heights[..len]; peaks));
        check_loops!(capped_starts(&x[..len]; starts), Tolerance::ulps(2 * len as u64));
    }
}

#[test]
fn scans_read_what_they_overwrite() {
    let (x, lengths) = (f64s(4, 0.5, 1.5), u64s(5, 0, 99));
    for len in LENGTHS {
        let (sums, places) = (x[..len].to_vec(), lengths[..len].to_vec());
        check_loops!(in_place(; sums), Tolerance::ulps(2 * len as u64));
        check_loops!(in_place_starts(; places));
        check_loops!(in_place_pairs(; places));
    }
}
