//! Expansions in a crate without any prelude.
#![no_implicit_prelude]
#![forbid(unsafe_code)]

use ::core::assert_eq;
use ::ufunc::{lane_fn, ufunc};

const TABLE: [f64; 3] = [1.0, 4.0, 9.0];

#[lane_fn]
fn clipped(x: f64, ends: &[f64; 2]) -> f64 {
    if x < ends[0] {
        ends[0]
    } else if x > ends[1] {
        ends[1]
    } else {
        x
    }
}

/// Every construct that has an expansion of its own.
#[ufunc]
fn program(x: f64, n: u32, flag: bool) -> (f64, i32) {
    let mut sum = clipped(x, &[-1.0, 1.0]);
    let mut count = 0i32;
    'outer: for i in 0..n % 5 {
        for j in 0..=i {
            if (i + j) % 3 == 2 {
                continue 'outer;
            }
            sum += TABLE[((i + j) % 3) as usize];
            count += 1;
        }
        if sum > 20.0 {
            break;
        }
    }
    let extra = match n {
        0 | 7 => return (sum, -1),
        1..=3 if flag => 0.5,
        _ => {
            let mut left = n;
            loop {
                if left <= 3 {
                    break left as f64;
                }
                left /= 2;
            }
        }
    };
    if flag && n / (n + 1) == 0 {
        sum = sum.sqrt().max(extra);
    }
    (sum + extra, count)
}

#[ufunc(reduce, identity = 1.0)]
fn product<T: ::ufunc::Float>(x: T, y: T) -> T {
    x * y
}

#[test]
fn expansions_need_no_prelude() {
    assert_eq!(program(0.5, 0, false), (0.5, -1));
    let (sums, counts) = program(&[0.5, 2.0, -3.0], &[2u32, 4, 9], true);
    assert_eq!((sums[0], counts[0]), (5.5f64.sqrt() + 0.5, 2));
    assert_eq!(sums.len(), 3);
    assert_eq!(product::reduce([2.0f32, 3.0]), 6.0);
    assert_eq!(product(&[2.0f64], 4.0)[0], 8.0);
}
