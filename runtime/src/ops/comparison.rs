//! Comparisons and questions about floats: `bool` results.

use ufunc_macros::ufunc;

/// x > y; false if either is NaN.
#[ufunc]
pub fn greater<T: Number>(x: T, y: T) -> bool {
    x > y
}

/// x ≥ y; false if either is NaN.
#[ufunc]
pub fn greater_equal<T: Number>(x: T, y: T) -> bool {
    x >= y
}

/// x < y; false if either is NaN.
#[ufunc]
pub fn less<T: Number>(x: T, y: T) -> bool {
    x < y
}

/// x ≤ y; false if either is NaN.
#[ufunc]
pub fn less_equal<T: Number>(x: T, y: T) -> bool {
    x <= y
}

/// x = y; false if either is NaN.
#[ufunc]
pub fn equal<T: Number>(x: T, y: T) -> bool {
    x == y
}

/// x ≠ y; true if either is NaN.
#[ufunc]
pub fn not_equal<T: Number>(x: T, y: T) -> bool {
    x != y
}

/// Whether x is NaN.
#[ufunc]
pub fn isnan<T: Float>(x: T) -> bool {
    x.is_nan()
}

/// Whether x is an infinity.
#[ufunc]
pub fn isinf<T: Float>(x: T) -> bool {
    x.is_infinite()
}

/// Whether x is neither NaN nor an infinity.
#[ufunc]
pub fn isfinite<T: Float>(x: T) -> bool {
    x.is_finite()
}

/// Whether the sign bit is set, also of −0 and NaN.
#[ufunc]
pub fn signbit<T: Float>(x: T) -> bool {
    x.is_sign_negative()
}
