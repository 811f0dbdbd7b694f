//! `stencils` on arrays of `ndarray`: adi, heat-3d, jacobi-2d.

use ndarray::{Array2, Array3, ArrayView2, ArrayViewMut2, s};
use ufunc_tests::{check_loops, loops};

use crate::data::{cube, matrix};

loops! {
    /// One sweep from a view into a view, whatever their strides.
    #[parallel]
    pub(super) fn sweep(from: ArrayView2<'_, f64>, mut to: ArrayViewMut2<'_, f64>) {
        let (rows, columns) = from.dim();
        for i in 1..rows - 1 {
            for j in 1..columns - 1 {
                to[[i, j]] = 0.2
                    * (from[[i, j]]
                        + from[[i, j - 1]]
                        + from[[i, j + 1]]
                        + from[[i + 1, j]]
                        + from[[i - 1, j]]);
            }
        }
    }

    pub(super) fn jacobi_2d(steps: usize, a: &mut Array2<f64>, b: &mut Array2<f64>) {
        for _ in 0..steps {
            sweep(a.view(), b.view_mut());
            sweep(b.view(), a.view_mut());
        }
    }

    /// The same on every second column, seen transposed.
    pub(super) fn jacobi_2d_strided(steps: usize, a: &mut Array2<f64>, b: &mut Array2<f64>) {
        for _ in 0..steps {
            sweep(a.slice(s![.., ..;2]).reversed_axes(), b.slice_mut(s![.., ..;2]).reversed_axes());
            sweep(b.slice(s![.., ..;2]).reversed_axes(), a.slice_mut(s![.., ..;2]).reversed_axes());
        }
    }

    #[parallel(collapse(2))]
    pub(super) fn heat_3d_step(from: &Array3<f64>, to: &mut Array3<f64>) {
        let n = from.shape()[0];
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                for k in 1..n - 1 {
                    to[[i, j, k]] = 0.125
                        * (from[[i + 1, j, k]] - 2.0 * from[[i, j, k]] + from[[i - 1, j, k]])
                        + 0.125 * (from[[i, j + 1, k]] - 2.0 * from[[i, j, k]] + from[[i, j - 1, k]])
                        + 0.125 * (from[[i, j, k + 1]] - 2.0 * from[[i, j, k]] + from[[i, j, k - 1]])
                        + from[[i, j, k]];
                }
            }
        }
    }

    pub(super) fn heat_3d(steps: usize, a: &mut Array3<f64>, b: &mut Array3<f64>) {
        for _ in 0..steps {
            heat_3d_step(a, b);
            heat_3d_step(b, a);
        }
    }

    /// Alternating directions: a tridiagonal system for each column, then one for each row.
    #[parallel]
    pub(super) fn adi(
        steps: usize,
        u: &mut Array2<f64>,
        v: &mut Array2<f64>,
        p: &mut Array2<f64>,
        q: &mut Array2<f64>,
    ) {
        let n = u.nrows();
        let h: f64 = 1.0 / n as f64;
        let dt: f64 = 1.0 / steps as f64;
        let mul1: f64 = 2.0 * dt / (h * h);
        let mul2: f64 = dt / (h * h);
        let (a, b, c) = (-mul1 / 2.0, 1.0 + mul1, -mul1 / 2.0);
        let (d, e, f) = (-mul2 / 2.0, 1.0 + mul2, -mul2 / 2.0);
        #[omp(serial)]
        for _ in 1..=steps {
            for i in 1..n - 1 {
                v[[0, i]] = 1.0;
                p[[i, 0]] = 0.0;
                q[[i, 0]] = 1.0;
                for j in 1..n - 1 {
                    p[[i, j]] = -c / (a * p[[i, j - 1]] + b);
                    q[[i, j]] = (-d * u[[j, i - 1]] + (1.0 + 2.0 * d) * u[[j, i]]
                        - f * u[[j, i + 1]]
                        - a * q[[i, j - 1]])
                        / (a * p[[i, j - 1]] + b);
                }
                v[[n - 1, i]] = 1.0;
                for j in (1..n - 1).rev() {
                    v[[j, i]] = p[[i, j]] * v[[j + 1, i]] + q[[i, j]];
                }
            }
            for i in 1..n - 1 {
                u[[i, 0]] = 1.0;
                p[[i, 0]] = 0.0;
                q[[i, 0]] = 1.0;
                for j in 1..n - 1 {
                    p[[i, j]] = -f / (d * p[[i, j - 1]] + e);
                    q[[i, j]] = (-a * v[[i - 1, j]] + (1.0 + 2.0 * a) * v[[i, j]]
                        - c * v[[i + 1, j]]
                        - d * q[[i, j - 1]])
                        / (d * p[[i, j - 1]] + e);
                }
                u[[i, n - 1]] = 1.0;
                for j in (1..n - 1).rev() {
                    u[[i, j]] = p[[i, j]] * u[[i, j + 1]] + q[[i, j]];
                }
            }
        }
    }
}

#[test]
fn jacobi_2d() {
    for (rows, columns) in [(1, 1), (3, 3), (37, 23)] {
        let (a, b) = (matrix(1, rows, columns), matrix(2, rows, columns));
        check_loops!(jacobi_2d(3; a, b));
        check_loops!(jacobi_2d_strided(2; a, b));
    }
}

#[test]
fn heat_3d() {
    for n in [2, 3, 13] {
        let (a, b) = (cube(1, n), cube(2, n));
        check_loops!(heat_3d(2; a, b));
    }
}

#[test]
fn adi() {
    for n in [2, 3, 29] {
        let [u, v, p, q] = [1, 2, 3, 4].map(|seed| matrix(seed, n, n));
        check_loops!(adi(3; u, v, p, q));
    }
}
