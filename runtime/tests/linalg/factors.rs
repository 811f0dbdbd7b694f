//! LU, Cholesky and QR: their residuals, as LAPACK's own tests take them (residual ÷ (‖A‖·n·ε) below 30).

use ndarray::{Array2, Axis};
use ufunc::linalg::{Element, LinalgError, Triangle, cholesky, lu, qr};

use super::support::{LAYOUTS, Layout, Random, Stored, both, frobenius, is_in, naive, number, roundings};

/// The bound of LAPACK's test programs.
const THRESHOLD: usize = 30;

const SHAPES: [(usize, usize); 13] = [
    (0, 0),
    (0, 3),
    (3, 0),
    (1, 1),
    (2, 2),
    (5, 3),
    (3, 5),
    (9, 9),
    (33, 17),
    (17, 33),
    (65, 64),
    (130, 200),
    (210, 150),
];

both! {
    lu_has_a_small_residual = check_lu;
    a_singular_matrix_has_an_lu_too = check_singular_lu;
    cholesky_has_a_small_residual = check_cholesky;
    what_is_not_positive_definite_has_no_factor = check_not_positive;
    qr_has_a_small_residual_and_an_orthogonal_factor = check_qr;
}

/// `‖found − expected‖ ≤ 30·n·ε·size`.
#[track_caller]
pub(crate) fn assert_close<T: Element>(found: &Array2<T>, expected: &Array2<T>, size: T, what: &str) {
    let order = found.nrows().max(found.ncols()).max(1);
    let error = frobenius(&(found - expected));
    let bound = size * roundings::<T>(THRESHOLD * order);
    assert!(error <= bound, "{what}: off by {error:e} > {bound:e}");
}

pub(crate) fn identity<T: Element>(order: usize) -> Array2<T> {
    Array2::from_diag_elem(order, T::one())
}

fn product<T: Element>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    naive(&a.view(), &b.view()).0
}

fn check_lu<T: Element>() {
    let mut random = Random::new(41);
    for (rows, columns) in SHAPES {
        let a = random.matrix::<T>(rows, columns);
        for layout in LAYOUTS {
            let stored = Stored::new(layout, &a);
            let factors = lu(&stored.view()).unwrap();
            let (l, u) = (factors.l(), factors.u());
            let what = format!("{rows}×{columns} {layout:?}");
            assert!(l.iter().all(|value| value.abs() <= T::one()), "{what}: pivots were not the largest");
            let mut seen: Vec<usize> = factors.permutation().to_vec();
            let permuted = a.select(Axis(0), &seen);
            seen.sort_unstable();
            assert!(seen.into_iter().eq(0..rows), "{what}");
            // |P·A − L·U| ≤ n·ε·|L|·|U| (N. Higham, Accuracy and Stability of Numerical Algorithms, theorem 9.3).
            let (again, magnitude) = naive(&l.view(), &u.view());
            let bound = magnitude * roundings::<T>(2 * rows.min(columns) + 4);
            super::support::assert_within(&again.view(), &permuted, &bound, &what);
            assert_eq!(factors.zero_pivot(), None, "{what}");
        }
    }
}

fn check_singular_lu<T: Element>() {
    // Columns 3 and 7 are zero: the fourth pivot is zero exactly.
    let mut a = Random::new(42).matrix::<T>(20, 20);
    a.column_mut(3).fill(T::zero());
    a.column_mut(7).fill(T::zero());
    let factors = lu(&a).unwrap();
    assert_eq!(factors.zero_pivot(), Some(3));
    let permuted = a.select(Axis(0), factors.permutation());
    assert_close(&product(&factors.l(), &factors.u()), &permuted, frobenius(&a), "singular");
    let error = factors.solve(&identity::<T>(20)).unwrap_err();
    assert_eq!(error, LinalgError::Singular { operation: "solve", pivot: 3 });
    let zero = lu(&Array2::<T>::zeros((4, 4))).unwrap();
    assert_eq!((zero.zero_pivot(), zero.permutation()), (Some(0), &[0, 1, 2, 3][..]));
}

fn positive_definite<T: Element>(random: &mut Random, order: usize) -> Array2<T> {
    let a = random.matrix::<T>(order, order);
    let mut product = product(&a, &a.t().to_owned());
    product.diag_mut().mapv_inplace(|value| value + T::one());
    product
}

fn check_cholesky<T: Element>() {
    let mut random = Random::new(43);
    for order in [0, 1, 2, 5, 31, 32, 33, 64, 100, 250] {
        let a = positive_definite::<T>(&mut random, order);
        for triangle in [Triangle::Lower, Triangle::Upper] {
            for layout in LAYOUTS {
                let half = Array2::from_shape_fn(a.dim(), |(row, column)| {
                    if is_in(triangle, row, column) { a[[row, column]] } else { T::nan() }
                });
                let factor = cholesky(triangle, &Stored::new(layout, &half).view()).unwrap();
                let what = format!("{order} {triangle:?} {layout:?}");
                for ((row, column), value) in factor.indexed_iter() {
                    assert!(is_in(triangle, row, column) || *value == T::zero(), "{what}");
                }
                let transposed = factor.t().to_owned();
                let again = match triangle {
                    Triangle::Lower => product(&factor, &transposed),
                    Triangle::Upper => product(&transposed, &factor),
                };
                let whole = Array2::from_shape_fn(a.dim(), |(row, column)| {
                    if is_in(triangle, row, column) { a[[row, column]] } else { a[[column, row]] }
                });
                assert_close(&again, &whole, frobenius(&a), &what);
            }
        }
    }
}

fn check_not_positive<T: Element>() {
    let mut random = Random::new(44);
    for at in [0, 5, 40, 99] {
        let mut a = positive_definite::<T>(&mut random, 100);
        a[[at, at]] = -T::one();
        let error = cholesky(Triangle::Lower, &a).unwrap_err();
        assert_eq!(error, LinalgError::NotPositiveDefinite { operation: "cholesky", pivot: at });
    }
    let error = cholesky(Triangle::Upper, &Array2::<T>::zeros((3, 3))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cholesky: the matrix is not positive definite: its leading part of order 1 has no Cholesky factor"
    );
}

fn check_qr<T: Element>() {
    let mut random = Random::new(45);
    for (rows, columns) in SHAPES {
        let mut a = random.matrix::<T>(rows, columns);
        if columns > 4 {
            // A column of zeros, and one that depends on others.
            a.column_mut(1).fill(T::zero());
            let sum = &a.column(0) + &a.column(2);
            a.column_mut(3).assign(&sum);
        }
        for layout in [Layout::Rows, Layout::Columns, Layout::Gaps] {
            let what = format!("{rows}×{columns} {layout:?}");
            let factors = qr(&Stored::new(layout, &a).view()).unwrap();
            let (q, r) = (factors.q().unwrap(), factors.r());
            let count = rows.min(columns);
            assert_eq!((q.dim(), r.dim()), ((rows, count), (count, columns)), "{what}");
            assert!(r.indexed_iter().all(|((row, column), value)| row <= column || *value == T::zero()));
            assert_close(&product(&q, &r), &a, frobenius(&a), &what);
            assert_close(
                &product(&q.t().to_owned(), &q),
                &identity(count),
                number((count as f64).sqrt()),
                &what,
            );
            let full = factors.q_full().unwrap();
            assert_eq!(full.dim(), (rows, rows), "{what}");
            let size = number((rows as f64).sqrt());
            assert_close(&product(&full.t().to_owned(), &full), &identity(rows), size, &what);
            let again = factors.transposed_product(&a).unwrap();
            let mut expected = Array2::zeros((rows, columns));
            expected.slice_mut(ndarray::s![..count, ..]).assign(&r);
            assert_close(&again, &expected, frobenius(&a), &what);
        }
    }
}
