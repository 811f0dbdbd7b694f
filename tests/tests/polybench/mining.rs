//! `datamining`: correlation, covariance. Each row of the result is computed whole, instead of one triangle that is then
//! copied across, which would write other iterations' rows.

use ufunc_tests::{check_loops, loops};

use crate::data::vector;

loops! {
    /// The correlation matrix of m columns over n rows; `data` is centred and scaled.
    #[parallel]
    pub(super) fn correlation(
        m: usize,
        n: usize,
        data: &mut [f64],
        mean: &mut [f64],
        stddev: &mut [f64],
        corr: &mut [f64],
    ) {
        let rows = n as f64;
        for j in 0..m {
            mean[j] = 0.0;
            for i in 0..n {
                mean[j] += data[i * m + j];
            }
            mean[j] /= rows;
        }
        for j in 0..m {
            stddev[j] = 0.0;
            for i in 0..n {
                stddev[j] += (data[i * m + j] - mean[j]) * (data[i * m + j] - mean[j]);
            }
            stddev[j] /= rows;
            stddev[j] = stddev[j].sqrt();
            stddev[j] = if stddev[j] <= 0.1 { 1.0 } else { stddev[j] };
        }
        for i in 0..n {
            for j in 0..m {
                data[i * m + j] -= mean[j];
                data[i * m + j] /= rows.sqrt() * stddev[j];
            }
        }
        #[omp(schedule(dynamic, 2))]
        for i in 0..m {
            for j in 0..m {
                let mut sum = 0.0;
                for k in 0..n {
                    sum += data[k * m + i] * data[k * m + j];
                }
                corr[i * m + j] = if i == j { 1.0 } else { sum };
            }
        }
    }

    /// The covariance matrix of m columns over n rows; `data` is centred.
    #[parallel]
    pub(super) fn covariance(m: usize, n: usize, data: &mut [f64], mean: &mut Vec<f64>, cov: &mut [f64]) {
        for j in 0..m {
            mean[j] = 0.0;
            for i in 0..n {
                mean[j] += data[i * m + j];
            }
            mean[j] /= n as f64;
        }
        for i in 0..n {
            for j in 0..m {
                data[i * m + j] -= mean[j];
            }
        }
        for i in 0..m {
            for j in 0..m {
                cov[i * m + j] = 0.0;
                for k in 0..n {
                    cov[i * m + j] += data[k * m + i] * data[k * m + j];
                }
                cov[i * m + j] /= n as f64 - 1.0;
            }
        }
    }
}

#[test]
fn correlation() {
    for (m, n) in [(1, 2), (19, 37), (33, 5)] {
        let data = vector(1, m * n);
        let (mean, stddev, corr) = (vec![9.0; m], vec![9.0; m], vec![9.0; m * m]);
        check_loops!(correlation(m, n; data, mean, stddev, corr));
    }
}

#[test]
fn covariance() {
    for (m, n) in [(1, 2), (19, 37), (33, 5)] {
        let data = vector(1, m * n);
        let (mean, cov) = (vec![9.0; m], vec![9.0; m * m]);
        check_loops!(covariance(m, n; data, mean, cov));
    }
}
