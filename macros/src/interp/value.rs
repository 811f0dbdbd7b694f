//! Values whose types are known only when the interpreter runs.

use std::fmt;

use crate::ir::Literal;
use crate::ty::Scalar;

/// A number or `bool`. Two are equal if their types and bits are, NaN being one pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    F32(f32),
    F64(f64),
    I32(i32),
    I64(i64),
    U32(u32),
    U64(u64),
    Usize(usize),
    Isize(isize),
    Bool(bool),
    /// Nothing has been stored here.
    Undefined,
}

/// A value, or an array of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    One(Value),
    Many(Vec<Datum>),
}

/// `number as T` for a Rust number and a [`Scalar`].
macro_rules! cast_to {
    ($number:expr, $ty:expr) => {
        match $ty {
            Scalar::F32 => Value::F32($number as f32),
            Scalar::F64 => Value::F64($number as f64),
            Scalar::I32 => Value::I32($number as i32),
            Scalar::I64 => Value::I64($number as i64),
            Scalar::U32 => Value::U32($number as u32),
            Scalar::U64 => Value::U64($number as u64),
            Scalar::Usize => Value::Usize($number as usize),
            Scalar::Isize => Value::Isize($number as isize),
            Scalar::Bool => panic!("a number is cast to `bool`"),
        }
    };
}

impl Value {
    pub(crate) fn ty(self) -> Option<Scalar> {
        Some(match self {
            Value::F32(_) => Scalar::F32,
            Value::F64(_) => Scalar::F64,
            Value::I32(_) => Scalar::I32,
            Value::I64(_) => Scalar::I64,
            Value::U32(_) => Scalar::U32,
            Value::U64(_) => Scalar::U64,
            Value::Usize(_) => Scalar::Usize,
            Value::Isize(_) => Scalar::Isize,
            Value::Bool(_) => Scalar::Bool,
            Value::Undefined => return None,
        })
    }

    pub(crate) fn is_undefined(self) -> bool {
        matches!(self, Value::Undefined)
    }

    /// The bits, with one pattern for every NaN.
    fn bits(self) -> u64 {
        match self {
            Value::F32(x) if x.is_nan() => u64::from(f32::NAN.to_bits()),
            Value::F64(x) if x.is_nan() => f64::NAN.to_bits(),
            Value::F32(x) => u64::from(x.to_bits()),
            Value::F64(x) => x.to_bits(),
            Value::I32(x) => u64::from(x.cast_unsigned()),
            Value::I64(x) => x.cast_unsigned(),
            Value::U32(x) => u64::from(x),
            Value::U64(x) => x,
            Value::Usize(x) => x as u64,
            Value::Isize(x) => x as u64,
            Value::Bool(x) => u64::from(x),
            Value::Undefined => 0,
        }
    }

    /// A literal of this type; `negative` if a minus sign stands before it.
    pub(crate) fn of_literal(literal: &Literal, ty: Scalar, negative: bool) -> Option<Value> {
        let (digits, is_int) = match literal {
            Literal::Bool(value) => return Some(Value::Bool(*value)),
            Literal::Int(digits, _) => (digits, true),
            Literal::Float(digits, _) => (digits, false),
        };
        match ty {
            Scalar::F32 if !is_int => {
                digits.parse().ok().map(|x: f32| Value::F32(if negative { -x } else { x }))
            }
            Scalar::F64 if !is_int => {
                digits.parse().ok().map(|x: f64| Value::F64(if negative { -x } else { x }))
            }
            ty if ty.is_integer() && is_int => {
                digits.parse().ok().map(|x: i128| Value::of_int(ty, if negative { -x } else { x }))
            }
            _ => None,
        }
    }

    /// The integer of this type, high bits cut off.
    pub(crate) fn of_int(ty: Scalar, number: i128) -> Value {
        cast_to!(number, ty)
    }

    /// The number of an integer.
    pub(crate) fn int(self) -> i128 {
        match self {
            Value::I32(x) => x.into(),
            Value::I64(x) => x.into(),
            Value::U32(x) => x.into(),
            Value::U64(x) => x.into(),
            Value::Usize(x) => x as i128,
            Value::Isize(x) => x as i128,
            Value::F32(_) | Value::F64(_) | Value::Bool(_) | Value::Undefined => {
                panic!("{self:?} is no integer")
            }
        }
    }

    pub(crate) fn truth(self) -> bool {
        match self {
            Value::Bool(x) => x,
            _ => panic!("{self:?} is no `bool`"),
        }
    }

    /// `self as ty`.
    pub(crate) fn cast(self, ty: Scalar) -> Value {
        match (self, ty) {
            (Value::Bool(_), Scalar::Bool) => self,
            (Value::Bool(x), ty) if ty.is_integer() => Value::of_int(ty, x.into()),
            (Value::F32(x), ty) => cast_to!(x, ty),
            (Value::F64(x), ty) => cast_to!(x, ty),
            (Value::I32(x), ty) => cast_to!(x, ty),
            (Value::I64(x), ty) => cast_to!(x, ty),
            (Value::U32(x), ty) => cast_to!(x, ty),
            (Value::U64(x), ty) => cast_to!(x, ty),
            (Value::Usize(x), ty) => cast_to!(x, ty),
            (Value::Isize(x), ty) => cast_to!(x, ty),
            (Value::Bool(_) | Value::Undefined, ty) => panic!("{self:?} cannot be cast to {ty:?}"),
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.ty() == other.ty() && self.bits() == other.bits()
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::F32(x) => write!(f, "{x:?}f32"),
            Value::F64(x) => write!(f, "{x:?}"),
            Value::I32(x) => write!(f, "{x}"),
            Value::I64(x) => write!(f, "{x}i64"),
            Value::U32(x) => write!(f, "{x}u32"),
            Value::U64(x) => write!(f, "{x}u64"),
            Value::Usize(x) => write!(f, "{x}usize"),
            Value::Isize(x) => write!(f, "{x}isize"),
            Value::Bool(x) => write!(f, "{x}"),
            Value::Undefined => f.write_str("?"),
        }
    }
}

/// Rust's numbers as values.
macro_rules! from_rust {
    ($($name:ident $t:ident),+) => {$(
        impl From<$t> for Value {
            fn from(x: $t) -> Value {
                Value::$name(x)
            }
        }
    )+};
}

from_rust!(F32 f32, F64 f64, I32 i32, I64 i64, U32 u32, U64 u64, Usize usize, Isize isize, Bool bool);

impl From<ufunc_programs::Value> for Value {
    fn from(value: ufunc_programs::Value) -> Value {
        match value {
            ufunc_programs::Value::F32(x) => Value::F32(x),
            ufunc_programs::Value::F64(x) => Value::F64(x),
            ufunc_programs::Value::I32(x) => Value::I32(x),
            ufunc_programs::Value::I64(x) => Value::I64(x),
            ufunc_programs::Value::U32(x) => Value::U32(x),
            ufunc_programs::Value::U64(x) => Value::U64(x),
            ufunc_programs::Value::Bool(x) => Value::Bool(x),
        }
    }
}

impl Datum {
    /// Nothing yet, in the shape of a local.
    pub(crate) fn undefined(form: &crate::ir::Form) -> Datum {
        match form {
            crate::ir::Form::Array { len } => Datum::Many(vec![Datum::One(Value::Undefined); *len]),
            crate::ir::Form::Scalar | crate::ir::Form::Uniform { .. } | crate::ir::Form::Shared { .. } => {
                Datum::One(Value::Undefined)
            }
        }
    }

    pub(crate) fn one(&self) -> Value {
        match self {
            Datum::One(value) => *value,
            Datum::Many(_) => panic!("an array stands where a number should"),
        }
    }

    pub(crate) fn many(&self) -> &[Datum] {
        match self {
            Datum::Many(values) => values,
            Datum::One(value) => panic!("{value} stands where an array should"),
        }
    }
}
