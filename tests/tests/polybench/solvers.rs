//! `linear-algebra/solvers`: the updates of cholesky, gramschmidt and lu, whose outer loop goes from step to step.

use ndarray::Array2;
use ufunc_tests::{Tolerance, check_loops, loops};

use crate::data::{dominant, matrix};

loops! {
    /// The lower triangle becomes the Cholesky factor. The pivot's column is read by all rows, so it is copied.
    #[parallel(schedule(guided))]
    pub(super) fn cholesky(n: usize, a: &mut [f64]) {
        let mut column = vec![0.0; n];
        #[omp(serial)]
        for k in 0..n {
            a[k * n + k] = a[k * n + k].sqrt();
            let pivot = a[k * n + k];
            for i in k + 1..n {
                a[i * n + k] /= pivot;
                column[i] = a[i * n + k];
            }
            for i in k + 1..n {
                let left: f64 = column[i];
                for j in k + 1..i + 1 {
                    a[i * n + j] -= left * column[j];
                }
            }
        }
    }

    /// A = Q R with orthonormal columns in Q, by the modified method of Gram and Schmidt.
    #[parallel]
    pub(super) fn gramschmidt(a: &mut Array2<f64>, r: &mut Array2<f64>, q: &mut Array2<f64>) {
        let (m, n) = a.dim();
        #[omp(serial)]
        for k in 0..n {
            let mut norm: f64 = 0.0;
            #[omp(reduction(+: norm))]
            for i in 0..m {
                norm += a[[i, k]] * a[[i, k]];
            }
            let length = norm.sqrt();
            r[[k, k]] = length;
            for i in 0..m {
                q[[i, k]] = a[[i, k]] / length;
            }
            for j in k + 1..n {
                r[[k, j]] = 0.0;
                for i in 0..m {
                    r[[k, j]] += q[[i, k]] * a[[i, j]];
                }
                for i in 0..m {
                    a[[i, j]] = a[[i, j]] - q[[i, k]] * r[[k, j]];
                }
            }
        }
    }

    /// A becomes its factors L (with a unit diagonal) and U. The pivot's row lies above those that change.
    #[parallel]
    pub(super) fn lu(n: usize, a: &mut [f64]) {
        #[omp(serial)]
        for k in 0..n {
            let (above, below) = a.split_at_mut((k + 1) * n);
            let pivot: &[f64] = &above[k * n..];
            for i in 0..n - k - 1 {
                below[i * n + k] /= pivot[k];
                for j in k + 1..n {
                    below[i * n + j] -= below[i * n + k] * pivot[j];
                }
            }
        }
    }
}

#[test]
fn cholesky() {
    for n in [0, 1, 2, 33] {
        let a = dominant(1, n);
        check_loops!(cholesky(n; a));
    }
}

#[test]
fn gramschmidt() {
    for (m, n) in [(1, 1), (41, 13)] {
        let mut a = matrix(1, m, n);
        // Columns that are far from each other, so that little is lost in the differences.
        (0..n).for_each(|j| a[[j, j]] += 50.0);
        let (r, q) = (Array2::zeros((n, n)), Array2::zeros((m, n)));
        check_loops!(gramschmidt(; a, r, q), Tolerance::ulps(1).or_absolute(1e-10));
    }
}

#[test]
fn lu() {
    for n in [0, 1, 2, 33] {
        let a = dominant(1, n);
        check_loops!(lu(n; a));
    }
}
