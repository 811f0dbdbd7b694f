//! Operators, as Rust computes them.

use super::value::Value;
use super::{Trap, trap};
use crate::ir::{Binary, Unary};

/// `-x` and `!x`; `checks` is whether integer overflow traps.
pub(crate) fn unary(op: Unary, x: Value, checks: bool) -> Result<Value, Trap> {
    macro_rules! negated {
        ($name:ident, $x:expr) => {
            match $x.checked_neg() {
                Some(x) => Ok(Value::$name(x)),
                None if checks => trap("attempt to negate with overflow"),
                None => Ok(x),
            }
        };
    }
    match (op, x) {
        (Unary::Neg, Value::F32(x)) => Ok(Value::F32(-x)),
        (Unary::Neg, Value::F64(x)) => Ok(Value::F64(-x)),
        (Unary::Neg, Value::I32(x)) => negated!(I32, x),
        (Unary::Neg, Value::I64(x)) => negated!(I64, x),
        (Unary::Neg, Value::Isize(x)) => negated!(Isize, x),
        (Unary::Not, Value::I32(x)) => Ok(Value::I32(!x)),
        (Unary::Not, Value::I64(x)) => Ok(Value::I64(!x)),
        (Unary::Not, Value::U32(x)) => Ok(Value::U32(!x)),
        (Unary::Not, Value::U64(x)) => Ok(Value::U64(!x)),
        (Unary::Not, Value::Usize(x)) => Ok(Value::Usize(!x)),
        (Unary::Not, Value::Isize(x)) => Ok(Value::Isize(!x)),
        (Unary::Not, Value::Bool(x)) => Ok(Value::Bool(!x)),
        (Unary::Neg | Unary::Not, _) => panic!("{op:?} of {x:?}"),
    }
}

/// `x op y`; `checks` is whether integer overflow traps.
pub(crate) fn binary(op: Binary, x: Value, y: Value, checks: bool) -> Result<Value, Trap> {
    if op.is_shift() {
        return shift(op, x, y.int(), checks);
    }
    match (x, y) {
        (Value::F32(x), Value::F32(y)) => Ok(f32::binary(op, x, y)),
        (Value::F64(x), Value::F64(y)) => Ok(f64::binary(op, x, y)),
        (Value::I32(x), Value::I32(y)) => i32::binary(op, x, y, checks),
        (Value::I64(x), Value::I64(y)) => i64::binary(op, x, y, checks),
        (Value::U32(x), Value::U32(y)) => u32::binary(op, x, y, checks),
        (Value::U64(x), Value::U64(y)) => u64::binary(op, x, y, checks),
        (Value::Usize(x), Value::Usize(y)) => usize::binary(op, x, y, checks),
        (Value::Isize(x), Value::Isize(y)) => isize::binary(op, x, y, checks),
        (Value::Bool(x), Value::Bool(y)) => Ok(Value::Bool(logic(op, x, y))),
        _ => panic!("{x:?} {op:?} {y:?}"),
    }
}

/// `x << count` and `x >> count`.
pub(crate) fn shift(op: Binary, x: Value, count: i128, checks: bool) -> Result<Value, Trap> {
    macro_rules! shifted {
        ($name:ident, $t:ident, $x:expr) => {{
            let width = $t::BITS as i128;
            if checks && !(0..width).contains(&count) {
                return trap(match op {
                    Binary::Shl => "attempt to shift left with overflow",
                    _ => "attempt to shift right with overflow",
                });
            }
            let count = count.rem_euclid(width) as u32;
            Ok(Value::$name(if op == Binary::Shl { $x << count } else { $x >> count }))
        }};
    }
    match x {
        Value::I32(x) => shifted!(I32, i32, x),
        Value::I64(x) => shifted!(I64, i64, x),
        Value::U32(x) => shifted!(U32, u32, x),
        Value::U64(x) => shifted!(U64, u64, x),
        Value::Usize(x) => shifted!(Usize, usize, x),
        Value::Isize(x) => shifted!(Isize, isize, x),
        Value::F32(_) | Value::F64(_) | Value::Bool(_) | Value::Undefined => panic!("{x:?} {op:?}"),
    }
}

fn logic(op: Binary, x: bool, y: bool) -> bool {
    match op {
        Binary::And => x & y,
        Binary::Or => x | y,
        Binary::Xor | Binary::Ne => x != y,
        Binary::Eq => x == y,
        Binary::Lt => !x & y,
        Binary::Le => x <= y,
        Binary::Gt => x & !y,
        Binary::Ge => x >= y,
        Binary::Add | Binary::Sub | Binary::Mul | Binary::Div | Binary::Rem | Binary::Shl | Binary::Shr => {
            panic!("{op:?} of `bool`s")
        }
    }
}

trait Float: Sized {
    fn binary(op: Binary, x: Self, y: Self) -> Value;
}

macro_rules! floats {
    ($($name:ident $t:ident),+) => {$(
        impl Float for $t {
            fn binary(op: Binary, x: $t, y: $t) -> Value {
                match op {
                    Binary::Add => Value::$name(x + y),
                    Binary::Sub => Value::$name(x - y),
                    Binary::Mul => Value::$name(x * y),
                    Binary::Div => Value::$name(x / y),
                    Binary::Rem => Value::$name(x % y),
                    Binary::Eq => Value::Bool(x == y),
                    Binary::Ne => Value::Bool(x != y),
                    Binary::Lt => Value::Bool(x < y),
                    Binary::Le => Value::Bool(x <= y),
                    Binary::Gt => Value::Bool(x > y),
                    Binary::Ge => Value::Bool(x >= y),
                    Binary::And | Binary::Or | Binary::Xor | Binary::Shl | Binary::Shr => {
                        panic!("{op:?} of floats")
                    }
                }
            }
        }
    )+};
}

floats!(F32 f32, F64 f64);

trait Int: Sized {
    fn binary(op: Binary, x: Self, y: Self, checks: bool) -> Result<Value, Trap>;
}

/// The result of an operation that may overflow.
macro_rules! checked {
    ($name:ident, $checks:ident, ($result:expr, $overflow:expr), $message:literal) => {
        if $checks && $overflow { trap($message) } else { Ok(Value::$name($result)) }
    };
}

macro_rules! ints {
    ($($name:ident $t:ident),+) => {$(
        impl Int for $t {
            fn binary(op: Binary, x: $t, y: $t, checks: bool) -> Result<Value, Trap> {
                match op {
                    Binary::Add => {
                        let (sum, overflow) = x.overflowing_add(y);
                        checked!($name, checks, (sum, overflow), "attempt to add with overflow")
                    }
                    Binary::Sub => {
                        let (difference, overflow) = x.overflowing_sub(y);
                        checked!($name, checks, (difference, overflow), "attempt to subtract with overflow")
                    }
                    Binary::Mul => {
                        let (product, overflow) = x.overflowing_mul(y);
                        checked!($name, checks, (product, overflow), "attempt to multiply with overflow")
                    }
                    Binary::Div if y == 0 => trap("attempt to divide by zero"),
                    Binary::Div => match x.checked_div(y) {
                        Some(quotient) => Ok(Value::$name(quotient)),
                        None => trap("attempt to divide with overflow"),
                    },
                    Binary::Rem if y == 0 => trap("attempt to calculate the remainder with a divisor of zero"),
                    Binary::Rem => match x.checked_rem(y) {
                        Some(remainder) => Ok(Value::$name(remainder)),
                        None => trap("attempt to calculate the remainder with overflow"),
                    },
                    Binary::And => Ok(Value::$name(x & y)),
                    Binary::Or => Ok(Value::$name(x | y)),
                    Binary::Xor => Ok(Value::$name(x ^ y)),
                    Binary::Eq => Ok(Value::Bool(x == y)),
                    Binary::Ne => Ok(Value::Bool(x != y)),
                    Binary::Lt => Ok(Value::Bool(x < y)),
                    Binary::Le => Ok(Value::Bool(x <= y)),
                    Binary::Gt => Ok(Value::Bool(x > y)),
                    Binary::Ge => Ok(Value::Bool(x >= y)),
                    Binary::Shl | Binary::Shr => panic!("shifts take a count of any type"),
                }
            }
        }
    )+};
}

ints!(I32 i32, I64 i64, U32 u32, U64 u64, Usize usize, Isize isize);
