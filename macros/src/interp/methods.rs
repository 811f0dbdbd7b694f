//! Methods of numbers, as Rust computes them.

use std::borrow::Cow;

use super::value::Value;
use super::{Trap, trap};
use crate::ir::{Code, Method};
use crate::ty::Scalar;

/// `args[0].method(args[1..])`; `on` is the type of `f64::from_bits`; `checks` is whether integer overflow traps.
pub(crate) fn method(
    method: &Method,
    on: Option<Scalar>,
    args: &[Value],
    checks: bool,
) -> Result<Value, Trap> {
    assert!(
        !matches!(method.code, Code::Kernel { .. }),
        "`{}` is a kernel of the library: the interpreter does not run calls",
        method.name
    );
    if method.name == "from_bits" {
        return Ok(from_bits(on, args[0]));
    }
    let name = method.name;
    match args[0] {
        Value::F32(x) => f32::method(name, x, &args[1..]),
        Value::F64(x) => f64::method(name, x, &args[1..]),
        Value::I32(x) => i32::method(name, x, &args[1..], checks),
        Value::I64(x) => i64::method(name, x, &args[1..], checks),
        Value::U32(x) => u32::method(name, x, &args[1..], checks),
        Value::U64(x) => u64::method(name, x, &args[1..], checks),
        Value::Usize(x) => usize::method(name, x, &args[1..], checks),
        Value::Isize(x) => isize::method(name, x, &args[1..], checks),
        Value::Bool(_) | Value::Undefined => panic!("`{name}` of {:?}", args[0]),
    }
}

fn from_bits(on: Option<Scalar>, bits: Value) -> Value {
    match (on, bits) {
        (Some(Scalar::F32), Value::U32(bits)) => Value::F32(f32::from_bits(bits)),
        (Some(Scalar::F64), Value::U64(bits)) => Value::F64(f64::from_bits(bits)),
        _ => panic!("`from_bits` of {bits:?} for {on:?}"),
    }
}

trait Float: Sized {
    fn method(name: &str, x: Self, args: &[Value]) -> Result<Value, Trap>;
}

macro_rules! floats {
    ($($name:ident $t:ident $bits:ident),+) => {$(
        impl Float for $t {
            fn method(name: &str, x: $t, args: &[Value]) -> Result<Value, Trap> {
                let arg = |at: usize| match args[at] {
                    Value::$name(arg) => arg,
                    other => panic!("`{name}` with {other:?}"),
                };
                let number = match name {
                    "abs" => x.abs(),
                    "signum" => x.signum(),
                    // Where Rust leaves the sign of a zero open, lanes order -0.0 before 0.0.
                    "min" if x == arg(0) => if x.is_sign_negative() { x } else { arg(0) },
                    "max" if x == arg(0) => if x.is_sign_negative() { arg(0) } else { x },
                    "min" => x.min(arg(0)),
                    "max" => x.max(arg(0)),
                    "clamp" => {
                        let (min, max) = (arg(0), arg(1));
                        let ordered = min <= max;
                        if !ordered {
                            let text = format!("min > max, or either was NaN. min = {min:?}, max = {max:?}");
                            return Err(Trap(Cow::Owned(text)));
                        }
                        x.clamp(min, max)
                    }
                    "rem_euclid" => x.rem_euclid(arg(0)),
                    "div_euclid" => x.div_euclid(arg(0)),
                    "sqrt" => x.sqrt(),
                    "mul_add" => x.mul_add(arg(0), arg(1)),
                    "floor" => x.floor(),
                    "ceil" => x.ceil(),
                    "trunc" => x.trunc(),
                    "round" => x.round(),
                    "round_ties_even" => x.round_ties_even(),
                    "fract" => x.fract(),
                    "copysign" => x.copysign(arg(0)),
                    "recip" => x.recip(),
                    "to_degrees" => x.to_degrees(),
                    "to_radians" => x.to_radians(),
                    "is_nan" => return Ok(Value::Bool(x.is_nan())),
                    "is_finite" => return Ok(Value::Bool(x.is_finite())),
                    "is_infinite" => return Ok(Value::Bool(x.is_infinite())),
                    "is_normal" => return Ok(Value::Bool(x.is_normal())),
                    "is_subnormal" => return Ok(Value::Bool(x.is_subnormal())),
                    "is_sign_negative" => return Ok(Value::Bool(x.is_sign_negative())),
                    "is_sign_positive" => return Ok(Value::Bool(x.is_sign_positive())),
                    "to_bits" => return Ok(Value::$bits(x.to_bits())),
                    _ => panic!("floats have no `{name}`"),
                };
                Ok(Value::$name(number))
            }
        }
    )+};
}

floats!(F32 f32 U32, F64 f64 U64);

trait Int: Sized {
    fn method(name: &str, x: Self, args: &[Value], checks: bool) -> Result<Value, Trap>;
}

/// A quotient or remainder of `checked_…`, which traps for a zero divisor and for `MIN / -1`.
fn quotient<T>(zero: bool, result: Option<T>, messages: [&'static str; 2]) -> Result<T, Trap> {
    match result {
        Some(result) => Ok(result),
        None => trap(messages[usize::from(!zero)]),
    }
}

const DIVIDE: [&str; 2] = ["attempt to divide by zero", "attempt to divide with overflow"];
const REMAINDER: [&str; 2] = [
    "attempt to calculate the remainder with a divisor of zero",
    "attempt to calculate the remainder with overflow",
];
const LOGARITHM: &str = "argument of integer logarithm must be positive";

macro_rules! ints {
    ($sign:ident: $($name:ident $t:ident $unsigned:ident),+) => {$(
        impl Int for $t {
            fn method(name: &str, x: $t, args: &[Value], checks: bool) -> Result<Value, Trap> {
                let arg = |at: usize| match args[at] {
                    Value::$name(arg) => arg,
                    other => panic!("`{name}` with {other:?}"),
                };
                let count = || match args[0] {
                    Value::U32(count) => count,
                    other => panic!("`{name}` with {other:?}"),
                };
                let number = match name {
                    "min" => x.min(arg(0)),
                    "max" => x.max(arg(0)),
                    "clamp" if arg(0) > arg(1) => {
                        let text = format!("min > max. min = {:?}, max = {:?}", arg(0), arg(1));
                        return Err(Trap(Cow::Owned(text)));
                    }
                    "clamp" => x.clamp(arg(0), arg(1)),
                    "rem_euclid" => quotient(arg(0) == 0, x.checked_rem_euclid(arg(0)), REMAINDER)?,
                    "div_euclid" => quotient(arg(0) == 0, x.checked_div_euclid(arg(0)), DIVIDE)?,
                    "wrapping_add" => x.wrapping_add(arg(0)),
                    "wrapping_sub" => x.wrapping_sub(arg(0)),
                    "wrapping_mul" => x.wrapping_mul(arg(0)),
                    "wrapping_div" if arg(0) == 0 => return trap(DIVIDE[0]),
                    "wrapping_div" => x.wrapping_div(arg(0)),
                    "wrapping_rem" if arg(0) == 0 => return trap(REMAINDER[0]),
                    "wrapping_rem" => x.wrapping_rem(arg(0)),
                    "wrapping_neg" => x.wrapping_neg(),
                    "wrapping_shl" => x.wrapping_shl(count()),
                    "wrapping_shr" => x.wrapping_shr(count()),
                    "wrapping_pow" => x.wrapping_pow(count()),
                    "pow" => match x.overflowing_pow(count()) {
                        (_, true) if checks => return trap("attempt to multiply with overflow"),
                        (power, _) => power,
                    },
                    "saturating_add" => x.saturating_add(arg(0)),
                    "saturating_sub" => x.saturating_sub(arg(0)),
                    "saturating_mul" => x.saturating_mul(arg(0)),
                    "rotate_left" => x.rotate_left(count()),
                    "rotate_right" => x.rotate_right(count()),
                    "swap_bytes" => x.swap_bytes(),
                    "reverse_bits" => x.reverse_bits(),
                    "ilog2" | "ilog10" if x <= 0 => return trap(LOGARITHM),
                    "ilog2" => return Ok(Value::U32(x.ilog2())),
                    "ilog10" => return Ok(Value::U32(x.ilog10())),
                    "abs_diff" => return Ok(Value::$unsigned(x.abs_diff(arg(0)))),
                    "count_ones" => return Ok(Value::U32(x.count_ones())),
                    "count_zeros" => return Ok(Value::U32(x.count_zeros())),
                    "leading_zeros" => return Ok(Value::U32(x.leading_zeros())),
                    "trailing_zeros" => return Ok(Value::U32(x.trailing_zeros())),
                    "leading_ones" => return Ok(Value::U32(x.leading_ones())),
                    "trailing_ones" => return Ok(Value::U32(x.trailing_ones())),
                    _ => return $sign!($name $t $unsigned, name, x, checks),
                };
                Ok(Value::$name(number))
            }
        }
    )+};
}

macro_rules! signed {
    ($name:ident $t:ident $unsigned:ident, $method:ident, $x:ident, $checks:ident) => {
        match $method {
            "abs" if $checks && $x == $t::MIN => trap("attempt to negate with overflow"),
            "abs" | "wrapping_abs" => Ok(Value::$name($x.wrapping_abs())),
            "unsigned_abs" => Ok(Value::$unsigned($x.unsigned_abs())),
            "signum" => Ok(Value::$name($x.signum())),
            "is_positive" => Ok(Value::Bool($x.is_positive())),
            "is_negative" => Ok(Value::Bool($x.is_negative())),
            "isqrt" if $x < 0 => trap("argument of integer square root cannot be negative"),
            "isqrt" => Ok(Value::$name($x.isqrt())),
            other => panic!("signed integers have no `{other}`"),
        }
    };
}

macro_rules! unsigned {
    ($name:ident $t:ident $unsigned:ident, $method:ident, $x:ident, $checks:ident) => {
        match $method {
            "is_power_of_two" => Ok(Value::Bool($x.is_power_of_two())),
            "isqrt" => Ok(Value::$name($x.isqrt())),
            other => panic!("unsigned integers have no `{other}`"),
        }
    };
}

ints!(signed: I32 i32 U32, I64 i64 U64, Isize isize Usize);
ints!(unsigned: U32 u32 U32, U64 u64 U64, Usize usize Usize);
