//! How the partial results of a reduction are combined.

/// A value that a region combines from the values of its iterations: what OpenMP calls `declare reduction`.
///
/// `combine` is associative, and `identity` changes nothing; then the result is that of a serial loop. Partial results
/// are combined in an order that depends on the number of iterations alone.
///
/// ```
/// use ufunc::prelude::*;
///
/// /// The least value and where it is.
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// struct Least {
///     value: f64,
///     at: usize,
/// }
///
/// impl Reduce for Least {
///     fn identity() -> Self {
///         Least { value: f64::INFINITY, at: usize::MAX }
///     }
///
///     fn combine(self, other: Self) -> Self {
///         if other.value < self.value { other } else { self }
///     }
/// }
///
/// #[parallel(reduction(Least: least))]
/// fn argmin(x: &[f64]) -> Least {
///     let mut least = Least::identity();
///     for i in 0..x.len() {
///         least = least.combine(Least { value: x[i], at: i });
///     }
///     least
/// }
///
/// assert_eq!(argmin(&[3.0, 1.0, 2.0]).at, 1);
/// ```
pub trait Reduce: Send {
    /// What changes nothing when it is combined.
    fn identity() -> Self;
    /// The value of both.
    #[must_use]
    fn combine(self, other: Self) -> Self;
}

/// An operation on values of type `T`.
#[diagnostic::on_unimplemented(
    message = "values of type `{T}` are not combined by the reduction `{Self}`",
    note = "`+ * min max` are for numbers, `& | ^` for integers and `bool`, `&& ||` for `bool`; other types implement \
            `ufunc::Reduce`, and their name stands in the clause: `reduction(Stats: s)`"
)]
pub trait Combine<T>: 'static {
    /// Whether it does not matter how values are grouped, so that no order needs to be kept.
    const IS_EXACT: bool;

    /// What changes nothing.
    fn identity() -> T;
    /// The value of both, the left one from earlier iterations.
    fn combine(left: T, right: T) -> T;
}

/// `value = value ∘ result`.
#[inline]
pub fn absorb<Op: Combine<T>, T>(value: &mut T, result: T) {
    let old = std::mem::replace(value, Op::identity());
    *value = Op::combine(old, result);
}

/// `left ∘ right`, of values that stay.
#[inline(always)]
pub fn joined<Op: Combine<T>, T: Clone>(left: &T, right: &T) -> T {
    Op::combine(left.clone(), right.clone())
}

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
    )+};
}

operations! {
    /// `+`.
    Add
    /// `*`.
    Mul
    /// `min`.
    Min
    /// `max`.
    Max
    /// `if x < m { m = x }`.
    GreatestMin
    /// `if x > m { m = x }`.
    LeastMax
    /// `&`.
    BitAnd
    /// `|`.
    BitOr
    /// `^`.
    BitXor
    /// `&&`.
    And
    /// `||`.
    Or
    /// That of a type which implements [`Reduce`].
    User
}

impl<T: Reduce + 'static> Combine<T> for User {
    const IS_EXACT: bool = false;

    fn identity() -> T {
        T::identity()
    }

    fn combine(left: T, right: T) -> T {
        left.combine(right)
    }
}

macro_rules! combine {
    ($op:ident on $($t:ident)+: $identity:expr, $combine:expr, exact: $exact:literal) => {$(
        impl Combine<$t> for $op {
            const IS_EXACT: bool = $exact;

            #[inline(always)]
            fn identity() -> $t {
                #[allow(dead_code, reason = "not all identities name their type")]
                type Own = $t;
                $identity
            }

            #[inline(always)]
            fn combine(left: $t, right: $t) -> $t {
                let combine: fn($t, $t) -> $t = $combine;
                combine(left, right)
            }
        }
    )+};
}

// The sum of nothing is −0: it leaves −0 as it is.
combine! { Add on f32 f64: -0.0, |a, b| a + b, exact: false }
combine! { Mul on f32 f64: 1.0, |a, b| a * b, exact: false }
// Rust's `min` and `max` leave NaN aside, so that it changes nothing.
combine! { Min on f32 f64: Own::NAN, |a, b| a.min(b), exact: false }
combine! { Max on f32 f64: Own::NAN, |a, b| a.max(b), exact: false }
combine! { GreatestMin on f32 f64: Own::INFINITY, |a, b| if b < a { b } else { a }, exact: false }
combine! { LeastMax on f32 f64: Own::NEG_INFINITY, |a, b| if b > a { b } else { a }, exact: false }
combine! { Add on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: 0, |a, b| a.wrapping_add(b), exact: true }
combine! { Mul on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: 1, |a, b| a.wrapping_mul(b), exact: true }
combine! { Min on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: Own::MAX, |a, b| a.min(b), exact: true }
combine! { Max on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: Own::MIN, |a, b| a.max(b), exact: true }
combine! { GreatestMin on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: Own::MAX, |a, b| a.min(b), exact: true }
combine! { LeastMax on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: Own::MIN, |a, b| a.max(b), exact: true }
combine! { BitAnd on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: !0, |a, b| a & b, exact: true }
combine! { BitOr on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: 0, |a, b| a | b, exact: true }
combine! { BitXor on u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize: 0, |a, b| a ^ b, exact: true }

macro_rules! combine_bools {
    ($($op:ident: $identity:literal, $combine:expr;)+) => {$(
        impl Combine<bool> for $op {
            const IS_EXACT: bool = true;

            #[inline(always)]
            fn identity() -> bool {
                $identity
            }

            #[inline(always)]
            fn combine(left: bool, right: bool) -> bool {
                let combine: fn(bool, bool) -> bool = $combine;
                combine(left, right)
            }
        }
    )+};
}

combine_bools! {
    And: true, |a, b| a && b;
    Or: false, |a, b| a || b;
    BitAnd: true, |a, b| a & b;
    BitOr: false, |a, b| a | b;
    BitXor: false, |a, b| a ^ b;
}
