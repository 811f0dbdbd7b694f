//! The operations that generated code may use on lanes.
//!
//! Every operation gives, in each active lane, the bits that Rust's scalar operation of the same name gives
//! (the sign and payload of a NaN aside). What could panic takes the current mask `m` and raises a
//! [`Fault`](super::fault::Fault) if it would panic in a lane of `m`; other lanes hold garbage that nobody reads.
//! `CHECK` says whether the user's crate checks integer overflow.

use super::gang::{Element, Gang};

/// A value in every lane.
pub trait Lanes<G: Gang>: Copy + core::fmt::Debug {
    /// The scalar in one lane.
    type Elem: Element;

    /// The same value in every lane.
    fn splat(g: G, value: Self::Elem) -> Self;
    /// Loads `G::LANES` elements.
    ///
    /// # Panics
    /// If `from` is shorter than a gang.
    fn load(g: G, from: &[Self::Elem]) -> Self;
    /// Loads the elements that there are, at least one and at most `G::LANES`; further lanes repeat the last,
    /// so that they do what a valid lane does.
    fn load_first(g: G, from: &[Self::Elem]) -> Self;
    /// Stores `G::LANES` elements.
    ///
    /// # Panics
    /// If `to` is shorter than a gang.
    fn store(self, to: &mut [Self::Elem]);
    /// Stores the first `to.len()` lanes, at most `G::LANES`.
    fn store_first(self, to: &mut [Self::Elem]);
    /// `on` where the mask is set, `off` elsewhere.
    fn select(m: G::Mask, on: Self, off: Self) -> Self;
    /// The value of one lane.
    fn lane(self, lane: usize) -> Self::Elem;
    /// Replaces the value of one lane.
    fn set_lane(&mut self, lane: usize, value: Self::Elem);
    /// Gathers `table[index]`; raises a fault if an index of an active lane is out of range.
    fn gather(g: G, table: &[Self::Elem], index: super::gang::UsizeLanes<G>, m: G::Mask) -> Self;

    /// `==` in every lane.
    fn eq(self, rhs: Self) -> G::Mask;
    /// `!=` in every lane.
    fn ne(self, rhs: Self) -> G::Mask;

    /// `as f32`.
    fn to_f32(self) -> G::F32;
    /// `as f64`.
    fn to_f64(self) -> G::F64;
    /// `as i32`.
    fn to_i32(self) -> G::I32;
    /// `as i64`.
    fn to_i64(self) -> G::I64;
    /// `as u32`.
    fn to_u32(self) -> G::U32;
    /// `as u64`.
    fn to_u64(self) -> G::U64;
}

/// A `bool` in every lane. As a `Lanes` it is loaded from and stored to slices of `bool`.
pub trait Mask<G: Gang>: Lanes<G, Elem = bool> {
    /// Both.
    fn and(self, rhs: Self) -> Self;
    /// Either.
    fn or(self, rhs: Self) -> Self;
    /// One of the two, not both.
    fn xor(self, rhs: Self) -> Self;
    /// The opposite.
    fn not(self) -> Self;
    /// `self & !rhs`.
    fn and_not(self, rhs: Self) -> Self;
    /// Whether a lane is on.
    fn any(self) -> bool;
    /// Whether every lane is on.
    fn all(self) -> bool;
    /// The lanes as bits, lane 0 lowest (`G::LANES` is at most 64).
    fn to_bits(self) -> u64;
    /// The lanes whose bits are set, lane 0 lowest.
    fn from_bits(g: G, bits: u64) -> Self;
}

/// Numbers in every lane: what floats and integers have in common.
pub trait NumLanes<G: Gang>: Lanes<G> {
    /// `+`; integers raise a fault on overflow under `CHECK`, else wrap.
    fn add<const CHECK: bool>(self, rhs: Self, m: G::Mask) -> Self;
    /// `-`, as `add`.
    fn sub<const CHECK: bool>(self, rhs: Self, m: G::Mask) -> Self;
    /// `*`, as `add`.
    fn mul<const CHECK: bool>(self, rhs: Self, m: G::Mask) -> Self;
    /// `/`; integers raise a fault on a zero divisor and on `MIN / -1`, always.
    fn div(self, rhs: Self, m: G::Mask) -> Self;
    /// `%`, as `div`; of floats the exact remainder with the sign of the dividend.
    fn rem(self, rhs: Self, m: G::Mask) -> Self;
    /// Unary `-`, as `add`.
    fn neg<const CHECK: bool>(self, m: G::Mask) -> Self;
    /// `<`.
    fn lt(self, rhs: Self) -> G::Mask;
    /// `<=`.
    fn le(self, rhs: Self) -> G::Mask;
    /// `>`.
    fn gt(self, rhs: Self) -> G::Mask;
    /// `>=`.
    fn ge(self, rhs: Self) -> G::Mask;
    /// Rust's `min`: of floats, the other operand where one is NaN. Of zeros of different signs Rust leaves open which
    /// it is; here it is the first, as compiled scalar code gives on x86.
    fn min(self, rhs: Self) -> Self;
    /// Rust's `max`, as `min`.
    fn max(self, rhs: Self) -> Self;
    /// Rust's `clamp`; raises a fault where `lo <= hi` does not hold.
    fn clamp(self, lo: Self, hi: Self, m: G::Mask) -> Self;
    /// `abs`; of signed integers a fault for `MIN` under `CHECK`, else `MIN`.
    fn abs<const CHECK: bool>(self, m: G::Mask) -> Self;
    /// Rust's `signum`: of floats ±1 (also of ±0) or NaN, of integers -1, 0, 1.
    fn signum(self) -> Self;
    /// Rust's `rem_euclid`; integers as `div`.
    fn rem_euclid(self, rhs: Self, m: G::Mask) -> Self;
    /// Rust's `div_euclid`; integers as `div`.
    fn div_euclid(self, rhs: Self, m: G::Mask) -> Self;
}

/// A float in every lane.
pub trait FloatLanes<G: Gang>: NumLanes<G> {
    /// The unsigned integer of the same width.
    type Bits: Lanes<G>;

    /// Correctly rounded square root.
    fn sqrt(self) -> Self;
    /// `self * a + b` with one rounding, on every machine.
    fn mul_add(self, a: Self, b: Self) -> Self;
    /// Rust's `floor`.
    fn floor(self) -> Self;
    /// Rust's `ceil`.
    fn ceil(self) -> Self;
    /// Rust's `trunc`.
    fn trunc(self) -> Self;
    /// Rust's `round`: halves away from zero.
    fn round(self) -> Self;
    /// Rust's `round_ties_even`.
    fn round_ties_even(self) -> Self;
    /// Rust's `fract`: `self - self.trunc()`.
    fn fract(self) -> Self;
    /// Rust's `copysign`.
    fn copysign(self, sign: Self) -> Self;
    /// `1 / self`.
    fn recip(self) -> Self;
    /// Rust's `to_degrees`.
    fn to_degrees(self) -> Self;
    /// Rust's `to_radians`.
    fn to_radians(self) -> Self;
    /// Whether NaN.
    fn is_nan(self) -> G::Mask;
    /// Whether neither infinite nor NaN.
    fn is_finite(self) -> G::Mask;
    /// Whether infinite.
    fn is_infinite(self) -> G::Mask;
    /// Whether neither zero, subnormal, infinite nor NaN.
    fn is_normal(self) -> G::Mask;
    /// Whether subnormal.
    fn is_subnormal(self) -> G::Mask;
    /// Whether the sign bit is set.
    fn is_sign_negative(self) -> G::Mask;
    /// Whether the sign bit is clear.
    fn is_sign_positive(self) -> G::Mask;
    /// The bits.
    fn to_bits(self) -> Self::Bits;
    /// The float of these bits.
    fn from_bits(bits: Self::Bits) -> Self;
}

/// An integer in every lane.
pub trait IntLanes<G: Gang>: NumLanes<G> {
    /// The unsigned integer of the same width.
    type Unsigned: Lanes<G>;

    /// `&`.
    fn and(self, rhs: Self) -> Self;
    /// `|`.
    fn or(self, rhs: Self) -> Self;
    /// `^`.
    fn xor(self, rhs: Self) -> Self;
    /// `!`.
    fn not(self) -> Self;
    /// `<<` by a count of any integer type, given as `as u32` lanes; under `CHECK` a fault where the count is
    /// not below the width, else the count is taken modulo the width.
    fn shl<const CHECK: bool>(self, count: G::U32, m: G::Mask) -> Self;
    /// `>>`, as `shl`; arithmetic for signed integers.
    fn shr<const CHECK: bool>(self, count: G::U32, m: G::Mask) -> Self;
    /// `<<` by a count that is the same in all lanes.
    fn shl_uniform<const CHECK: bool>(self, count: u32, m: G::Mask) -> Self;
    /// `>>` by a count that is the same in all lanes.
    fn shr_uniform<const CHECK: bool>(self, count: u32, m: G::Mask) -> Self;
    /// Rust's `wrapping_add`.
    fn wrapping_add(self, rhs: Self) -> Self;
    /// Rust's `wrapping_sub`.
    fn wrapping_sub(self, rhs: Self) -> Self;
    /// Rust's `wrapping_mul`.
    fn wrapping_mul(self, rhs: Self) -> Self;
    /// Rust's `wrapping_div`: a fault on a zero divisor only.
    fn wrapping_div(self, rhs: Self, m: G::Mask) -> Self;
    /// Rust's `wrapping_rem`: a fault on a zero divisor only.
    fn wrapping_rem(self, rhs: Self, m: G::Mask) -> Self;
    /// Rust's `wrapping_neg`.
    fn wrapping_neg(self) -> Self;
    /// Rust's `wrapping_abs`; unsigned lanes as they are.
    fn wrapping_abs(self) -> Self;
    /// Rust's `wrapping_shl`.
    fn wrapping_shl(self, count: G::U32) -> Self;
    /// Rust's `wrapping_shr`.
    fn wrapping_shr(self, count: G::U32) -> Self;
    /// Rust's `saturating_add`.
    fn saturating_add(self, rhs: Self) -> Self;
    /// Rust's `saturating_sub`.
    fn saturating_sub(self, rhs: Self) -> Self;
    /// Rust's `saturating_mul`.
    fn saturating_mul(self, rhs: Self) -> Self;
    /// Rust's `abs_diff`.
    fn abs_diff(self, rhs: Self) -> Self::Unsigned;
    /// Rust's `unsigned_abs`; unsigned lanes as they are.
    fn unsigned_abs(self) -> Self::Unsigned;
    /// Rust's `pow`; under `CHECK` a fault on overflow, else wraps.
    fn pow<const CHECK: bool>(self, exponent: G::U32, m: G::Mask) -> Self;
    /// Rust's `wrapping_pow`.
    fn wrapping_pow(self, exponent: G::U32) -> Self;
    /// Rust's `isqrt`; a fault for a negative argument.
    fn isqrt(self, m: G::Mask) -> Self;
    /// Rust's `ilog2`; a fault unless positive.
    fn ilog2(self, m: G::Mask) -> G::U32;
    /// Rust's `ilog10`; a fault unless positive.
    fn ilog10(self, m: G::Mask) -> G::U32;
    /// Rust's `is_power_of_two` (unsigned types).
    fn is_power_of_two(self) -> G::Mask;
    /// Rust's `is_positive` (signed types).
    fn is_positive(self) -> G::Mask;
    /// Rust's `is_negative` (signed types).
    fn is_negative(self) -> G::Mask;
    /// Rust's `count_ones`.
    fn count_ones(self) -> G::U32;
    /// Rust's `count_zeros`.
    fn count_zeros(self) -> G::U32;
    /// Rust's `leading_zeros`.
    fn leading_zeros(self) -> G::U32;
    /// Rust's `trailing_zeros`.
    fn trailing_zeros(self) -> G::U32;
    /// Rust's `leading_ones`.
    fn leading_ones(self) -> G::U32;
    /// Rust's `trailing_ones`.
    fn trailing_ones(self) -> G::U32;
    /// Rust's `rotate_left`.
    fn rotate_left(self, count: G::U32) -> Self;
    /// Rust's `rotate_right`.
    fn rotate_right(self, count: G::U32) -> Self;
    /// Rust's `swap_bytes`.
    fn swap_bytes(self) -> Self;
    /// Rust's `reverse_bits`.
    fn reverse_bits(self) -> Self;
}
