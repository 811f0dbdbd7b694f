//! NumPy's arithmetic, comparisons, logic and bit operations, ready-made: `ops::add(&a, &b)`, `ops::add::into`,
//! `ops::add::reduce` and so on.
//!
//! Names and results are NumPy's, on elements of one type: nothing is converted. Integers wrap on overflow in every
//! build, as NumPy's do. Integer division by zero panics with the index of the element, where NumPy warns and gives 0.
#![allow(
    clippy::eq_op,
    clippy::unnecessary_cast,
    reason = "a NaN differs from itself; casts of `T` are casts in one of its copies"
)]

mod arithmetic;
mod bits;
mod comparison;
mod extremes;
mod logic;

pub use arithmetic::{
    absolute, add, divide, divmod, floor_divide, multiply, negative, positive, power, reciprocal, remainder,
    sign, square, subtract,
};
pub use bits::{bitwise_and, bitwise_count, bitwise_or, bitwise_xor, invert, left_shift, right_shift};
pub use comparison::{
    equal, greater, greater_equal, isfinite, isinf, isnan, less, less_equal, not_equal, signbit,
};
pub use extremes::{clip, fmax, fmin, maximum, minimum};
pub use logic::{logical_and, logical_not, logical_or, logical_xor};
