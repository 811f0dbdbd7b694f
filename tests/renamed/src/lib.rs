//! Kernels where the crate `ufunc` bears another name, and where its prelude is not imported.
#![forbid(unsafe_code)]

/// Twice the argument.
#[numeric::ufunc(crate = numeric)]
pub fn twice(x: f64) -> f64 {
    2.0 * x
}

/// Sum, also of the elements of an array.
#[numeric::ufunc(reduce, identity = 0.0, crate = ::numeric)]
pub fn plus(x: f64, y: f64) -> f64 {
    x + y
}

/// A helper with a table.
#[numeric::lane_fn(crate = numeric)]
fn look_up(table: &[f64], index: u32) -> f64 {
    table[index as usize]
}

/// One of three numbers.
#[numeric::ufunc(crate = numeric)]
pub fn pick(index: u32) -> f64 {
    look_up(&[0.5, 1.5, 2.5], index)
}

/// A kernel for both widths.
#[numeric::ufunc(crate = crate::deep::again)]
pub fn cube<T: numeric::Float>(x: T) -> T {
    x * x * x
}

/// A longer way to the same crate.
pub mod deep {
    pub use ::numeric as again;
}
