//! Decompositions at the edges: one element, none, numbers near the ends of their range, and calls from several threads.

use ndarray::{Array1, Array2, Axis, Zip, array};
use ufunc::linalg::{
    Element, LinalgError, Svd, Triangle, eig, eigh, eigvals, eigvalsh, singular_values, svd, svd_full,
};

use super::factors::{assert_close, identity};
use super::support::{
    LAYOUTS, Random, Stored, both, frobenius, is_in, naive, number, on_each_backend_with_lapack, roundings,
};

both! {
    on_each_backend_with_lapack:
    one_element_is_its_own_value = check_one_element;
    without_rows_or_columns_nothing_is_computed = check_empty;
    singular_values_scale_with_the_matrix = check_scaled_svd;
    eigenvalues_scale_with_the_matrix = check_scaled_eigenvalues;
    the_least_numbers_have_values_too = check_least_numbers;
    what_is_not_finite_is_refused = check_not_finite;
    a_matrix_of_rank_one_has_one_value = check_rank_one;
    a_jordan_block_has_its_eigenvalue_as_often_as_it_is_long = check_jordan_block;
}

fn product<T: Element>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    naive(&a.view(), &b.view()).0
}

fn row<T: Element>(values: &Array1<T>) -> Array2<T> {
    values.clone().insert_axis(Axis(0))
}

/// A number times 2 to a power that itself may be no number.
fn times_power<T: Element>(value: T, power: i32) -> T {
    let half = power / 2;
    value * number::<T>(2.0).powi(half) * number::<T>(2.0).powi(power - half)
}

/// Powers of two near 10⁻³⁰⁰ and 10³⁰⁰, or 10⁻³⁶ and 10³⁶.
fn powers<T: Element>() -> [i32; 4] {
    if size_of::<T>() == 4 { [-119, -70, 70, 119] } else { [-996, -520, 520, 996] }
}

fn check_one_element<T: Element>() {
    for value in [3.0, -3.0, 0.0] {
        let value = number::<T>(value);
        let a = array![[value]];
        for Svd { u, s, vt } in [svd(&a).unwrap(), svd_full(&a).unwrap()] {
            assert_eq!(s, array![value.abs()]);
            assert_eq!(u[[0, 0]] * s[0] * vt[[0, 0]], value);
            assert_eq!((u[[0, 0]].abs(), vt[[0, 0]].abs()), (T::one(), T::one()));
        }
        for triangle in [Triangle::Lower, Triangle::Upper] {
            let (values, vectors) = eigh(triangle, &a).unwrap();
            assert_eq!((values[0], vectors[[0, 0]].abs()), (value, T::one()));
        }
        let (values, vectors) = eig(&a).unwrap();
        assert_eq!((values[0].re, values[0].im), (value, T::zero()));
        assert_eq!((vectors[[0, 0]].re.abs(), vectors[[0, 0]].im), (T::one(), T::zero()));
    }
}

fn check_empty<T: Element>() {
    for (rows, columns) in [(0, 0), (0, 4), (4, 0)] {
        let a = Array2::<T>::zeros((rows, columns));
        let thin = svd(&a).unwrap();
        assert_eq!((thin.u.dim(), thin.s.len(), thin.vt.dim()), ((rows, 0), 0, (0, columns)));
        let full = svd_full(&a).unwrap();
        assert_eq!((full.u, full.vt), (identity(rows), identity(columns)));
        assert_eq!(singular_values(&a).unwrap().len(), 0);
    }
    let none = Array2::<T>::zeros((0, 0));
    let (values, vectors) = eigh(Triangle::Upper, &none).unwrap();
    assert_eq!((values.len(), vectors.dim()), (0, (0, 0)));
    let (values, vectors) = eig(&none).unwrap();
    assert_eq!((values.len(), vectors.dim()), (0, (0, 0)));
    assert_eq!(eigvals(&none).unwrap().len(), 0);
    assert_eq!(eigvalsh(Triangle::Lower, &none).unwrap().len(), 0);
}

/// The values go up and down with the matrix, and the vectors stay those of the matrix.
fn check_scaled_svd<T: Element>() {
    let mut random = Random::new(71);
    for (rows, columns) in [(6, 6), (40, 7), (9, 30), (33, 33)] {
        let a = random.matrix::<T>(rows, columns);
        let plain = singular_values(&a).unwrap();
        for power in powers::<T>() {
            let scaled = a.mapv(|value| times_power(value, power));
            for layout in LAYOUTS {
                let what = format!("{rows}×{columns} {layout:?} 2^{power}");
                let Svd { u, s, vt } = svd(&Stored::new(layout, &scaled).view()).unwrap();
                let s = s.mapv(|value| times_power(value, -power));
                assert_close(&row(&s), &row(&plain), plain[0], &what);
                assert_close(&product(&(&u * &s), &vt), &a, frobenius(&a), &what);
                let alone = singular_values(&scaled).unwrap().mapv(|value| times_power(value, -power));
                assert_close(&row(&alone), &row(&plain), plain[0], &what);
            }
        }
    }
}

fn check_scaled_eigenvalues<T: Element>() {
    let mut random = Random::new(72);
    for order in [3, 8, 35] {
        let (general, symmetric) = (random.matrix::<T>(order, order), random.symmetric::<T>(order));
        for power in powers::<T>() {
            for (triangle, layout) in
                [Triangle::Lower, Triangle::Upper].into_iter().flat_map(|t| LAYOUTS.map(|l| (t, l)))
            {
                let what = format!("{order} {triangle:?} {layout:?} 2^{power}");
                let half = Array2::from_shape_fn(symmetric.dim(), |(row, column)| {
                    let is_read = is_in(triangle, row, column);
                    if is_read { times_power(symmetric[[row, column]], power) } else { T::nan() }
                });
                let stored = Stored::new(layout, &half);
                let (values, vectors) = eigh(triangle, &stored.view()).unwrap();
                let back = values.mapv(|value| times_power(value, -power));
                assert_close(
                    &product(&symmetric, &vectors),
                    &(&vectors * &back),
                    frobenius(&symmetric),
                    &what,
                );
                let alone = eigvalsh(triangle, &stored.view()).unwrap();
                let alone = alone.mapv(|value| times_power(value, -power));
                assert_close(&row(&alone), &row(&back), frobenius(&symmetric), &what);
            }
            let what = format!("{order} 2^{power}");
            let (values, vectors) = eig(&general.mapv(|value| times_power(value, power))).unwrap();
            let (re, im) = (vectors.mapv(|v| v.re), vectors.mapv(|v| v.im));
            let by_re = values.mapv(|v| times_power(v.re, -power));
            let by_im = values.mapv(|v| times_power(v.im, -power));
            let size = frobenius(&general);
            assert_close(&product(&general, &re), &(&re * &by_re - &im * &by_im), size, &what);
            assert_close(&product(&general, &im), &(&re * &by_im + &im * &by_re), size, &what);
        }
    }
}

/// Small whole numbers of the least number above 0: what comes back is rounded to whole numbers of it too.
fn check_least_numbers<T: Element>() {
    let power = if size_of::<T>() == 4 { -149 } else { -1074 };
    let whole = Array2::from_shape_fn((5, 5), |(row, column)| {
        number::<T>(((row * 7 + column * 7 + row * column) % 17) as f64 - 8.0)
    });
    let least = whole.mapv(|value| times_power(value, power));
    let close = |found: T, expected: T, what: &str| {
        // Half a step for the rounding, and half a step where LAPACK scales back in two.
        let (found, size) = (times_power(found, -power), frobenius(&whole));
        let error = (found - expected).abs();
        assert!(error <= T::one() + size * roundings(150), "{what}: {found} for {expected}");
    };
    let (found, expected) = (singular_values(&least).unwrap(), singular_values(&whole).unwrap());
    Zip::from(&found).and(&expected).for_each(|found, expected| close(*found, *expected, "svd"));
    for triangle in [Triangle::Lower, Triangle::Upper] {
        let (found, expected) = (eigvalsh(triangle, &least).unwrap(), eigvalsh(triangle, &whole).unwrap());
        Zip::from(&found).and(&expected).for_each(|found, expected| close(*found, *expected, "eigh"));
    }
    let symmetric = &least + &least.t();
    let found = eigvals(&symmetric).unwrap();
    let mut found: Vec<T> = found.iter().map(|value| value.re).collect();
    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
    let expected = eigvalsh(Triangle::Lower, &(&whole + &whole.t())).unwrap();
    found.iter().zip(&expected).for_each(|(found, expected)| close(*found, *expected, "eig"));
}

fn check_not_finite<T: Element>() {
    for wrong in [T::nan(), T::infinity(), T::neg_infinity()] {
        let mut a = identity::<T>(3);
        a[[2, 1]] = wrong;
        let refused = |operation| LinalgError::NotFinite { operation, index: vec![2, 1] };
        assert_eq!(svd(&a).unwrap_err(), refused("svd"));
        assert_eq!(svd_full(&a).unwrap_err(), refused("svd_full"));
        assert_eq!(singular_values(&a).unwrap_err(), refused("singular_values"));
        assert_eq!(eig(&a).unwrap_err(), refused("eig"));
        assert_eq!(eigvals(&a).unwrap_err(), refused("eigvals"));
        assert_eq!(eigh(Triangle::Lower, &a).unwrap_err(), refused("eigh"));
        assert_eq!(eigvalsh(Triangle::Lower, &a).unwrap_err(), refused("eigvalsh"));
        // The other triangle is not read.
        assert_eq!(eigvalsh(Triangle::Upper, &a).unwrap(), Array1::<T>::ones(3));
    }
}

fn check_rank_one<T: Element>() {
    let mut random = Random::new(73);
    for (rows, columns) in [(20, 20), (4, 50), (50, 4)] {
        let (x, y) = (random.matrix::<T>(rows, 1), random.matrix::<T>(1, columns));
        let a = product(&x, &y);
        let mut expected = Array1::zeros(rows.min(columns));
        expected[0] = frobenius(&x) * frobenius(&y);
        let Svd { u, s, vt } = svd_full(&a).unwrap();
        assert_close(&row(&s), &row(&expected), expected[0], "rank one");
        let sizes = [rows, columns].map(|order| number::<T>((order as f64).sqrt()));
        assert_close(&product(&u.t().to_owned(), &u), &identity(rows), sizes[0], "u");
        assert_close(&product(&vt, &vt.t().to_owned()), &identity(columns), sizes[1], "vt");
    }
}

/// A triangle is its own Schur form: nothing is rounded.
fn check_jordan_block<T: Element>() {
    for order in [2, 12, 40] {
        let value = number::<T>(0.75);
        let mut block = Array2::from_diag_elem(order, value);
        (1..order).for_each(|at| block[[at - 1, at]] = T::one());
        for a in [block.view(), block.t()] {
            let (values, vectors) = eig(&a).unwrap();
            assert!(values.iter().all(|found| found.re == value && found.im == T::zero()), "{values}");
            // The block has one eigenvector, all vectors are near it.
            assert!(vectors.iter().all(|found| found.im == T::zero()), "{vectors}");
            let vectors = vectors.mapv(|found| found.re);
            let close = T::epsilon() * number::<T>(4.0 * order as f64);
            let residual = product(&a.to_owned(), &vectors) - vectors.mapv(|found| found * value);
            for (residual, vector) in residual.columns().into_iter().zip(vectors.columns()) {
                let length = vector.iter().fold(T::zero(), |sum, found| sum + *found * *found).sqrt();
                assert!((length - T::one()).abs() <= close, "{vector}");
                assert!(residual.iter().all(|rest| rest.abs() <= close), "{order}: {residual}");
            }
        }
    }
}

#[test]
fn several_threads_may_decompose_at_once() {
    on_each_backend_with_lapack(|| {
        let mut random = Random::new(74);
        let matrices: Vec<Array2<f64>> =
            [20, 90, 33, 64].map(|order| random.matrix(order, order)).into_iter().collect();
        let all = |a: &Array2<f64>| {
            let Svd { u, s, vt } = svd(a).unwrap();
            (u, s, vt, eigh(Triangle::Lower, a).unwrap(), eig(a).unwrap())
        };
        let alone: Vec<_> = matrices.iter().map(all).collect();
        std::thread::scope(|scope| {
            for start in 0..4 {
                let (matrices, alone) = (&matrices, &alone);
                scope.spawn(move || {
                    for at in (0..12).map(|step| (start + step) % matrices.len()) {
                        assert!(all(&matrices[at]) == alone[at], "thread {start}, matrix {at}");
                    }
                });
            }
        });
    });
}
