//! Arguments: positive numbers about 1, so that sums of products have no cancellation.

use ndarray::{Array2, Array3};
use ufunc_tests::f64s;

/// A vector, or the rows of a matrix one behind the other.
pub(crate) fn vector(seed: u64, len: usize) -> Vec<f64> {
    let mut values = f64s(seed, 0.5, 1.5);
    values.truncate(len);
    assert_eq!(values.len(), len, "the source of numbers is long enough");
    values
}

/// A matrix.
pub(crate) fn matrix(seed: u64, rows: usize, columns: usize) -> Array2<f64> {
    Array2::from_shape_vec((rows, columns), vector(seed, rows * columns)).expect("as many numbers")
}

/// A cube.
pub(crate) fn cube(seed: u64, n: usize) -> Array3<f64> {
    Array3::from_shape_vec((n, n, n), vector(seed, n * n * n)).expect("as many numbers")
}

/// A symmetric matrix whose diagonal outweighs its rows, so that it is positive definite.
pub(crate) fn dominant(seed: u64, n: usize) -> Vec<f64> {
    let mut a = vector(seed, n * n);
    for i in 0..n {
        for j in 0..i {
            a[i * n + j] = a[j * n + i];
        }
        a[i * n + i] += 2.0 * n as f64;
    }
    a
}
