//! The values against rustc: every operation on numbers that programs stumble over, to the message of a panic.

use ufunc_programs::{Ty, interesting_inputs};

use super::oracle::read;
use super::oracle::{CHECKS, outcome};
use crate::interp::compare::Outcome;
use crate::interp::value::{Datum, Value};
use crate::interp::{arithmetic, methods};
use crate::ir::{Binary, Unary};
use crate::parse::methods::find;

/// Interesting numbers of a type; fewer of them where a panic is likely, since each prints its message.
fn numbers(ty: Ty, most: usize) -> Vec<Value> {
    let all = interesting_inputs(ty);
    let step = all.len().div_ceil(most);
    all.into_iter().step_by(step).map(Value::from).collect()
}

fn one(result: Result<Value, crate::interp::Trap>) -> Outcome {
    result.map(|value| vec![value])
}

fn call(name: &str, args: &[Value]) -> Outcome {
    one(methods::method(find(name).expect("a method of the language"), None, args, CHECKS))
}

fn same(what: &str, args: &[Value], found: Outcome, wanted: Outcome) {
    assert_eq!(found, wanted, "{what} of {args:?}");
}

/// Compares binary operators and methods of one type.
macro_rules! compare_type {
    ($name:ident, $t:ident, $ty:expr, [$($op:ident $sign:tt),*], [$($unary:ident),*], [$($binary:ident),*], [$($count:ident),*]) => {
        #[test]
        fn $name() {
            let numbers = numbers($ty, 12);
            for &x in &numbers {
                let a = read::$t(&Datum::One(x));
                $(same(stringify!($unary), &[x], call(stringify!($unary), &[x]), outcome(|| a.$unary()));)*
                for &y in &numbers {
                    let b = read::$t(&Datum::One(y));
                    $(
                        let found = one(arithmetic::binary(Binary::$op, x, y, CHECKS));
                        same(stringify!($op), &[x, y], found, outcome(|| a $sign b));
                    )*
                    $(
                        let found = call(stringify!($binary), &[x, y]);
                        same(stringify!($binary), &[x, y], found, outcome(|| a.$binary(b)));
                    )*
                }
                for _n in [0u32, 1, 5, 31, 33, 64, u32::MAX] {
                    $(
                        let args = [x, Value::U32(_n)];
                        let found = call(stringify!($count), &args);
                        same(stringify!($count), &args, found, outcome(|| a.$count(_n)));
                    )*
                }
            }
        }
    };
}

macro_rules! compare_ints {
    ($($name:ident, $t:ident, $ty:expr, [$($extra:ident),*];)+) => {$(
        compare_type!(
            $name, $t, $ty,
            [Add +, Sub -, Mul *, Div /, Rem %, And &, Or |, Xor ^, Eq ==, Ne !=, Lt <, Le <=, Gt >, Ge >=],
            [
                wrapping_neg, count_ones, count_zeros, leading_zeros, trailing_zeros, leading_ones, trailing_ones,
                swap_bytes, reverse_bits, isqrt, ilog2, ilog10 $(, $extra)*
            ],
            [
                min, max, rem_euclid, div_euclid, wrapping_add, wrapping_sub, wrapping_mul, wrapping_div,
                wrapping_rem, saturating_add, saturating_sub, saturating_mul, abs_diff
            ],
            [pow, wrapping_pow, wrapping_shl, wrapping_shr, rotate_left, rotate_right]
        );
    )+};
}

compare_ints! {
    values_of_i32, i32, Ty::I32, [abs, wrapping_abs, unsigned_abs, signum, is_positive, is_negative];
    values_of_i64, i64, Ty::I64, [abs, wrapping_abs, unsigned_abs, signum, is_positive, is_negative];
    values_of_u32, u32, Ty::U32, [is_power_of_two];
    values_of_u64, u64, Ty::U64, [is_power_of_two];
}

macro_rules! compare_floats {
    ($($name:ident, $t:ident, $ty:expr;)+) => {$(
        compare_type!(
            $name, $t, $ty,
            [Add +, Sub -, Mul *, Div /, Rem %, Eq ==, Ne !=, Lt <, Le <=, Gt >, Ge >=],
            [
                abs, signum, sqrt, floor, ceil, trunc, round, round_ties_even, fract, recip, to_degrees, to_radians,
                is_nan, is_finite, is_infinite, is_normal, is_subnormal
            ],
            [rem_euclid, div_euclid],
            []
        );
    )+};
}

compare_floats! {
    values_of_f32, f32, Ty::F32;
    values_of_f64, f64, Ty::F64;
}

/// `min` and `max` as lanes compute them: the number where one is NaN, and -0.0 below 0.0.
#[test]
fn least_and_largest() {
    for x in numbers(Ty::F64, 24) {
        for y in numbers(Ty::F64, 24) {
            let (a, b) = (read::f64(&Datum::One(x)), read::f64(&Datum::One(y)));
            let order = |a: f64, b: f64| a.total_cmp(&b).is_le();
            let (least, largest) = match (a.is_nan(), b.is_nan()) {
                (true, _) => (b, b),
                (_, true) => (a, a),
                _ if order(a, b) => (a, b),
                _ => (b, a),
            };
            same("min", &[x, y], call("min", &[x, y]), outcome(|| least));
            same("max", &[x, y], call("max", &[x, y]), outcome(|| largest));
        }
    }
}

#[test]
fn signs_and_complements() {
    for x in numbers(Ty::I32, 16) {
        let a = read::i32(&Datum::One(x));
        same("-", &[x], one(arithmetic::unary(Unary::Neg, x, CHECKS)), outcome(|| -a));
        same("wrapping -", &[x], one(arithmetic::unary(Unary::Neg, x, false)), outcome(|| a.wrapping_neg()));
        same("!", &[x], one(arithmetic::unary(Unary::Not, x, true)), outcome(|| !a));
    }
    for x in numbers(Ty::F64, 24) {
        let a = read::f64(&Datum::One(x));
        same("-", &[x], one(arithmetic::unary(Unary::Neg, x, CHECKS)), outcome(|| -a));
    }
}

/// Without checks, what overflows wraps; a division by zero is a panic even so.
#[test]
fn unchecked_overflow_wraps() {
    for x in numbers(Ty::I64, 16) {
        for y in numbers(Ty::I64, 16) {
            let (a, b) = (read::i64(&Datum::One(x)), read::i64(&Datum::One(y)));
            let found = |op| one(arithmetic::binary(op, x, y, false));
            same("+", &[x, y], found(Binary::Add), outcome(|| a.wrapping_add(b)));
            same("-", &[x, y], found(Binary::Sub), outcome(|| a.wrapping_sub(b)));
            same("*", &[x, y], found(Binary::Mul), outcome(|| a.wrapping_mul(b)));
            same("<<", &[x, y], found(Binary::Shl), outcome(|| a.wrapping_shl(b as u32)));
            same(">>", &[x, y], found(Binary::Shr), outcome(|| a.wrapping_shr(b as u32)));
            assert_eq!(found(Binary::Div).is_err(), b == 0 || (a, b) == (i64::MIN, -1));
        }
    }
}

#[test]
fn shifts_by_counts_of_any_type() {
    for x in numbers(Ty::U32, 8) {
        let a = read::u32(&Datum::One(x));
        for n in [0i64, 1, 31, 32, 33, -1, 1 << 32, i64::MIN] {
            let count = Value::I64(n);
            let left = one(arithmetic::binary(Binary::Shl, x, count, CHECKS));
            same("<<", &[x, count], left, outcome(|| a << n));
            let right = one(arithmetic::binary(Binary::Shr, x, count, CHECKS));
            same(">>", &[x, count], right, outcome(|| a >> n));
        }
    }
}

macro_rules! compare_casts {
    ($($from:ident $ty:expr => [$($to:ident $scalar:ident),+];)+) => {
        #[test]
        fn casts() {
            $(for x in numbers($ty, 24) {
                let a = read::$from(&Datum::One(x));
                $(
                    let found = x.cast(crate::ty::Scalar::$scalar);
                    assert_eq!(found, Value::from(a as $to), "{x:?} as {}", stringify!($to));
                )+
            })+
        }
    };
}

compare_casts! {
    f32 Ty::F32 => [f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
    f64 Ty::F64 => [f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
    i32 Ty::I32 => [f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
    i64 Ty::I64 => [f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
    u32 Ty::U32 => [f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
    u64 Ty::U64 => [f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
    bool Ty::Bool => [i32 I32, i64 I64, u32 U32, u64 U64, usize Usize, isize Isize];
}
