//! Remainders of a division of floats, and the quotient rounded down: all of them exact.
//!
//! Where |x / y| is at most 2^53 (2^24 for `f32`), the rounded quotient is cut to an integer q. It is right or, where
//! the rounding reached the next integer, one too large, so x − q y lies in [−y, y); it is a multiple of the unit in
//! the last place of x or of y, whichever is smaller, so one FMA gives it without error, and a negative one gets y
//! added, exactly again. `remainder` takes the nearest integer instead. Where x / y lies halfway between two integers,
//! its rounding is exact or an even integer, so the tie comes out even; else q may be one off, which |x − q y| > y/2
//! tells.
//!
//! A larger quotient is taken in digits of 50 (21) bits, as in long division, with the significands m of y and r of x
//! in [1, 2): r becomes 2^50 r − q m with q the integer nearest to 2^50 r (1 / m) as computed. That product is off by
//! less than 1/4, so |r| stays below 3/4 m, and all of it is exact. The last digit has the bits that are left. So
//! large a quotient is never halfway between integers: x would be an odd multiple of y/2 and have more bits than a
//! float.
//!
//! Sources: remainder by FMA as in Markstein 2000 (IA-64 and Elementary Functions); C99 F.9.7; Python's and NumPy's
//! divmod for the signs of `floor_mod` and `floor_divide`.

use ufunc_macros::{lane_fn, ufunc};

/// Whether x / y is at most 2^53 (2^24) and y finite, for magnitudes; the product is exact or infinite.
#[lane_fn]
fn is_near<T: Float>(x: T, y: T) -> bool {
    x <= y * (2.0 / T::EPSILON) && y < T::INFINITY
}

/// x mod y for 0 ≤ x ≤ 2^53 y (2^24 y), x and y finite, y > 0.
#[lane_fn]
fn last_digit<T: Float>(x: T, y: T) -> T {
    let q = (x / y).trunc();
    let r = (-q).mul_add(y, x);
    if r < 0.0 { r + y } else { r }
}

/// Bits of all but the exponent, which becomes that of 1.
#[lane_fn]
fn significand<T: Float>(x: T) -> T {
    let one: T = 1.0;
    T::from_bits((x.to_bits() & !T::INFINITY.to_bits()) | one.to_bits())
}

/// For x > 2^53 y (2^24 y), both finite and positive: r, m and u with y = m u, 1 ≤ m < 2, r u = x − n y, |r| below 3/4
/// m.
#[lane_fn]
fn long_division<T: Float>(x: T, y: T) -> (T, T, T) {
    let digit = 0.25 / T::EPSILON;
    let normal = if y < T::MIN_POSITIVE { y * (1.0 / T::EPSILON) } else { y };
    let m = significand(normal);
    let unit = y / m;
    let inverse = 1.0 / m;
    let digit_inverse = inverse * digit;
    let mut r = significand(x);
    let mut power = T::from_bits(x.to_bits() & T::INFINITY.to_bits());
    let mut next = power * (4.0 * T::EPSILON);
    while next >= unit {
        let q = (r * digit_inverse).round_ties_even();
        r = (-q).mul_add(m, r * digit);
        power = next;
        next = power * (4.0 * T::EPSILON);
    }
    let scaled = r * (power / unit);
    let q = (scaled * inverse).round_ties_even();
    ((-q).mul_add(m, scaled), m, unit)
}

/// x mod y for x > 2^53 y (2^24 y), both finite and positive.
#[lane_fn]
fn many_digits<T: Float>(x: T, y: T) -> T {
    let (r, m, unit) = long_division(x, y);
    let positive = if r < 0.0 { r + m } else { r };
    positive * unit
}

/// fmod of magnitudes for any arguments.
#[lane_fn]
fn fmod_far<T: Float>(x: T, y: T) -> T {
    let valid = x < T::INFINITY && y > 0.0;
    let dividend = if valid { x } else { 1.0 };
    let divisor = if valid { y } else { 1.0 };
    let rest = many_digits(dividend, divisor);
    let number = if y == T::INFINITY { x } else { rest };
    if valid { number } else { T::NAN }
}

/// fmod of magnitudes.
#[lane_fn]
fn fmod_positive<T: Float>(x: T, y: T) -> T {
    let mut r = last_digit(x, y);
    if !is_near(x, y) {
        r = fmod_far(x, y);
    }
    r
}

/// x − n y with n = x / y cut to an integer, exactly, as C's `fmod` and Rust's `%`: the sign is that of x.
///
/// fmod(x, ±∞) is x for a finite x; NaN for x = ±∞, for y = ±0 and where either is NaN. A zero has the sign of x.
#[ufunc]
pub fn fmod<T: Float>(x: T, y: T) -> T {
    fmod_positive(x.abs(), y.abs()).copysign(x)
}

/// x − n y with n the integer nearest to x / y, for 0 ≤ x ≤ 2^53 y (2^24 y), x and y finite, y > 0.
#[lane_fn]
fn nearest_digit<T: Float>(x: T, y: T) -> T {
    let q = (x / y).round_ties_even();
    let r = (-q).mul_add(y, x);
    let magnitude = r.abs();
    if magnitude + magnitude > y { r - y.copysign(r) } else { r }
}

/// IEEE's remainder of magnitudes for any arguments.
#[lane_fn]
fn remainder_far<T: Float>(x: T, y: T) -> T {
    let valid = x < T::INFINITY && y > 0.0;
    let dividend = if valid { x } else { 1.0 };
    let divisor = if valid { y } else { 1.0 };
    let (r, m, unit) = long_division(dividend, divisor);
    let magnitude = r.abs();
    let nearest = if magnitude + magnitude > m { r - m.copysign(r) } else { r };
    let rest = nearest * unit;
    let number = if y == T::INFINITY { x } else { rest };
    if valid { number } else { T::NAN }
}

/// x − n y with n the integer nearest to x / y, the even one of two, exactly, as IEEE 754's and C's `remainder`.
///
/// NumPy's `remainder` is [`ops::remainder`](fn@crate::ops::remainder). The magnitude is at most |y| / 2. remainder(x,
/// ±∞) is x for a finite x; NaN for x = ±∞, for y = ±0 and where either is NaN. A zero has the sign of x.
#[ufunc]
pub fn remainder<T: Float>(x: T, y: T) -> T {
    let ax = x.abs();
    let ay = y.abs();
    let mut r = nearest_digit(ax, ay);
    if !is_near(ax, ay) {
        r = remainder_far(ax, ay);
    }
    let one: T = 1.0;
    r * one.copysign(x)
}

/// The remainder that is not negative, as [`f64::rem_euclid`] to the bit: fmod(x, y), and |y| added where that is
/// negative.
///
/// The sum is rounded, so that a small negative x gives |y| itself. A zero has the sign of x. NaN as for
/// [`fmod`](fn@fmod).
#[ufunc]
pub fn rem_euclid<T: Float>(x: T, y: T) -> T {
    let r = fmod(x, y);
    if r < 0.0 { r + y.abs() } else { r }
}

/// The remainder of a division rounded down, with the sign of y, as NumPy's `remainder` and Python's `%`.
///
/// fmod(x, y), and y added where the signs differ; that sum is rounded once. A zero has the sign of y. floor_mod(x,
/// ±∞) is x, or ±∞ where the signs differ. NaN as for [`fmod`](fn@fmod).
#[ufunc]
pub(crate) fn floor_mod<T: Float>(x: T, y: T) -> T {
    let r = fmod(x, y);
    let zero: T = 0.0;
    let moved = if (r < 0.0) == (y < 0.0) { r } else { r + y };
    if r == 0.0 { zero.copysign(y) } else { moved }
}

/// The integer x / y rounded down, or up, and then once to the nearest float, for magnitudes with x / y > 2^53 (2^24).
///
/// The quotient is rounded to q from x / y itself. That differs from the rounding of the integer only where the
/// integer lies halfway between q and a neighbour, x / y on q's side of it, and the neighbour is the even one.
#[lane_fn]
fn large_quotient<T: Float>(x: T, y: T, up: bool) -> T {
    let r = many_digits(x, y);
    let q = x / y;
    let power = T::from_bits(q.to_bits() & T::INFINITY.to_bits());
    let half = power * (0.5 * T::EPSILON);
    // With F the quotient rounded down, x = F y + r. F = q − half makes d + half y = r, F + 1 = q + half makes
    // d − half y = r − y; otherwise they differ by a multiple of y, of which rounding leaves some.
    let d = (-q).mul_add(y, x);
    let odd = q.to_bits() & 1 != 0 && r != 0.0;
    let above = odd && !up && half.mul_add(y, d) == r;
    let below = odd && up && (-half).mul_add(y, d) == r - y;
    let lower = if above { q - (half + half) } else { q };
    if below { q + (half + half) } else { lower }
}

/// The quotient rounded down where |x / y| is above 2^53 (2^24), y is zero, or x or y is infinite or NaN.
#[lane_fn]
fn floor_divide_far<T: Float>(x: T, y: T) -> T {
    let ax = x.abs();
    let ay = y.abs();
    let valid = ax < T::INFINITY && ay > 0.0 && ay < T::INFINITY;
    let dividend = if valid { ax } else { 1.0 };
    let divisor = if valid { ay } else { 1.0 };
    let differ = x.is_sign_negative() != y.is_sign_negative();
    let magnitude = large_quotient(dividend, divisor, differ);
    let finite = if differ { -magnitude } else { magnitude };
    let below_zero = differ && x != 0.0 && ax < T::INFINITY && ay == T::INFINITY;
    let limit = if below_zero { -1.0 } else { x / y };
    let number = if valid { finite } else { limit };
    if ax == T::INFINITY && y != 0.0 { T::NAN } else { number }
}

/// The quotient x / y rounded down to an integer, as NumPy's `floor_divide` and Python's `//`; (x − floor_mod(x, y)) /
/// y.
///
/// Rounded once, from the exact integer: below 2^53 (2^24 for `f32`) it is that integer, also where NumPy's is off by
/// one in the last place. A zero has the sign of x / y. A finite x divided by ±∞ gives ±0, or −1 where the signs
/// differ; x / ±0 is ±∞, or NaN for x = ±0; x = ±∞ gives NaN but by ±0.
#[ufunc]
pub(crate) fn floor_divide<T: Float>(x: T, y: T) -> T {
    let ax = x.abs();
    let ay = y.abs();
    let q = (ax / ay).trunc();
    let r = (-q).mul_add(ay, ax);
    let down = if r < 0.0 { q - 1.0 } else { q };
    let up = if r > 0.0 { q + 1.0 } else { q };
    let differ = x.is_sign_negative() != y.is_sign_negative();
    let mut result = if differ { -up } else { down };
    if !is_near(ax, ay) {
        result = floor_divide_far(x, y);
    }
    result
}
