//! `medley`: deriche, floyd-warshall.

use ndarray::Array2;
use ufunc_tests::{check_loops, f32s, i32s, loops};

/// Coefficients of Deriche's recursive filter.
pub(crate) struct Deriche {
    a: [f32; 8],
    b1: f32,
    b2: f32,
    c: f32,
}

fn deriche_filter(alpha: f32) -> Deriche {
    let e = (-alpha).exp();
    let k = (1.0 - e) * (1.0 - e) / (1.0 + 2.0 * alpha * e - (2.0 * alpha).exp());
    let a = [k, k * e * (alpha - 1.0), k * e * (alpha + 1.0), -k * e * e];
    Deriche {
        a: [a[0], a[1], a[2], a[3], a[0], a[1], a[2], a[3]],
        b1: (2.0f32).powf(-alpha),
        b2: -(-2.0 * alpha).exp(),
        c: 1.0,
    }
}

loops! {
    /// Deriche's smoothing: along the rows from both ends, then along the columns.
    #[parallel]
    pub(super) fn deriche(
        filter: &Deriche,
        image: &Array2<f32>,
        y1: &mut Array2<f32>,
        y2: &mut Array2<f32>,
        out: &mut Array2<f32>,
    ) {
        let (w, h) = image.dim();
        let [a1, a2, a3, a4, a5, a6, a7, a8] = filter.a;
        let (b1, b2, c) = (filter.b1, filter.b2, filter.c);
        for i in 0..w {
            let mut ym1: f32 = 0.0;
            let mut ym2: f32 = 0.0;
            let mut xm1: f32 = 0.0;
            for j in 0..h {
                y1[[i, j]] = a1 * image[[i, j]] + a2 * xm1 + b1 * ym1 + b2 * ym2;
                xm1 = image[[i, j]];
                ym2 = ym1;
                ym1 = y1[[i, j]];
            }
        }
        for i in 0..w {
            let mut yp1: f32 = 0.0;
            let mut yp2: f32 = 0.0;
            let mut xp1: f32 = 0.0;
            let mut xp2: f32 = 0.0;
            for j in (0..h).rev() {
                y2[[i, j]] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2;
                xp2 = xp1;
                xp1 = image[[i, j]];
                yp2 = yp1;
                yp1 = y2[[i, j]];
            }
        }
        #[omp(collapse(2))]
        for i in 0..w {
            for j in 0..h {
                out[[i, j]] = c * (y1[[i, j]] + y2[[i, j]]);
            }
        }
        for j in 0..h {
            let mut tm1: f32 = 0.0;
            let mut ym1: f32 = 0.0;
            let mut ym2: f32 = 0.0;
            for i in 0..w {
                y1[[i, j]] = a5 * out[[i, j]] + a6 * tm1 + b1 * ym1 + b2 * ym2;
                tm1 = out[[i, j]];
                ym2 = ym1;
                ym1 = y1[[i, j]];
            }
        }
        for j in 0..h {
            let mut tp1: f32 = 0.0;
            let mut tp2: f32 = 0.0;
            let mut yp1: f32 = 0.0;
            let mut yp2: f32 = 0.0;
            for i in (0..w).rev() {
                y2[[i, j]] = a7 * tp1 + a8 * tp2 + b1 * yp1 + b2 * yp2;
                tp2 = tp1;
                tp1 = out[[i, j]];
                yp2 = yp1;
                yp1 = y2[[i, j]];
            }
        }
        for i in 0..w {
            for j in 0..h {
                out[[i, j]] = c * (y1[[i, j]] + y2[[i, j]]);
            }
        }
    }

    /// Shortest paths between all pairs. Row k is read by all while it is written by one, so each step works with a copy.
    #[parallel]
    pub(super) fn floyd_warshall(n: usize, path: &mut [i32]) {
        let mut row: Vec<i32> = vec![0; n];
        #[omp(serial)]
        for k in 0..n {
            row.copy_from_slice(&path[k * n..(k + 1) * n]);
            for i in 0..n {
                let through = path[i * n + k];
                for j in 0..n {
                    path[i * n + j] = path[i * n + j].min(through + row[j]);
                }
            }
        }
    }
}

#[test]
fn deriche() {
    for (w, h) in [(1, 1), (19, 33), (35, 7)] {
        let pixels = f32s(1, 0.0, 1.0)[..w * h].to_vec();
        let image = Array2::from_shape_vec((w, h), pixels).expect("as many pixels");
        let (y1, y2, out) = (image.clone(), image.clone(), image.clone());
        check_loops!(deriche(&deriche_filter(0.25), &image; y1, y2, out));
    }
}

#[test]
fn floyd_warshall() {
    for n in [0, 1, 2, 37] {
        let mut path = i32s(1, 1, 999)[..n * n].to_vec();
        (0..n).for_each(|i| path[i * n + i] = 0);
        check_loops!(floyd_warshall(n; path));
    }
}
