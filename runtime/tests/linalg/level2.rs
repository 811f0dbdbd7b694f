//! Matrix and vector.

use ndarray::{Array1, Array2, Axis, s};
use ufunc::linalg::{Diagonal, Element, Triangle, gemv, ger, symv, trmv, trsv};

use super::support::{LAYOUTS, Random, Stored, assert_within, both, is_in, naive, number, roundings, whole};

const SHAPES: [(usize, usize); 9] =
    [(0, 0), (0, 3), (3, 0), (1, 1), (2, 5), (17, 9), (64, 65), (130, 33), (600, 70)];
const ORDERS: [usize; 7] = [0, 1, 2, 7, 32, 65, 150];
const TRIANGLES: [Triangle; 2] = [Triangle::Lower, Triangle::Upper];
const DIAGONALS: [Diagonal; 2] = [Diagonal::General, Diagonal::Unit];
const FACTORS: [f64; 3] = [0.0, 1.0, -0.5];

both! {
    gemv_is_a_sum_for_each_row = check_gemv;
    ger_adds_all_products = check_ger;
    symv_reads_one_triangle = check_symv;
    trmv_and_trsv_undo_each_other = check_triangular;
}

fn column<T: Element>(x: &Array1<T>) -> Array2<T> {
    x.clone().insert_axis(Axis(1))
}

fn backwards<T: Element>(x: &Array1<T>) -> Array1<T> {
    x.iter().rev().copied().collect()
}

fn check_gemv<T: Element>() {
    let mut random = Random::new(11);
    for (rows, columns) in SHAPES {
        let (a, x, y) =
            (random.matrix::<T>(rows, columns), random.vector::<T>(columns), random.vector::<T>(rows));
        let (product, magnitude) = naive(&a.view(), &column(&x).view());
        for layout in LAYOUTS {
            let stored = Stored::new(layout, &a);
            for (alpha, beta) in FACTORS.iter().flat_map(|alpha| FACTORS.map(|beta| (*alpha, beta))) {
                let (alpha, beta) = (number::<T>(alpha), number::<T>(beta));
                // NaN where nothing is to be read.
                let old = if beta == T::zero() { Array1::from_elem(rows, T::nan()) } else { y.clone() };
                let kept = if beta == T::zero() { Array1::zeros(rows) } else { &y * beta };
                let mut found = Array2::from_elem((rows, 2), T::nan());
                found.column_mut(1).assign(&old);
                let back = backwards(&x);
                gemv(alpha, &stored.view(), &back.slice(s![..;-1]), beta, &mut found.slice_mut(s![.., 1]))
                    .unwrap();
                let expected = &product * alpha + &column(&kept);
                let bound = (&magnitude * alpha.abs() + &column(&kept.mapv(T::abs)))
                    * roundings::<T>(2 * columns + 4);
                let what = format!("{rows}×{columns} {layout:?} {alpha} {beta}");
                assert_within(&found.slice(s![.., 1..]), &expected, &bound, &what);
                assert!(found.column(0).iter().all(|value| value.is_nan()));
            }
        }
    }
}

fn check_ger<T: Element>() {
    let mut random = Random::new(12);
    for (rows, columns) in SHAPES {
        let (a, x, y) =
            (random.matrix::<T>(rows, columns), random.vector::<T>(rows), random.vector::<T>(columns));
        let (product, magnitude) = naive(&column(&x).view(), &column(&y).t());
        for layout in LAYOUTS {
            for alpha in FACTORS.map(number::<T>) {
                let mut stored = Stored::new(layout, &a);
                let (back_x, back_y) = (backwards(&x), backwards(&y));
                let (x, y) = (back_x.slice(s![..;-1]), back_y.slice(s![..;-1]));
                ger(alpha, &x, &y, &mut stored.view_mut()).unwrap();
                let bound = (&magnitude * alpha.abs() + &a.mapv(T::abs)) * roundings::<T>(4);
                let what = format!("{rows}×{columns} {layout:?} {alpha}");
                assert_within(&stored.view(), &(&a + &(&product * alpha)), &bound, &what);
                stored.check_gaps();
            }
        }
    }
}

fn check_symv<T: Element>() {
    let mut random = Random::new(13);
    for order in ORDERS {
        let (full, x, y) =
            (random.symmetric::<T>(order), random.vector::<T>(order), random.vector::<T>(order));
        let (product, magnitude) = naive(&full.view(), &column(&x).view());
        for triangle in TRIANGLES {
            let half = Array2::from_shape_fn(full.dim(), |(row, column)| {
                if is_in(triangle, row, column) { full[[row, column]] } else { T::nan() }
            });
            for (layout, beta) in
                LAYOUTS.iter().flat_map(|layout| FACTORS.map(|beta| (*layout, number::<T>(beta))))
            {
                let alpha = number::<T>(-0.5);
                let stored = Stored::new(layout, &half);
                let mut found =
                    if beta == T::zero() { Array1::from_elem(order, T::nan()) } else { y.clone() };
                symv(triangle, alpha, &stored.view(), &x, beta, &mut found).unwrap();
                let expected = &product * alpha + &column(&y) * beta;
                let bound = (&magnitude * alpha.abs() + &column(&y).mapv(T::abs) * beta.abs())
                    * roundings::<T>(2 * order + 4);
                assert_within(
                    &column(&found).view(),
                    &expected,
                    &bound,
                    &format!("{order} {triangle:?} {layout:?}"),
                );
            }
        }
    }
}

fn check_triangular<T: Element>() {
    let mut random = Random::new(14);
    for order in ORDERS {
        let x = random.vector::<T>(order);
        for (triangle, diagonal) in TRIANGLES.iter().flat_map(|t| DIAGONALS.map(|d| (*t, d))) {
            let mut a = random.triangular::<T>(order, triangle);
            if diagonal == Diagonal::Unit {
                a.diag_mut().fill(T::nan());
            }
            let full = whole(&a, triangle, diagonal);
            let (product, magnitude) = naive(&full.view(), &column(&x).view());
            for layout in LAYOUTS {
                let what = format!("{order} {triangle:?} {diagonal:?} {layout:?}");
                let stored = Stored::new(layout, &a);
                let mut found = x.clone();
                trmv(triangle, diagonal, &stored.view(), &mut found).unwrap();
                let bound = &magnitude * roundings::<T>(2 * order + 4);
                assert_within(&column(&found).view(), &product, &bound, &what);
                // The solution of A·x = b: |b − A·x| ≤ n·ε·|A|·|x|.
                trsv(triangle, diagonal, &stored.view(), &mut found.slice_mut(s![..])).unwrap();
                let (again, size) = naive(&full.view(), &column(&found).view());
                let bound = (size + &magnitude) * roundings::<T>(4 * order + 8);
                assert_within(&again.view(), &product, &bound, &what);
                let mut backwards = x.to_vec();
                trsv(triangle, diagonal, &stored.view(), &mut backwards).unwrap();
                let solved = Array1::from(backwards);
                let (again, size) = naive(&full.view(), &column(&solved).view());
                let bound = size * roundings::<T>(2 * order + 4);
                assert_within(&again.view(), &column(&x), &bound, &what);
            }
        }
    }
}
