//! `linear-algebra/kernels`: 2mm, 3mm, atax, bicg, doitgen, mvt.

use ufunc_tests::{Tolerance, check_loops, loops};

use crate::data::vector;

loops! {
    /// D := alpha A B C + beta D.
    #[parallel]
    pub(super) fn two_products(
        ni: usize,
        nj: usize,
        nk: usize,
        nl: usize,
        alpha: f64,
        beta: f64,
        a: &[f64],
        b: &[f64],
        c: &[f64],
        tmp: &mut [f64],
        d: &mut [f64],
    ) {
        for i in 0..ni {
            for j in 0..nj {
                tmp[i * nj + j] = 0.0;
                for k in 0..nk {
                    tmp[i * nj + j] += alpha * a[i * nk + k] * b[k * nj + j];
                }
            }
        }
        for i in 0..ni {
            for j in 0..nl {
                d[i * nl + j] *= beta;
                for k in 0..nj {
                    d[i * nl + j] += tmp[i * nj + k] * c[k * nl + j];
                }
            }
        }
    }

    /// G := (A B) (C D), with the products in vectors of its own.
    #[parallel]
    pub(super) fn three_products(n: [usize; 5], a: &[f64], b: &[f64], c: &[f64], d: &[f64]) -> Vec<f64> {
        let (ni, nj, nk, nl, nm) = (n[0], n[1], n[2], n[3], n[4]);
        let mut e = vec![0.0; ni * nj];
        let mut f = vec![0.0; nj * nl];
        let mut g = vec![0.0; ni * nl];
        #[omp(collapse(2))]
        for i in 0..ni {
            for j in 0..nj {
                for k in 0..nk {
                    e[i * nj + j] += a[i * nk + k] * b[k * nj + j];
                }
            }
        }
        #[omp(collapse(2))]
        for i in 0..nj {
            for j in 0..nl {
                for k in 0..nm {
                    f[i * nl + j] += c[i * nm + k] * d[k * nl + j];
                }
            }
        }
        #[omp(collapse(2))]
        for i in 0..ni {
            for j in 0..nl {
                for k in 0..nj {
                    g[i * nl + j] += e[i * nj + k] * f[k * nl + j];
                }
            }
        }
        g
    }

    /// y := A' (A x), column by column.
    #[parallel]
    pub(super) fn atax(m: usize, n: usize, a: &[f64], x: &[f64], tmp: &mut [f64], y: &mut [f64]) {
        for i in 0..m {
            let mut sum = 0.0;
            for j in 0..n {
                sum += a[i * n + j] * x[j];
            }
            tmp[i] = sum;
        }
        for j in 0..n {
            let mut sum = 0.0;
            for i in 0..m {
                sum += a[i * n + j] * tmp[i];
            }
            y[j] = sum;
        }
    }

    /// The same in one loop, as PolyBench has it: y is the sum of all rows' shares.
    #[parallel(reduction(+: y[..]))]
    pub(super) fn atax_by_rows(m: usize, n: usize, a: &[f64], x: &[f64], y: &mut [f64]) {
        for i in 0..m {
            let mut sum = 0.0;
            for j in 0..n {
                sum += a[i * n + j] * x[j];
            }
            for j in 0..n {
                y[j] += a[i * n + j] * sum;
            }
        }
    }

    /// s := A' r, q := A p.
    #[parallel(reduction(+: s[..]))]
    pub(super) fn bicg(n: usize, m: usize, a: &[f64], p: &[f64], r: &[f64], s: &mut [f64], q: &mut [f64]) {
        for i in 0..n {
            q[i] = 0.0;
            for j in 0..m {
                s[j] += r[i] * a[i * m + j];
                q[i] += a[i * m + j] * p[j];
            }
        }
    }

    /// A[r][q] := A[r][q] C4 for each pair r, q, with a vector of its own in each iteration.
    #[parallel]
    pub(super) fn doitgen(nr: usize, nq: usize, np: usize, c4: &[f64], a: &mut [f64]) {
        for r in 0..nr {
            let mut sum = vec![0.0; np];
            for q in 0..nq {
                for p in 0..np {
                    sum[p] = 0.0;
                    for s in 0..np {
                        sum[p] += a[(r * nq + q) * np + s] * c4[s * np + p];
                    }
                }
                for p in 0..np {
                    a[(r * nq + q) * np + p] = sum[p];
                }
            }
        }
    }

    /// The same with r and q in one loop, into another array.
    #[parallel]
    pub(super) fn doitgen_collapsed(nr: usize, nq: usize, np: usize, a: &[f64], c4: &[f64], out: &mut [f64]) {
        #[omp(collapse(2))]
        for r in 0..nr {
            for q in 0..nq {
                for p in 0..np {
                    let mut sum = 0.0;
                    for s in 0..np {
                        sum += a[(r * nq + q) * np + s] * c4[s * np + p];
                    }
                    out[(r * nq + q) * np + p] = sum;
                }
            }
        }
    }

    /// x1 := x1 + A y1, x2 := x2 + A' y2.
    #[parallel]
    pub(super) fn mvt(n: usize, a: &[f64], y1: &[f64], y2: &[f64], x1: &mut [f64], x2: &mut [f64]) {
        for i in 0..n {
            for j in 0..n {
                x1[i] = x1[i] + a[i * n + j] * y1[j];
            }
        }
        #[omp(schedule(static, 5))]
        for i in 0..n {
            for j in 0..n {
                x2[i] = x2[i] + a[j * n + i] * y2[j];
            }
        }
    }
}

#[test]
fn two_products() {
    for [ni, nj, nk, nl] in [[1, 1, 1, 1], [3, 0, 2, 4], [17, 19, 23, 29]] {
        let (a, b, c) = (vector(1, ni * nk), vector(2, nk * nj), vector(3, nj * nl));
        let (tmp, d) = (vec![7.0; ni * nj], vector(4, ni * nl));
        check_loops!(two_products(ni, nj, nk, nl, 1.5, 1.2, &a, &b, &c; tmp, d));
    }
}

#[test]
fn three_products() {
    let n = [13, 17, 19, 23, 11];
    let (a, b) = (vector(1, n[0] * n[2]), vector(2, n[2] * n[1]));
    let (c, d) = (vector(3, n[1] * n[4]), vector(4, n[4] * n[3]));
    check_loops!(three_products(n, &a, &b, &c, &d));
}

#[test]
fn atax() {
    for (m, n) in [(0, 0), (1, 5), (37, 43)] {
        let (a, x) = (vector(1, m * n), vector(2, n));
        let (tmp, y) = (vec![9.0; m], vec![9.0; n]);
        check_loops!(atax(m, n, &a, &x; tmp, y));
    }
}

#[test]
fn atax_by_rows() {
    for (m, n) in [(0, 3), (1, 5), (37, 43), (1500, 3)] {
        let (a, x, y) = (vector(1, m * n), vector(2, n), vec![0.0; n]);
        // All terms are positive: m additions in any order lie within m roundings of the sum.
        check_loops!(atax_by_rows(m, n, &a, &x; y), Tolerance::ulps(2 * m as u64));
    }
}

#[test]
fn bicg() {
    for (n, m) in [(0, 3), (1, 5), (37, 43), (1500, 3)] {
        let (a, p, r) = (vector(1, n * m), vector(2, m), vector(3, n));
        let (s, q) = (vec![0.0; m], vec![9.0; n]);
        check_loops!(bicg(n, m, &a, &p, &r; s, q), Tolerance::ulps(2 * n as u64));
    }
}

#[test]
fn doitgen() {
    for [nr, nq, np] in [[0, 1, 1], [1, 1, 1], [7, 11, 13]] {
        let (c4, a) = (vector(1, np * np), vector(2, nr * nq * np));
        check_loops!(doitgen(nr, nq, np, &c4; a));
        let out = vec![9.0; nr * nq * np];
        check_loops!(doitgen_collapsed(nr, nq, np, &a, &c4; out));
    }
}

#[test]
fn mvt() {
    for n in [0, 1, 2, 47] {
        let (a, y1, y2) = (vector(1, n * n), vector(2, n), vector(3, n));
        let (x1, x2) = (vector(4, n), vector(5, n));
        check_loops!(mvt(n, &a, &y1, &y2; x1, x2));
    }
}
