//! `stencils` on flat slices: fdtd-2d, heat-3d, jacobi-1d, jacobi-2d.

use ufunc_tests::{check_loops, loops};

use crate::data::vector;

loops! {
    #[parallel]
    pub(super) fn jacobi_1d(steps: usize, a: &mut [f64], b: &mut [f64]) {
        let n = a.len();
        #[omp(serial)]
        for _ in 0..steps {
            for i in 1..n - 1 {
                b[i] = 0.33333 * (a[i - 1] + a[i] + a[i + 1]);
            }
            for i in 1..n - 1 {
                a[i] = 0.33333 * (b[i - 1] + b[i] + b[i + 1]);
            }
        }
    }

    /// Sweeps until nothing changes by more than `least`, or so many times; the last change.
    #[parallel(reduction(max: change))]
    pub(super) fn jacobi_1d_until(
        least: f64,
        steps: usize,
        old: &mut Vec<f64>,
        new: &mut Vec<f64>,
    ) -> (f64, usize) {
        let mut change: f64 = f64::INFINITY;
        let mut step = 0;
        while change > least && step < steps {
            change = 0.0;
            for i in 1..old.len() - 1 {
                new[i] = 0.5 * (old[i - 1] + old[i + 1]);
                change = change.max((new[i] - old[i]).abs());
            }
            std::mem::swap(old, new);
            step += 1;
        }
        (change, step)
    }

    #[parallel]
    pub(super) fn jacobi_2d(steps: usize, n: usize, a: &mut [f64], b: &mut [f64]) {
        #[omp(serial)]
        for _t in 0..steps {
            for i in 1..n - 1 {
                for j in 1..n - 1 {
                    b[i * n + j] = 0.2
                        * (a[i * n + j]
                            + a[i * n + j - 1]
                            + a[i * n + 1 + j]
                            + a[(1 + i) * n + j]
                            + a[(i - 1) * n + j]);
                }
            }
            for i in 1..n - 1 {
                for j in 1..n - 1 {
                    a[i * n + j] = 0.2
                        * (b[i * n + j]
                            + b[i * n + j - 1]
                            + b[i * n + 1 + j]
                            + b[(1 + i) * n + j]
                            + b[(i - 1) * n + j]);
                }
            }
        }
    }

    #[parallel]
    pub(super) fn heat_3d(steps: usize, n: usize, a: &mut [f64], b: &mut [f64]) {
        #[omp(serial)]
        for _ in 1..=steps {
            #[omp(collapse(2))]
            for i in 1..n - 1 {
                for j in 1..n - 1 {
                    for k in 1..n - 1 {
                        b[(i * n + j) * n + k] = 0.125
                            * (a[((i + 1) * n + j) * n + k] - 2.0 * a[(i * n + j) * n + k]
                                + a[((i - 1) * n + j) * n + k])
                            + 0.125
                                * (a[(i * n + j + 1) * n + k] - 2.0 * a[(i * n + j) * n + k]
                                    + a[(i * n + j - 1) * n + k])
                            + 0.125
                                * (a[(i * n + j) * n + k + 1] - 2.0 * a[(i * n + j) * n + k]
                                    + a[(i * n + j) * n + k - 1])
                            + a[(i * n + j) * n + k];
                    }
                }
            }
            for i in 1..n - 1 {
                for j in 1..n - 1 {
                    for k in 1..n - 1 {
                        a[(i * n + j) * n + k] = 0.125
                            * (b[((i + 1) * n + j) * n + k] - 2.0 * b[(i * n + j) * n + k]
                                + b[((i - 1) * n + j) * n + k])
                            + 0.125
                                * (b[(i * n + j + 1) * n + k] - 2.0 * b[(i * n + j) * n + k]
                                    + b[(i * n + j - 1) * n + k])
                            + 0.125
                                * (b[(i * n + j) * n + k + 1] - 2.0 * b[(i * n + j) * n + k]
                                    + b[(i * n + j) * n + k - 1])
                            + b[(i * n + j) * n + k];
                    }
                }
            }
        }
    }

    /// Finite differences of the electric and the magnetic field in time.
    #[parallel]
    pub(super) fn fdtd_2d(
        nx: usize,
        ny: usize,
        fict: &[f64],
        ex: &mut [f64],
        ey: &mut [f64],
        hz: &mut [f64],
    ) {
        #[omp(serial)]
        for t in 0..fict.len() {
            for j in 0..ny {
                ey[j] = fict[t];
            }
            for i in 1..nx {
                for j in 0..ny {
                    ey[i * ny + j] = ey[i * ny + j] - 0.5 * (hz[i * ny + j] - hz[(i - 1) * ny + j]);
                }
            }
            for i in 0..nx {
                for j in 1..ny {
                    ex[i * ny + j] = ex[i * ny + j] - 0.5 * (hz[i * ny + j] - hz[i * ny + j - 1]);
                }
            }
            for i in 0..nx - 1 {
                for j in 0..ny - 1 {
                    hz[i * ny + j] -=
                        0.7 * (ex[i * ny + j + 1] - ex[i * ny + j] + ey[(i + 1) * ny + j] - ey[i * ny + j]);
                }
            }
        }
    }
}

#[test]
fn jacobi_1d() {
    for n in [1, 2, 3, 4, 33, 1003] {
        let (a, b) = (vector(1, n), vector(2, n));
        check_loops!(jacobi_1d(3; a, b));
    }
}

#[test]
fn jacobi_1d_until() {
    for n in [3, 33, 1003] {
        let (old, new) = (vector(1, n), vector(1, n));
        check_loops!(jacobi_1d_until(1e-2, 30; old, new));
    }
}

#[test]
fn jacobi_2d() {
    for n in [1, 2, 3, 37] {
        let (a, b) = (vector(1, n * n), vector(2, n * n));
        check_loops!(jacobi_2d(3, n; a, b));
    }
}

#[test]
fn heat_3d() {
    for n in [2, 3, 13] {
        let (a, b) = (vector(1, n * n * n), vector(2, n * n * n));
        check_loops!(heat_3d(2, n; a, b));
    }
}

#[test]
fn fdtd_2d() {
    for (nx, ny) in [(1, 1), (2, 3), (23, 35)] {
        let [ex, ey, hz] = [1, 2, 3].map(|seed| vector(seed, nx * ny));
        check_loops!(fdtd_2d(nx, ny, &[0.0, 1.0, 2.0]; ex, ey, hz));
    }
}
