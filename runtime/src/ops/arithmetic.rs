//! Sums, products, quotients and powers.

use crate::kernel::Number;
use crate::math;
use ufunc_macros::{lane_fn, ufunc};

/// x + y.
///
/// ```
/// use ufunc::ops;
///
/// assert_eq!(ops::add(&[1, 2, 3], 10), [11, 12, 13]);
/// assert_eq!(ops::add::reduce(&[1.5, 2.5]), 4.0);
/// assert_eq!(ops::add::accumulate(&[1_u64, 2, 3]), [1, 3, 6]);
/// ```
#[ufunc(reduce, identity = 0 as T, wrapping)]
pub fn add<T: Number>(x: T, y: T) -> T {
    x + y
}

/// x − y.
#[ufunc(wrapping)]
pub fn subtract<T: Number>(x: T, y: T) -> T {
    x - y
}

/// x · y.
#[ufunc(reduce, identity = 1 as T, wrapping)]
pub fn multiply<T: Number>(x: T, y: T) -> T {
    x * y
}

/// The quotient x / y of floats, NumPy's `divide` and `true_divide`.
#[ufunc]
pub fn divide<T: Float>(x: T, y: T) -> T {
    x / y
}

/// The largest integer that is not above x / y, Python's `//`; see [`remainder()`].
///
/// # Panics
/// If an integer y is 0.
#[ufunc(wrapping)]
pub fn floor_divide<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            math::remainders::floor_divide(x as f32, y as f32) as T
        } else {
            math::remainders::floor_divide(x as f64, y as f64) as T
        }
    } else {
        let (quotient, _) = floor_parts(x, y);
        quotient
    }
}

/// x − y · `floor_divide(x, y)`, with the sign of y: Python's `%`, NumPy's `remainder` and `mod`.
///
/// ```
/// use ufunc::ops;
///
/// assert_eq!(ops::remainder(&[7, -7, 7, -7], &[3, 3, -3, -3]), [1, 2, -2, -1]);
/// ```
///
/// # Panics
/// If an integer y is 0.
#[ufunc(wrapping)]
pub fn remainder<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            math::remainders::floor_mod(x as f32, y as f32) as T
        } else {
            math::remainders::floor_mod(x as f64, y as f64) as T
        }
    } else {
        let (_, rest) = floor_parts(x, y);
        rest
    }
}

/// Both [`floor_divide()`] and [`remainder()`].
///
/// # Panics
/// If an integer y is 0.
#[ufunc(wrapping)]
pub fn divmod<T: Number>(x: T, y: T) -> (T, T) {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            (
                math::remainders::floor_divide(x as f32, y as f32) as T,
                math::remainders::floor_mod(x as f32, y as f32) as T,
            )
        } else {
            (
                math::remainders::floor_divide(x as f64, y as f64) as T,
                math::remainders::floor_mod(x as f64, y as f64) as T,
            )
        }
    } else {
        floor_parts(x, y)
    }
}

/// Quotient and rest of integers, the quotient rounded down. The least integer over −1 wraps.
#[lane_fn(wrapping)]
fn floor_parts<T: Number>(x: T, y: T) -> (T, T) {
    let zero = 0 as T;
    let one = 1 as T;
    let flips = y < zero && y + one == zero;
    let divisor = if flips { one } else { y };
    let quotient = x / divisor;
    let rest = x - quotient * divisor;
    let down = rest != zero && (rest < zero) != (divisor < zero);
    let floor = if down { quotient - one } else { quotient };
    (if flips { zero - x } else { floor }, if down { rest + divisor } else { rest })
}

/// x^y: of floats as [`math::pow`](crate::math::pow()); of integers the product that wraps.
///
/// # Panics
/// If an integer y is negative.
#[ufunc(wrapping)]
pub fn power<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            math::pow(x as f32, y as f32) as T
        } else {
            math::pow(x as f64, y as f64) as T
        }
    } else {
        integer_power(x, y)
    }
}

#[lane_fn(wrapping)]
fn integer_power<T: Number>(x: T, y: T) -> T {
    assert!(y >= 0 as T, "integers to negative integer powers are not allowed");
    let two = 2 as T;
    let mut base = x;
    let mut left = y;
    let mut product = 1 as T;
    while left > 0 as T {
        if left % two != 0 as T {
            product *= base;
        }
        base = base * base;
        left /= two;
    }
    product
}

/// −x; unsigned integers wrap.
#[ufunc(wrapping)]
pub fn negative<T: Number>(x: T) -> T {
    // −0 − x keeps the sign of a zero right.
    (-0.0 as T) - x
}

/// x itself.
#[ufunc]
pub fn positive<T: Number>(x: T) -> T {
    x
}

/// |x|; the least signed integer stays what it is.
#[ufunc(wrapping)]
pub fn absolute<T: Number>(x: T) -> T {
    let zero = 0 as T;
    if x > zero { x } else { zero - x }
}

/// −1, 0 or 1 by the sign of x; 0 for zeros of both signs, NaN for NaN.
#[ufunc(wrapping)]
pub fn sign<T: Number>(x: T) -> T {
    let zero = 0 as T;
    let one = 1 as T;
    let above = if x > zero { one } else { zero };
    let below = if x < zero { one } else { zero };
    if x != x { x } else { above - below }
}

/// x².
#[ufunc(wrapping)]
pub fn square<T: Number>(x: T) -> T {
    x * x
}

/// 1 / x of floats.
#[ufunc]
pub fn reciprocal<T: Float>(x: T) -> T {
    1.0 / x
}
