//! The messages of faults are what Rust's own operations panic with, word for word.
//!
//! That lanes raise them, and when, stands with the operations; here the texts in those tests are checked.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn message(operation: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(operation)).expect_err("a panic");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => (*payload.downcast::<&'static str>().expect("a text")).to_owned(),
    }
}

/// `expected == operation` for each pair.
macro_rules! messages {
    ($($operation:expr => $expected:expr;)+) => {$(
        assert_eq!(message(|| { black_box($operation); }), $expected, stringify!($operation));
    )+};
}

#[test]
fn division() {
    let [zero, one, min] = black_box([0, 1, i32::MIN]);
    messages! {
        one / zero => "attempt to divide by zero";
        one % zero => "attempt to calculate the remainder with a divisor of zero";
        min / -one => "attempt to divide with overflow";
        min % -one => "attempt to calculate the remainder with overflow";
        one.div_euclid(zero) => "attempt to divide by zero";
        one.rem_euclid(zero) => "attempt to calculate the remainder with a divisor of zero";
        min.div_euclid(-one) => "attempt to divide with overflow";
        min.rem_euclid(-one) => "attempt to calculate the remainder with overflow";
        one.wrapping_div(zero) => "attempt to divide by zero";
        one.wrapping_rem(zero) => "attempt to calculate the remainder with a divisor of zero";
    }
}

#[test]
fn arguments() {
    let [zero, one] = black_box([0, 1_i32]);
    let table = black_box([1.5, 2.5, 3.5]);
    messages! {
        one.clamp(one, zero) => "min > max. min = 1, max = 0";
        black_box(1.0_f64).clamp(2.0, black_box(1.5)) => "min > max, or either was NaN. min = 2.0, max = 1.5";
        black_box(1.0_f32).clamp(2.0, black_box(f32::NAN)) => "min > max, or either was NaN. min = 2.0, max = NaN";
        (zero - one).isqrt() => "argument of integer square root cannot be negative";
        zero.ilog2() => "argument of integer logarithm must be positive";
        zero.ilog10() => "argument of integer logarithm must be positive";
        table[black_box(&[7])[0]] => "index out of bounds: the len is 3 but the index is 7";
    }
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "without overflow checks nothing panics")]
fn overflow() {
    let [one, min, max] = black_box([1, i32::MIN, i32::MAX]);
    let width = black_box(32);
    messages! {
        max + one => "attempt to add with overflow";
        min - one => "attempt to subtract with overflow";
        max * max => "attempt to multiply with overflow";
        -min => "attempt to negate with overflow";
        min.abs() => "attempt to negate with overflow";
        max.pow(2) => "attempt to multiply with overflow";
        one << width => "attempt to shift left with overflow";
        one >> width => "attempt to shift right with overflow";
    }
}
