//! Logic of `bool`s; numbers are compared first: `logical_and(not_equal(&a, 0), …)`.

use ufunc_macros::ufunc;

/// Whether both are true; `reduce` tells whether all are.
#[ufunc(reduce, identity = true)]
pub fn logical_and(x: bool, y: bool) -> bool {
    x & y
}

/// Whether one is true; `reduce` tells whether any is.
#[ufunc(reduce, identity = false)]
pub fn logical_or(x: bool, y: bool) -> bool {
    x | y
}

/// Whether exactly one is true.
#[ufunc(reduce, identity = false)]
pub fn logical_xor(x: bool, y: bool) -> bool {
    x ^ y
}

/// The opposite.
#[ufunc]
pub fn logical_not(x: bool) -> bool {
    !x
}
