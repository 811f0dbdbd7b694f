//! Kernels made of kernels, helpers with tables, generic kernels, `bool` in and out.

use ufunc::prelude::*;
use ufunc_tests::{Tolerance, both, check, f32s, f64s, i32s, u32s};

both! {
    fn square(x: f64) -> f64 {
        x * x
    }

    fn norm(x: f64, y: f64, z: f64) -> f64 {
        (square(x) + square(y) + square(z)).sqrt()
    }

    fn unit_vector(x: f64, y: f64, z: f64) -> (f64, f64, f64) {
        let length = norm(x, y, z);
        if length == 0.0 { (0.0, 0.0, 0.0) } else { (x / length, y / length, z / length) }
    }

    fn divide(a: i32, b: i32) -> (i32, i32) {
        (a / b, a % b)
    }

    /// Calls a kernel in some lanes only: the divisor is zero in others.
    fn mixed_number(a: i32, b: i32) -> i32 {
        if b != 0 {
            let (whole, rest) = divide(a, b);
            whole * 1000 + rest
        } else {
            -1
        }
    }

    fn steps_to_one(n: u32) -> u32 {
        let mut n = n;
        let mut steps = 0;
        while n > 1 {
            n = if n % 2 == 0 { n / 2 } else { n - 1 };
            steps += 1;
        }
        steps
    }

    /// A kernel with a loop, called in a loop.
    fn total_steps(from: u32, count: u32) -> u32 {
        let mut total = 0;
        for n in from..from + count {
            if n % 3 == 0 {
                continue;
            }
            total += steps_to_one(n);
        }
        total
    }

    fn exclusive(a: bool, b: bool) -> bool {
        a != b && (a || b)
    }

    fn majority(a: bool, b: bool, c: bool) -> (bool, u32) {
        let votes = a as u32 + b as u32 + c as u32;
        (votes >= 2, votes)
    }

    fn is_inside(x: f64, y: f64, closed: bool) -> bool {
        let distance = x * x + y * y;
        if closed { distance <= 1.0 } else { distance < 1.0 }
    }

    fn choose(first: bool, a: f32, b: f32) -> f32 {
        if first { a } else { b }
    }
}

#[test]
fn kernels_call_kernels() {
    let [x, y, z] = [1, 2, 3].map(|seed| f64s(seed, -2.0, 2.0));
    check!(norm(x, y, z));
    check!(unit_vector(x, y, z));
    let (a, b) = (i32s(4, -9999, 9999), i32s(5, -4, 4));
    check!(mixed_number(a, b));
    let (from, count) = (u32s(6, 1, 300), u32s(7, 0, 12));
    check!(total_steps(from, count));
}

#[test]
fn bools_in_and_out() {
    let [a, b, c] = [8, 9, 10].map(|seed| u32s(seed, 0, 1).iter().map(|&n| n == 1).collect::<Vec<bool>>());
    check!(exclusive(a, b));
    check!(majority(a, b, c));
    let (x, y) = (f64s(11, -1.2, 1.2), f64s(12, -1.2, 1.2));
    check!(is_inside(x, y, a));
    let (p, q) = (f32s(13, 0.0, 1.0), f32s(14, 0.0, 1.0));
    check!(choose(a, p, q));
}

/// Helpers whose tables and counts are one for all lanes.
mod with_helpers {
    use super::*;

    const RISING: [f64; 4] = [1.0, 0.5, 0.25, 0.125];
    const FALLING: [f64; 3] = [9.0, -3.0, 0.5];

    pub(super) mod plain {
        use super::*;

        fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
            let mut sum = 0.0;
            for i in (0..coefficients.len()).rev() {
                sum = sum * x + coefficients[i];
            }
            sum
        }

        fn power(x: f64, n: usize) -> f64 {
            let mut product = 1.0;
            for _ in 0..n {
                product *= x;
            }
            product
        }

        pub(crate) fn rational(x: f64) -> f64 {
            let denominator = polynomial(x, &FALLING);
            if denominator.abs() < 1e-3 {
                return power(x, 5);
            }
            polynomial(x, &RISING) / denominator
        }
    }

    pub(super) mod lanes {
        use super::*;

        #[lane_fn]
        fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
            let mut sum = 0.0;
            for i in (0..coefficients.len()).rev() {
                sum = sum * x + coefficients[i];
            }
            sum
        }

        #[lane_fn]
        fn power(x: f64, n: usize) -> f64 {
            let mut product = 1.0;
            for _ in 0..n {
                product *= x;
            }
            product
        }

        #[ufunc]
        pub(crate) fn rational(x: f64) -> f64 {
            let denominator = polynomial(x, &FALLING);
            if denominator.abs() < 1e-3 {
                return power(x, 5);
            }
            polynomial(x, &RISING) / denominator
        }
    }
}

#[test]
fn helpers_with_tables() {
    use with_helpers::{lanes, plain};
    let x = f64s(15, 2.9, 8.0);
    check!(rational(x));
}

/// One source for both widths.
mod generic {
    use super::*;

    pub(super) mod lanes {
        use super::*;

        #[ufunc]
        pub(crate) fn agm<T: Float>(x: T, y: T) -> T {
            let mut a = x;
            let mut g = y;
            for _ in 0..40 {
                let mean = 0.5 * (a + g);
                g = (a * g).sqrt();
                a = mean;
                if (a - g).abs() <= T::EPSILON * a {
                    break;
                }
            }
            a
        }
    }

    macro_rules! plain {
        ($module:ident $ty:ident) => {
            pub(super) mod $module {
                pub(crate) fn agm(x: $ty, y: $ty) -> $ty {
                    let mut a = x;
                    let mut g = y;
                    for _ in 0..40 {
                        let mean = 0.5 * (a + g);
                        g = (a * g).sqrt();
                        a = mean;
                        if (a - g).abs() <= $ty::EPSILON * a {
                            break;
                        }
                    }
                    a
                }
            }
        };
    }

    plain!(plain_f32 f32);
    plain!(plain_f64 f64);
}

#[test]
fn generic_kernel_in_both_widths() {
    use generic::lanes;
    {
        use generic::plain_f64 as plain;
        let (x, y) = (f64s(16, 0.1, 100.0), f64s(17, 0.1, 100.0));
        check!(agm(x, y));
    }
    use generic::plain_f32 as plain;
    let (x, y) = (f32s(18, 0.1, 100.0), f32s(19, 0.1, 100.0));
    check!(agm(x, y));
}

/// A plain function from elsewhere, lane by lane.
mod scalarised {
    use super::*;

    fn theirs(x: f64, n: i32) -> f64 {
        format!("{x:.*}", n.unsigned_abs() as usize % 4).parse().unwrap_or(f64::NAN)
    }

    pub(super) mod plain {
        pub(crate) fn rounded(x: f64, n: i32) -> f64 {
            if x > 0.0 { super::theirs(x, n) + 1.0 } else { x }
        }
    }

    pub(super) mod lanes {
        use super::*;

        #[ufunc]
        pub(crate) fn rounded(x: f64, n: i32) -> f64 {
            if x > 0.0 { scalar!(super::theirs(x, n)) + 1.0 } else { x }
        }
    }
}

#[test]
fn plain_functions_run_lane_by_lane() {
    use scalarised::{lanes, plain};
    let (x, n) = (f64s(20, -5.0, 5.0), i32s(21, 0, 3));
    check!(rounded(x, n), Tolerance::EXACT);
}
