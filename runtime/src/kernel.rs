//! What `#[ufunc]` makes of a function: a type that implements [`Kernel`].

use fearless_simd::Simd;

pub use crate::elements::{Block, Elements};
use crate::report::Report;
use crate::simd::{Element, Gang};

/// A compiled scalar function. `T` is the element type of a generic kernel (`fn f<T: Float>`), `()` otherwise.
#[diagnostic::on_unimplemented(
    message = "the ufunc `{Self}` is not compiled for elements of type `{T}`",
    note = "a generic ufunc (`fn f<T: Float>`) is compiled for `f32` and `f64`"
)]
pub trait Kernel<T = ()>: 'static {
    /// Element types of the arguments, a tuple.
    type Args: Elements;
    /// Element types of the results, a tuple also for a single result.
    type Ret: Elements;
    /// How many lanes a gang has.
    type Width: Width;
    /// What the compiler found out.
    const REPORT: Report;

    /// Runs one gang: the results of the lanes of `m`; other lanes hold garbage.
    fn lanes<G: Gang>(
        g: G,
        m: G::Mask,
        args: <Self::Args as Elements>::Lanes<G>,
    ) -> <Self::Ret as Elements>::Lanes<G>;
}

/// A kernel of two arguments that combines elements in any order and grouping: associative and commutative, up to
/// rounding.
#[diagnostic::on_unimplemented(
    message = "the ufunc `{Self}` has no identity, so that it cannot combine the elements of an array of `{T}`",
    note = "write `#[ufunc(reduce, identity = …)]`"
)]
pub trait Associative<T = ()>: Kernel<T, Args = (Self::Elem, Self::Elem), Ret = (Self::Elem,)> {
    /// The type of the elements, and of the result.
    type Elem: Element;
    /// The result for no elements.
    const IDENTITY: Self::Elem;
}

/// Lanes of a gang, in registers: two of the widest type that the kernel uses.
pub trait Width: 'static {
    /// The gang on one instruction set.
    type Gang<S: Simd>: Gang;
    /// Makes the gang.
    fn gang<S: Simd>(s: S) -> Self::Gang<S>;
}

/// The numbers that elements may be, `f32`, `f64`, `i32`, `i64`, `u32` and `u64`: `fn f<T: Number>(x: T) -> T` is
/// compiled for each of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no number that has lanes",
    label = "none of `f32`, `f64`, `i32`, `i64`, `u32`, `u64`",
    note = "a generic ufunc (`fn f<T: Number>`) is compiled for these six"
)]
pub trait Number: Element + sealed::Sealed {
    /// Bits of the type.
    const BITS: u32;
    /// Whether it is `f32` or `f64`. An `if` on it in a kernel is decided when the kernel is compiled.
    const IS_FLOAT: bool;
    /// The least value, −∞ for floats: what a maximum of nothing is.
    const LEAST: Self;
    /// The greatest value, +∞ for floats: what a minimum of nothing is.
    const GREATEST: Self;
}

/// `i32`, `i64`, `u32` and `u64`, the element types of a generic kernel of integers: `fn f<T: Int>(x: T) -> T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no integer that has lanes",
    label = "none of `i32`, `i64`, `u32`, `u64`",
    note = "a generic ufunc (`fn f<T: Int>`) is compiled for these four"
)]
pub trait Int: Number {}

/// `f32` and `f64`, the element types of a generic kernel: `fn f<T: Float>(x: T) -> T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a float",
    label = "neither `f32` nor `f64`",
    note = "a generic ufunc (`fn f<T: Float>`) is compiled for `f32` and `f64`"
)]
pub trait Float: Number {}

mod sealed {
    pub trait Sealed {}
}

macro_rules! numbers {
    ($($number:ident: $kind:ident $is_float:literal, $bits:literal, $least:ident to $greatest:ident;)+) => {$(
        impl sealed::Sealed for $number {}

        impl Number for $number {
            const BITS: u32 = $bits;
            const IS_FLOAT: bool = $is_float;
            const LEAST: $number = $number::$least;
            const GREATEST: $number = $number::$greatest;
        }

        impl $kind for $number {}
    )+};
}

numbers! {
    f32: Float true, 32, NEG_INFINITY to INFINITY;
    f64: Float true, 64, NEG_INFINITY to INFINITY;
    i32: Int false, 32, MIN to MAX;
    i64: Int false, 64, MIN to MAX;
    u32: Int false, 32, MIN to MAX;
    u64: Int false, 64, MIN to MAX;
}
