//! `linear-algebra/blas`: gemm, gemver, gesummv, symm, syr2k, syrk, trmm.

use ndarray::{Array2, ArrayView2};
use ufunc_tests::{check_loops, loops};

use crate::data::{matrix, vector};

loops! {
    /// C := alpha A B + beta C.
    #[parallel]
    pub(super) fn gemm(
        ni: usize,
        nj: usize,
        nk: usize,
        alpha: f64,
        beta: f64,
        a: &[f64],
        b: &[f64],
        c: &mut [f64],
    ) {
        for i in 0..ni {
            for j in 0..nj {
                c[i * nj + j] *= beta;
            }
            for k in 0..nk {
                for j in 0..nj {
                    c[i * nj + j] += alpha * a[i * nk + k] * b[k * nj + j];
                }
            }
        }
    }

    /// The same with a product of rows and columns for each element, on arrays.
    #[parallel(collapse(2))]
    pub(super) fn gemm_of_arrays(
        alpha: f64,
        beta: f64,
        a: &Array2<f64>,
        b: ArrayView2<'_, f64>,
        c: &mut Array2<f64>,
    ) {
        for i in 0..c.nrows() {
            for j in 0..c.ncols() {
                let mut sum = 0.0;
                for k in 0..a.ncols() {
                    sum += a[[i, k]] * b[[k, j]];
                }
                c[[i, j]] = alpha * sum + beta * c[[i, j]];
            }
        }
    }

    /// A := A + u1 v1' + u2 v2', x := beta A' y + z, w := alpha A x.
    #[parallel]
    pub(super) fn gemver(
        n: usize,
        alpha: f64,
        beta: f64,
        u1: &[f64],
        v1: &[f64],
        u2: &[f64],
        v2: &[f64],
        y: &[f64],
        z: &[f64],
        a: &mut [f64],
        x: &mut [f64],
        w: &mut [f64],
    ) {
        for i in 0..n {
            for j in 0..n {
                a[i * n + j] = a[i * n + j] + u1[i] * v1[j] + u2[i] * v2[j];
            }
        }
        for i in 0..n {
            for j in 0..n {
                x[i] = x[i] + beta * a[j * n + i] * y[j];
            }
        }
        for i in 0..n {
            x[i] = x[i] + z[i];
        }
        for i in 0..n {
            for j in 0..n {
                w[i] = w[i] + alpha * a[i * n + j] * x[j];
            }
        }
    }

    /// y := alpha A x + beta B x.
    #[parallel(schedule(dynamic, 3))]
    pub(super) fn gesummv(
        n: usize,
        alpha: f64,
        beta: f64,
        a: &[f64],
        b: &[f64],
        x: &[f64],
        tmp: &mut [f64],
        y: &mut [f64],
    ) {
        for i in 0..n {
            tmp[i] = 0.0;
            y[i] = 0.0;
            for j in 0..n {
                tmp[i] = a[i * n + j] * x[j] + tmp[i];
                y[i] = b[i * n + j] * x[j] + y[i];
            }
            y[i] = alpha * tmp[i] + beta * y[i];
        }
    }

    /// C := alpha A B + beta C for a symmetric A of which the lower triangle is stored. Columns are independent.
    #[parallel]
    pub(super) fn symm(alpha: f64, beta: f64, a: ArrayView2<f64>, b: ArrayView2<f64>, c: &mut Array2<f64>) {
        for j in 0..c.ncols() {
            for i in 0..c.nrows() {
                let mut sum = 0.0;
                for k in 0..i {
                    c[[k, j]] += alpha * b[[i, j]] * a[[i, k]];
                    sum += b[[k, j]] * a[[i, k]];
                }
                c[[i, j]] = beta * c[[i, j]] + alpha * b[[i, j]] * a[[i, i]] + alpha * sum;
            }
        }
    }

    /// The lower triangle of C := alpha A B' + alpha B A' + beta C.
    #[parallel(schedule(guided))]
    pub(super) fn syr2k(n: usize, m: usize, alpha: f64, beta: f64, a: &[f64], b: &[f64], c: &mut [f64]) {
        for i in 0..n {
            for j in 0..=i {
                c[i * n + j] *= beta;
            }
            for k in 0..m {
                for j in 0..=i {
                    c[i * n + j] += a[j * m + k] * alpha * b[i * m + k] + b[j * m + k] * alpha * a[i * m + k];
                }
            }
        }
    }

    /// The lower triangle of C := alpha A A' + beta C.
    #[parallel(schedule(dynamic))]
    pub(super) fn syrk(n: usize, m: usize, alpha: f64, beta: f64, a: &[f64], c: &mut [f64]) {
        for i in 0..n {
            for j in 0..i + 1 {
                c[i * n + j] *= beta;
            }
            for k in 0..m {
                for j in 0..i + 1 {
                    c[i * n + j] += alpha * a[i * m + k] * a[j * m + k];
                }
            }
        }
    }

    /// B := alpha A' B for a unit lower triangular A. Columns are independent.
    #[parallel]
    pub(super) fn trmm(alpha: f64, a: ArrayView2<f64>, b: &mut Array2<f64>) {
        let (m, n) = b.dim();
        for j in 0..n {
            for i in 0..m {
                for k in i + 1..m {
                    b[[i, j]] += a[[k, i]] * b[[k, j]];
                }
                b[[i, j]] = alpha * b[[i, j]];
            }
        }
    }
}

#[test]
fn gemm() {
    for (ni, nj, nk) in [(0, 3, 3), (1, 1, 1), (5, 0, 3), (23, 29, 31), (67, 5, 1)] {
        let (a, b, c) = (vector(1, ni * nk), vector(2, nk * nj), vector(3, ni * nj));
        check_loops!(gemm(ni, nj, nk, 1.5, 1.2, &a, &b; c));
    }
}

#[test]
fn gemm_of_arrays() {
    let (a, b, c) = (matrix(1, 19, 23), matrix(2, 23, 33), matrix(3, 19, 33));
    check_loops!(gemm_of_arrays(1.5, 1.2, &a, b.view(); c));
    let (transposed, columns) = (matrix(2, 33, 23).reversed_axes(), matrix(3, 33, 19).reversed_axes());
    check_loops!(gemm_of_arrays(1.5, 1.2, &a, transposed.view(); columns));
}

#[test]
fn gemver() {
    for n in [0, 1, 2, 37] {
        let vectors = [1, 2, 3, 4, 5, 6].map(|seed| vector(seed, n));
        let [u1, v1, u2, v2, y, z] = &vectors;
        let (a, x, w) = (vector(7, n * n), vec![0.0; n], vec![0.0; n]);
        check_loops!(gemver(n, 1.5, 1.2, u1, v1, u2, v2, y, z; a, x, w));
    }
}

#[test]
fn gesummv() {
    for n in [0, 1, 2, 41] {
        let (a, b, x) = (vector(1, n * n), vector(2, n * n), vector(3, n));
        let (tmp, y) = (vec![9.0; n], vec![9.0; n]);
        check_loops!(gesummv(n, 1.5, 1.2, &a, &b, &x; tmp, y));
    }
}

#[test]
fn symm() {
    for (m, n) in [(1, 1), (23, 31), (31, 7)] {
        let (a, b, c) = (matrix(1, m, m), matrix(2, m, n), matrix(3, m, n));
        check_loops!(symm(1.5, 1.2, a.view(), b.view(); c));
    }
}

#[test]
fn syr2k() {
    for (n, m) in [(0, 2), (1, 1), (35, 19)] {
        let (a, b, c) = (vector(1, n * m), vector(2, n * m), vector(3, n * n));
        check_loops!(syr2k(n, m, 1.5, 1.2, &a, &b; c));
    }
}

#[test]
fn syrk() {
    for (n, m) in [(0, 2), (1, 1), (35, 19)] {
        let (a, c) = (vector(1, n * m), vector(3, n * n));
        check_loops!(syrk(n, m, 1.5, 1.2, &a; c));
    }
}

#[test]
fn trmm() {
    for (m, n) in [(1, 1), (23, 31), (31, 7)] {
        let (a, b) = (matrix(1, m, m), matrix(2, m, n));
        check_loops!(trmm(1.5, a.view(); b));
    }
}
