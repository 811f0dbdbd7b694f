//! Bits of integers.

use crate::kernel::Number;
use ufunc_macros::ufunc;

/// The bits that both have.
#[ufunc(reduce, identity = !(0 as T))]
pub fn bitwise_and<T: Int>(x: T, y: T) -> T {
    x & y
}

/// The bits that one has.
#[ufunc(reduce, identity = 0 as T)]
pub fn bitwise_or<T: Int>(x: T, y: T) -> T {
    x | y
}

/// The bits that exactly one has.
#[ufunc(reduce, identity = 0 as T)]
pub fn bitwise_xor<T: Int>(x: T, y: T) -> T {
    x ^ y
}

/// The opposite of every bit, NumPy's `invert` and `bitwise_not`.
#[ufunc]
pub fn invert<T: Int>(x: T) -> T {
    !x
}

/// x · 2^count, bits above the type's being lost; 0 for a count of as many bits as the type has, or a negative one.
#[ufunc(wrapping)]
pub fn left_shift<T: Int>(x: T, count: T) -> T {
    let bits = <T as Number>::BITS as T;
    let fits = count >= 0 as T && count < bits;
    let within = if fits { count } else { 0 as T };
    if fits { x << within } else { 0 as T }
}

/// x / 2^count, rounded down; for a count of as many bits as the type has, or a negative one, what is left of x: 0, or −1
/// of a negative x.
#[ufunc(wrapping)]
pub fn right_shift<T: Int>(x: T, count: T) -> T {
    let bits = <T as Number>::BITS as T;
    let fits = count >= 0 as T && count < bits;
    let within = if fits { count } else { bits - 1 as T };
    x >> within
}

/// How many bits of |x| are set.
#[ufunc(wrapping)]
pub fn bitwise_count<T: Int>(x: T) -> u32 {
    let magnitude = if x < 0 as T { (0 as T) - x } else { x };
    magnitude.count_ones()
}
