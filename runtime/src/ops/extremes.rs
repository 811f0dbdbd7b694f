//! The larger and the smaller of two.

use crate::kernel::Number;
use crate::math::extremes;
use ufunc_macros::ufunc;

/// The larger one; NaN if either is. +0 is larger than −0.
#[ufunc(reduce, identity = <T as Number>::LEAST)]
pub fn maximum<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            extremes::maximum(x as f32, y as f32) as T
        } else {
            extremes::maximum(x as f64, y as f64) as T
        }
    } else if x > y {
        x
    } else {
        y
    }
}

/// The smaller one; NaN if either is. −0 is smaller than +0.
#[ufunc(reduce, identity = <T as Number>::GREATEST)]
pub fn minimum<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            extremes::minimum(x as f32, y as f32) as T
        } else {
            extremes::minimum(x as f64, y as f64) as T
        }
    } else if x < y {
        x
    } else {
        y
    }
}

/// The larger one; the other one if one is NaN. +0 is larger than −0.
#[ufunc(reduce, identity = <T as Number>::LEAST)]
pub fn fmax<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            extremes::fmax(x as f32, y as f32) as T
        } else {
            extremes::fmax(x as f64, y as f64) as T
        }
    } else if x > y {
        x
    } else {
        y
    }
}

/// The smaller one; the other one if one is NaN. −0 is smaller than +0.
#[ufunc(reduce, identity = <T as Number>::GREATEST)]
pub fn fmin<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT {
        if size_of::<T>() == 4 {
            extremes::fmin(x as f32, y as f32) as T
        } else {
            extremes::fmin(x as f64, y as f64) as T
        }
    } else if x < y {
        x
    } else {
        y
    }
}

/// x, but at least `low` and at most `high`: `minimum(high, maximum(x, low))`. NaN if any is.
///
/// ```
/// assert_eq!(ufunc::ops::clip(&[-2.0, 0.5, 7.0], 0.0, 1.0), [0.0, 0.5, 1.0]);
/// ```
#[ufunc]
pub fn clip<T: Number>(x: T, low: T, high: T) -> T {
    minimum(high, maximum(x, low))
}
