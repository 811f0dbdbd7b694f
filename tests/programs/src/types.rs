//! Element types, values and literals.

use std::fmt;

/// An element type of the kernel language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are Rust's types")]
pub enum Ty {
    F32,
    F64,
    I32,
    I64,
    U32,
    U64,
    Bool,
}

impl Ty {
    /// Every type.
    pub const ALL: [Ty; 7] = [Ty::F32, Ty::F64, Ty::I32, Ty::I64, Ty::U32, Ty::U64, Ty::Bool];
    /// The floats.
    pub const FLOATS: [Ty; 2] = [Ty::F32, Ty::F64];
    /// The integers.
    pub const INTS: [Ty; 4] = [Ty::I32, Ty::I64, Ty::U32, Ty::U64];

    /// Rust's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Ty::F32 => "f32",
            Ty::F64 => "f64",
            Ty::I32 => "i32",
            Ty::I64 => "i64",
            Ty::U32 => "u32",
            Ty::U64 => "u64",
            Ty::Bool => "bool",
        }
    }

    /// Whether `f32` or `f64`.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Ty::F32 | Ty::F64)
    }

    /// Whether one of the four integers.
    #[must_use]
    pub fn is_int(self) -> bool {
        matches!(self, Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64)
    }

    /// Whether `i32` or `i64`.
    #[must_use]
    pub fn is_signed(self) -> bool {
        matches!(self, Ty::I32 | Ty::I64)
    }

    /// Width in bits; 1 for `bool`.
    #[must_use]
    pub fn width(self) -> u32 {
        match self {
            Ty::F32 | Ty::I32 | Ty::U32 => 32,
            Ty::F64 | Ty::I64 | Ty::U64 => 64,
            Ty::Bool => 1,
        }
    }

    /// The unsigned integer of the same width: the bits of a float, the magnitude of an integer.
    #[must_use]
    pub fn unsigned(self) -> Ty {
        if self.width() == 32 { Ty::U32 } else { Ty::U64 }
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A scalar value. Two are equal if their types and bits are, NaN being one pattern.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the variants are Rust's types")]
pub enum Value {
    F32(f32),
    F64(f64),
    I32(i32),
    I64(i64),
    U32(u32),
    U64(u64),
    Bool(bool),
}

impl Value {
    /// Its type.
    #[must_use]
    pub fn ty(self) -> Ty {
        match self {
            Value::F32(_) => Ty::F32,
            Value::F64(_) => Ty::F64,
            Value::I32(_) => Ty::I32,
            Value::I64(_) => Ty::I64,
            Value::U32(_) => Ty::U32,
            Value::U64(_) => Ty::U64,
            Value::Bool(_) => Ty::Bool,
        }
    }

    /// Its bits, zero extended, with one pattern for every NaN: what two runs are compared by.
    #[must_use]
    pub fn bits(self) -> u64 {
        match self {
            Value::F32(v) if v.is_nan() => u64::from(f32::NAN.to_bits()),
            Value::F64(v) if v.is_nan() => f64::NAN.to_bits(),
            Value::F32(v) => u64::from(v.to_bits()),
            Value::F64(v) => v.to_bits(),
            Value::I32(v) => u64::from(v.cast_unsigned()),
            Value::I64(v) => v.cast_unsigned(),
            Value::U32(v) => u64::from(v),
            Value::U64(v) => v,
            Value::Bool(v) => u64::from(v),
        }
    }

    /// The value nearest to a number, as `as` casts.
    #[must_use]
    pub fn of_number(ty: Ty, number: f64) -> Self {
        match ty {
            Ty::F32 => Value::F32(number as f32),
            Ty::F64 => Value::F64(number),
            Ty::I32 => Value::I32(number as i32),
            Ty::I64 => Value::I64(number as i64),
            Ty::U32 => Value::U32(number as u32),
            Ty::U64 => Value::U64(number as u64),
            Ty::Bool => Value::Bool(number != 0.0),
        }
    }

    /// The value of these bits, high ones cut off.
    #[must_use]
    pub fn of_bits(ty: Ty, bits: u64) -> Self {
        match ty {
            Ty::F32 => Value::F32(f32::from_bits(bits as u32)),
            Ty::F64 => Value::F64(f64::from_bits(bits)),
            Ty::I32 => Value::I32(bits as i32),
            Ty::I64 => Value::I64(bits as i64),
            Ty::U32 => Value::U32(bits as u32),
            Ty::U64 => Value::U64(bits),
            Ty::Bool => Value::Bool(bits & 1 != 0),
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.ty() == other.ty() && self.bits() == other.bits()
    }
}

impl Eq for Value {}

impl fmt::Display for Value {
    /// Rust's literal without a suffix, or the name of an associated constant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Value::F32(v) => float(f, Ty::F32, f64::from(v), &format!("{v:?}")),
            Value::F64(v) => float(f, Ty::F64, v, &format!("{v:?}")),
            Value::I32(i32::MIN) => f.write_str("i32::MIN"),
            Value::I64(i64::MIN) => f.write_str("i64::MIN"),
            Value::I32(v) => write!(f, "{v}"),
            Value::I64(v) => write!(f, "{v}"),
            Value::U32(v) => write!(f, "{v}"),
            Value::U64(v) => write!(f, "{v}"),
            Value::Bool(v) => write!(f, "{v}"),
        }
    }
}

fn float(f: &mut fmt::Formatter<'_>, ty: Ty, v: f64, digits: &str) -> fmt::Result {
    if v.is_nan() {
        write!(f, "{ty}::NAN")
    } else if v == f64::INFINITY {
        write!(f, "{ty}::INFINITY")
    } else if v == f64::NEG_INFINITY {
        write!(f, "{ty}::NEG_INFINITY")
    } else {
        f.write_str(digits)
    }
}

/// A literal of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lit {
    /// What it is.
    pub value: Value,
    /// Whether it is printed without its type where the type is known from elsewhere.
    pub bare: bool,
}
