//! Singular values and eigenvalues: residuals, orthogonality, and values that are known.

use std::f64::consts::PI;

use ndarray::{Array1, Array2, array};
use ufunc::linalg::{
    Element, Svd, Triangle, eig, eigh, eigvals, eigvalsh, qr, singular_values, svd, svd_full,
};

use super::factors::{assert_close, identity};
use super::support::{LAYOUTS, Layout, Random, Stored, both, frobenius, is_in, naive, number, roundings};

both! {
    on_each_backend_with_lapack:
    svd_has_a_small_residual = check_svd;
    singular_values_are_those_that_were_put_in = check_known_singular_values;
    eigh_has_a_small_residual = check_eigh;
    eigenvalues_of_the_second_difference_are_known = check_second_difference;
    eig_has_a_small_residual = check_eig;
    eigenvalues_of_a_circulant_matrix_are_known = check_circulant;
    matrices_without_elements_have_no_values = check_empty;
}

fn product<T: Element>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    naive(&a.view(), &b.view()).0
}

fn check_svd<T: Element>() {
    let mut random = Random::new(51);
    for (rows, columns) in [(1, 1), (2, 3), (5, 5), (40, 7), (7, 40), (65, 64), (90, 120)] {
        let a = random.matrix::<T>(rows, columns);
        let count = rows.min(columns);
        for layout in LAYOUTS {
            let what = format!("{rows}×{columns} {layout:?}");
            let stored = Stored::new(layout, &a);
            let Svd { u, s, vt } = svd(&stored.view()).unwrap();
            assert_eq!((u.dim(), s.len(), vt.dim()), ((rows, count), count, (count, columns)), "{what}");
            check_order(&s);
            assert_close(&product(&(&u * &s), &vt), &a, frobenius(&a), &what);
            let size = number((count as f64).sqrt());
            assert_close(&product(&u.t().to_owned(), &u), &identity(count), size, &what);
            assert_close(&product(&vt, &vt.t().to_owned()), &identity(count), size, &what);
            let alone = singular_values(&stored.view()).unwrap();
            assert_close(&as_matrix(&alone), &as_matrix(&s), s[0], &what);
        }
        let Svd { u, vt, .. } = svd_full(&a).unwrap();
        assert_eq!((u.dim(), vt.dim()), ((rows, rows), (columns, columns)));
        assert_close(
            &product(&u.t().to_owned(), &u),
            &identity(rows),
            number((rows as f64).sqrt()),
            "full u",
        );
        let size = number((columns as f64).sqrt());
        assert_close(&product(&vt, &vt.t().to_owned()), &identity(columns), size, "full vt");
    }
}

fn as_matrix<T: Element>(values: &Array1<T>) -> Array2<T> {
    values.clone().insert_axis(ndarray::Axis(0))
}

#[track_caller]
fn check_order<T: Element>(s: &Array1<T>) {
    assert!(s.iter().all(|value| *value >= T::zero()), "{s}");
    assert!(s.windows(2).into_iter().all(|pair| pair[0] >= pair[1]), "{s}");
}

/// Q·diag(s)·Pᵀ with orthogonal Q and P.
fn check_known_singular_values<T: Element>() {
    let mut random = Random::new(52);
    for largest in [1.0, 1e-20, 1e20] {
        let order = 50;
        // From 1 down to 10⁻⁴⁹ and to nothing: ill-conditioned.
        let values: Array1<T> = (0..order).map(|at| number::<T>(10.0_f64.powi(-at) * largest)).collect();
        let order = values.len();
        let q = qr(&random.matrix::<T>(order, order)).unwrap().q().unwrap();
        let p = qr(&random.matrix::<T>(order, order)).unwrap().q().unwrap();
        let a = product(&(&q * &values), &p.t().to_owned());
        let found = singular_values(&a).unwrap();
        check_order(&found);
        assert_close(&as_matrix(&found), &as_matrix(&values), values[0], &format!("{largest:e}"));
    }
}

fn check_eigh<T: Element>() {
    let mut random = Random::new(53);
    for order in [1, 2, 5, 33, 64, 140] {
        let a = random.symmetric::<T>(order);
        for triangle in [Triangle::Lower, Triangle::Upper] {
            for layout in LAYOUTS {
                let what = format!("{order} {triangle:?} {layout:?}");
                let half = Array2::from_shape_fn(a.dim(), |(row, column)| {
                    if is_in(triangle, row, column) { a[[row, column]] } else { T::nan() }
                });
                let stored = Stored::new(layout, &half);
                let (values, vectors) = eigh(triangle, &stored.view()).unwrap();
                assert!(values.windows(2).into_iter().all(|pair| pair[0] <= pair[1]), "{what}");
                assert_close(&product(&a, &vectors), &(&vectors * &values), frobenius(&a), &what);
                let size = number((order as f64).sqrt());
                assert_close(&product(&vectors.t().to_owned(), &vectors), &identity(order), size, &what);
                let alone = eigvalsh(triangle, &stored.view()).unwrap();
                assert_close(&as_matrix(&alone), &as_matrix(&values), frobenius(&a), &what);
            }
        }
    }
}

/// 2 on the diagonal and −1 beside it: 4·sin²(k·π / (2·n + 2)).
fn check_second_difference<T: Element>() {
    for order in [1_usize, 2, 30, 200] {
        let a = Array2::from_shape_fn((order, order), |(row, column)| match row.abs_diff(column) {
            0 => number::<T>(2.0),
            1 => number(-1.0),
            _ => T::zero(),
        });
        let expected = (1..=order).map(|k| {
            let sine = (k as f64 * PI / (2 * order + 2) as f64).sin();
            number::<T>(4.0 * sine * sine)
        });
        let expected: Array1<T> = expected.collect();
        let values = eigvalsh(Triangle::Lower, &a).unwrap();
        assert_close(&as_matrix(&values), &as_matrix(&expected), frobenius(&a), &order.to_string());
    }
}

fn check_eig<T: Element>() {
    let mut random = Random::new(54);
    for order in [1, 2, 3, 10, 33, 100] {
        let a = random.matrix::<T>(order, order);
        for layout in [Layout::Rows, Layout::Columns, Layout::Gaps, Layout::Backwards] {
            let what = format!("{order} {layout:?}");
            let stored = Stored::new(layout, &a);
            let (values, vectors) = eig(&stored.view()).unwrap();
            let (re, im) = (vectors.mapv(|v| v.re), vectors.mapv(|v| v.im));
            let (by_re, by_im) = (values.mapv(|v| v.re), values.mapv(|v| v.im));
            // A·(x + i·y) = (λ + i·μ)·(x + i·y), both parts.
            let (left_re, left_im) = (product(&a, &re), product(&a, &im));
            assert_close(&left_re, &(&re * &by_re - &im * &by_im), frobenius(&a), &what);
            assert_close(&left_im, &(&re * &by_im + &im * &by_re), frobenius(&a), &what);
            for vector in vectors.columns() {
                let squares = vector.iter().fold(T::zero(), |sum, v| sum + v.re * v.re + v.im * v.im);
                assert!((squares - T::one()).abs() <= roundings(10 * order + 10), "{what}");
                let size = |v: &ufunc::linalg::Complex<T>| v.re * v.re + v.im * v.im;
                let is_real = |v: &&ufunc::linalg::Complex<T>| v.im == T::zero();
                let widest = vector.iter().map(size).fold(T::zero(), T::max);
                let real = vector.iter().filter(is_real).map(size).fold(T::zero(), T::max);
                assert!(widest - real <= roundings(100), "{what}: the largest element is not real");
            }
            let mut at = 0;
            while at < order {
                if by_im[at] != T::zero() {
                    assert!(by_im[at] > T::zero(), "{what}");
                    assert_eq!(values[at].conj(), values[at + 1], "{what}");
                    at += 1;
                }
                at += 1;
            }
            let alone = eigvals(&stored.view()).unwrap();
            let trace = alone.iter().fold(T::zero(), |sum, value| sum + value.re);
            let diagonal = a.diag().iter().fold(T::zero(), |sum, value| sum + *value);
            assert!((trace - diagonal).abs() <= frobenius(&a) * roundings(30 * order), "{what}");
        }
    }
}

/// A cyclic shift by one has the roots of unity as its eigenvalues.
fn check_circulant<T: Element>() {
    let order = 12;
    let mut shift = Array2::<T>::zeros((order, order));
    (0..order).for_each(|at| shift[[at, (at + 1) % order]] = T::one());
    let values = eigvals(&shift).unwrap();
    for k in 0..order {
        let angle = 2.0 * PI * k as f64 / order as f64;
        let (re, im) = (number::<T>(angle.cos()), number::<T>(angle.sin()));
        let nearest = values.iter().map(|v| (v.re - re).hypot(v.im - im)).fold(T::infinity(), T::min);
        assert!(nearest <= roundings(30 * order), "{k}: {nearest:e}");
    }
}

fn check_empty<T: Element>() {
    let none = Array2::<T>::zeros((0, 0));
    assert_eq!(eigh(Triangle::Lower, &none).unwrap().0.len(), 0);
    assert_eq!(eig(&none).unwrap().0.len(), 0);
    let Svd { u, s, vt } = svd(&Array2::<T>::zeros((0, 4))).unwrap();
    assert_eq!((u.dim(), s.len(), vt.dim()), ((0, 0), 0, (0, 4)));
    let full = svd_full(&Array2::<T>::zeros((3, 0))).unwrap();
    assert_eq!((full.u, full.vt.dim()), (identity(3), (0, 0)));
    let zero = svd(&Array2::<T>::zeros((3, 2))).unwrap();
    assert_eq!(zero.s, array![T::zero(), T::zero()]);
}
