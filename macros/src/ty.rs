//! The scalar types that have lanes.

use proc_macro2::{Ident, Span};

/// A scalar type of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    F32,
    F64,
    I32,
    I64,
    U32,
    U64,
    /// Only inside kernels, for indices and counters.
    Usize,
    /// Only inside kernels.
    Isize,
    Bool,
}

impl Scalar {
    pub(crate) const ALL: [Scalar; 9] = [
        Scalar::F32,
        Scalar::F64,
        Scalar::I32,
        Scalar::I64,
        Scalar::U32,
        Scalar::U64,
        Scalar::Usize,
        Scalar::Isize,
        Scalar::Bool,
    ];

    pub(crate) fn from_name(name: &str) -> Option<Scalar> {
        Self::ALL.into_iter().find(|scalar| scalar.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Scalar::F32 => "f32",
            Scalar::F64 => "f64",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::U32 => "u32",
            Scalar::U64 => "u64",
            Scalar::Usize => "usize",
            Scalar::Isize => "isize",
            Scalar::Bool => "bool",
        }
    }

    pub(crate) fn ident(self, span: Span) -> Ident {
        Ident::new(self.name(), span)
    }

    pub(crate) fn is_float(self) -> bool {
        matches!(self, Scalar::F32 | Scalar::F64)
    }

    pub(crate) fn is_integer(self) -> bool {
        !self.is_float() && self != Scalar::Bool
    }

    pub(crate) fn is_signed(self) -> bool {
        matches!(self, Scalar::I32 | Scalar::I64 | Scalar::Isize)
    }

    /// Whether this integer type has such a value, on every machine.
    pub(crate) fn holds(self, value: i128) -> bool {
        match self {
            Scalar::I32 | Scalar::Isize => i32::try_from(value).is_ok(),
            Scalar::U32 | Scalar::Usize => u32::try_from(value).is_ok(),
            Scalar::I64 => i64::try_from(value).is_ok(),
            Scalar::U64 => u64::try_from(value).is_ok(),
            Scalar::F32 | Scalar::F64 | Scalar::Bool => false,
        }
    }

    /// Bits that this type asks of a lane: indices and masks adapt to their neighbours.
    pub(crate) fn lane_bits(self) -> u32 {
        match self {
            Scalar::F64 | Scalar::I64 | Scalar::U64 => 64,
            Scalar::F32 | Scalar::I32 | Scalar::U32 => 32,
            Scalar::Usize | Scalar::Isize | Scalar::Bool => 0,
        }
    }

    /// The type of the bits of a float, and of `unsigned_abs` and `abs_diff` of an integer.
    pub(crate) fn unsigned(self) -> Scalar {
        match self {
            Scalar::F32 | Scalar::I32 | Scalar::U32 => Scalar::U32,
            Scalar::F64 | Scalar::I64 | Scalar::U64 => Scalar::U64,
            Scalar::Usize | Scalar::Isize => Scalar::Usize,
            Scalar::Bool => Scalar::Bool,
        }
    }
}
