//! The methods that programs call.

use crate::types::Ty;

/// Types that have a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    /// `f32`, `f64`.
    Float,
    /// The four integers.
    Int,
    /// `i32`, `i64`.
    Signed,
    /// `u32`, `u64`.
    Unsigned,
}

/// What a method takes after its receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg {
    /// A value of the receiver's type.
    Same,
    /// Its sign counts; the printer keeps NaN away.
    Sign,
    /// A `u32`, whatever the receiver.
    Count,
    /// Lower and upper bound, printed as literals in order.
    Bounds,
    /// A literal exponent up to 4.
    Exponent,
}

/// What a method gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver's type.
    Same,
    /// `bool`.
    Bool,
    /// `u32`, whatever the receiver.
    Count,
    /// The unsigned integer of the receiver's width.
    Unsigned,
}

/// One method of Rust's number types.
#[derive(Debug, PartialEq, Eq)]
pub struct Method {
    /// Rust's name.
    pub name: &'static str,
    /// Who has it.
    pub receiver: Receiver,
    /// What it takes.
    pub args: &'static [Arg],
    /// What it gives.
    pub outcome: Outcome,
    /// Whether it can panic.
    pub traps: bool,
}

impl Receiver {
    /// Whether values of the type have the method.
    #[must_use]
    pub fn has(self, ty: Ty) -> bool {
        match self {
            Receiver::Float => ty.is_float(),
            Receiver::Int => ty.is_int(),
            Receiver::Signed => ty.is_signed(),
            Receiver::Unsigned => ty.is_int() && !ty.is_signed(),
        }
    }
}

impl Method {
    /// What it gives for a receiver of this type.
    #[must_use]
    pub fn result(&self, receiver: Ty) -> Ty {
        match self.outcome {
            Outcome::Same => receiver,
            Outcome::Bool => Ty::Bool,
            Outcome::Count => Ty::U32,
            Outcome::Unsigned => receiver.unsigned(),
        }
    }

    /// The method of this name and receiver.
    #[must_use]
    pub fn find(name: &str, receiver: Ty) -> Option<&'static Method> {
        METHODS.iter().find(|method| method.name == name && method.receiver.has(receiver))
    }

    /// Whether the bits of the receiver count, so that the printer keeps NaN away.
    pub(crate) fn reads_bits(&self) -> bool {
        matches!(self.name, "to_bits" | "is_sign_negative" | "is_sign_positive")
    }

    /// Whether Rust leaves the sign of a zero result open, so that the printer takes it off.
    pub(crate) fn zero_sign_is_open(&self, receiver: Ty) -> bool {
        receiver.is_float() && matches!(self.name, "min" | "max")
    }
}

const fn method(
    name: &'static str,
    receiver: Receiver,
    args: &'static [Arg],
    outcome: Outcome,
    traps: bool,
) -> Method {
    Method { name, receiver, args, outcome, traps }
}

macro_rules! methods {
    ($($receiver:ident: $($name:ident($($arg:ident),*) -> $outcome:ident $($traps:ident)?),+;)+) => {
        &[$($(method(
            stringify!($name),
            Receiver::$receiver,
            &[$(Arg::$arg),*],
            Outcome::$outcome,
            matches!(stringify!($($traps)?).as_bytes(), b"traps"),
        )),+),+]
    };
}

/// Every method that programs call; all have results whose bits Rust defines (NaN aside).
pub const METHODS: &[Method] = methods! {
    Float:
        abs() -> Same, sqrt() -> Same, floor() -> Same, ceil() -> Same, trunc() -> Same, round() -> Same,
        round_ties_even() -> Same, fract() -> Same, signum() -> Same, recip() -> Same, to_degrees() -> Same,
        to_radians() -> Same, mul_add(Same, Same) -> Same, copysign(Sign) -> Same, min(Same) -> Same,
        max(Same) -> Same, clamp(Bounds) -> Same, rem_euclid(Same) -> Same, div_euclid(Same) -> Same,
        is_nan() -> Bool, is_finite() -> Bool, is_infinite() -> Bool, is_normal() -> Bool,
        is_sign_negative() -> Bool, is_sign_positive() -> Bool, to_bits() -> Unsigned;
    Int:
        min(Same) -> Same, max(Same) -> Same, clamp(Bounds) -> Same,
        wrapping_add(Same) -> Same, wrapping_sub(Same) -> Same, wrapping_mul(Same) -> Same,
        wrapping_neg() -> Same, wrapping_shl(Count) -> Same, wrapping_shr(Count) -> Same,
        wrapping_div(Same) -> Same traps, wrapping_rem(Same) -> Same traps, wrapping_pow(Exponent) -> Same,
        saturating_add(Same) -> Same, saturating_sub(Same) -> Same, saturating_mul(Same) -> Same,
        pow(Exponent) -> Same traps, rem_euclid(Same) -> Same traps, div_euclid(Same) -> Same traps,
        abs_diff(Same) -> Unsigned, rotate_left(Count) -> Same, rotate_right(Count) -> Same,
        swap_bytes() -> Same, reverse_bits() -> Same, count_ones() -> Count, count_zeros() -> Count,
        leading_zeros() -> Count, trailing_zeros() -> Count, leading_ones() -> Count, trailing_ones() -> Count,
        ilog2() -> Count traps, ilog10() -> Count traps;
    Signed:
        abs() -> Same traps, signum() -> Same, wrapping_abs() -> Same, unsigned_abs() -> Unsigned,
        is_positive() -> Bool, is_negative() -> Bool, isqrt() -> Same traps;
    Unsigned:
        is_power_of_two() -> Bool, isqrt() -> Same;
};
