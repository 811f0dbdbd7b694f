//! The two element types.

use std::fmt::{Debug, Display};

use ndarray::ArrayD;
use ndarray_npy::{ReadableElement, WritableElement};
use ufunc::math::sin;
use ufunc::prelude::{Float, Options, ufunc};
use ufunc::stats::norm::isf;

use crate::check::standard_isf;
use crate::input::Operands;
use crate::line::Line;

/// The sum.
#[ufunc]
pub(crate) fn add<T: Float>(b: T, c: T) -> T {
    b + c
}

/// `f64` or `f32`.
pub(crate) trait Element:
    Float + ReadableElement + WritableElement + Into<f64> + PartialOrd + Display + Debug
{
    /// NumPy's name of the type.
    const DTYPE: &'static str;
    /// Zero.
    const ZERO: Self;

    /// The nearest value.
    fn of(value: f64) -> Self;

    /// Values in their order as consecutive integers, so that a difference counts units of the last place.
    fn ordered(self) -> i64;

    /// The line, compiled to lanes.
    fn run(line: Line, options: &Options, operands: &Operands<Self>, result: &mut ArrayD<Self>);

    /// The line for one element, by the standard library and, for the third, by Wichura's AS241 in `f64`.
    fn plain(line: Line, b: Self, c: Self, p: Self) -> Self;
}

macro_rules! elements {
    ($($float:ident $int:ident $name:literal),+) => {$(
        impl Element for $float {
            const DTYPE: &'static str = $name;
            const ZERO: Self = 0.0;

            #[expect(clippy::allow_attributes, reason = "one of the two types needs it")]
            #[allow(clippy::cast_possible_truncation, reason = "rounding to the nearest value is meant")]
            fn of(value: f64) -> Self {
                value as $float
            }

            fn ordered(self) -> i64 {
                let bits = i64::from(self.to_bits() as $int);
                if bits < 0 { i64::from($int::MIN) - bits } else { bits }
            }

            fn run(line: Line, options: &Options, operands: &Operands<Self>, result: &mut ArrayD<Self>) {
                let Operands { b, c, p } = operands;
                let done = match line {
                    Line::Add => add::into_with(options, b, c, result),
                    Line::Sin => sin::into_with(options, b, result),
                    Line::Isf => isf::into_with(options, p, 0.0, 1.0, result),
                };
                done.expect("operands and result have one shape");
            }

            #[inline]
            fn plain(line: Line, b: Self, c: Self, p: Self) -> Self {
                match line {
                    Line::Add => b + c,
                    Line::Sin => b.sin(),
                    Line::Isf => Self::of(standard_isf(p.into())),
                }
            }
        }
    )+};
}

elements!(f64 i64 "float64", f32 i32 "float32");
