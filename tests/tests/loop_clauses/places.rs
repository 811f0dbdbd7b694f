//! No clause but `parallel`: which elements, which ranges, which arrays.

use ndarray::{Array1, Array2, ArrayViewMut1, s};
use ufunc_tests::{check_loops, f64s, loops};

fn far_away(x: f64) -> f64 {
    (0..3).fold(x, |x, _| 0.5 * x + 1.0)
}

loops! {
    /// What is no kernel runs without lanes.
    #[parallel]
    pub(super) fn plain_calls(x: &[f64], out: &mut [f64]) {
        for i in 0..x.len() {
            let text = format!("{:.3}", x[i]);
            out[i] = far_away(x[i]) + text.len() as f64;
        }
    }

    #[parallel]
    pub(super) fn strided(x: &[f64], out: &mut [f64]) {
        for i in 0..x.len() {
            out[3 * i] = x[i];
            out[3 * i + 2] = -x[i];
            out[3 * i + 1] = out[3 * i] * out[3 * i + 2];
        }
    }

    #[parallel]
    pub(super) fn two_apart(x: &[f64], low: &mut [f64], high: &mut [f64]) {
        for i in 2..x.len() - 1 {
            low[i - 2] = x[i] - x[i - 1];
            high[i + 1] = if i % 3 == 0 { low[i - 2] } else { x[i + 1] };
        }
    }

    #[parallel]
    pub(super) fn ranges(x: &[f64], a: &mut [f64], b: &mut [f64], c: &mut [f64], d: &mut [f64]) {
        for i in 1..=a.len() / 2 {
            a[i] = x[i];
        }
        for i in (0..b.len()).step_by(7) {
            b[i] = x[i];
        }
        for i in 3i32..9 {
            c[i as usize] = x[i as usize] + i as f64;
        }
        for i in 2u64..d.len() as u64 {
            d[i as usize] = (i * i) as f64;
        }
    }

    #[parallel]
    pub(super) fn of_views(x: &Array1<f64>, mut out: ArrayViewMut1<'_, f64>) {
        for i in 0..x.len() {
            out[i] = 1.0 / x[i];
        }
    }

    pub(super) fn every_third(x: &Array1<f64>, out: &mut Array1<f64>) {
        of_views(x, out.slice_mut(s![..;3]));
    }

    #[parallel]
    pub(super) fn columns(x: &[f64], out: &mut Array2<f64>) {
        for j in 0..out.ncols() {
            for i in 0..out.nrows() {
                out[[i, j]] += x[i] * x[j];
            }
        }
    }
}

#[test]
fn places_and_ranges() {
    let x = f64s(1, 0.5, 1.5);
    for len in [3, 4, 33, 1003] {
        let (out, three) = (vec![9.0; len], vec![9.0; 3 * len]);
        check_loops!(plain_calls(&x[..len]; out));
        check_loops!(strided(&x[..len]; three));
        let (low, high) = (out.clone(), out.clone());
        check_loops!(two_apart(&x[..len]; low, high));
    }
    for len in [9, 40, 1003] {
        let [a, b, c, d] = [0, 1, 2, 3].map(|_| vec![9.0; len]);
        check_loops!(ranges(&x; a, b, c, d));
    }
}

#[test]
fn views_with_strides() {
    let x = f64s(1, 0.5, 1.5);
    for len in [1, 33, 1003] {
        let (short, long) = (Array1::from(x[..len].to_vec()), Array1::from_elem(3 * len, 9.0));
        check_loops!(every_third(&short; long));
    }
    let square = Array2::from_elem((23, 35), 9.0);
    check_loops!(columns(&x; square));
    let transposed = Array2::from_elem((35, 23), 9.0).reversed_axes();
    check_loops!(columns(&x; transposed));
}
