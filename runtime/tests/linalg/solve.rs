//! Systems, inverses, determinants, least squares: right where they can be, an error where they cannot.

use ndarray::{Array1, Array2, Axis, array};
use ufunc::linalg::{Element, LinalgError, Norm, cond, det, inv, lstsq, norm, pinv, rank, slogdet, solve};

use super::factors::{assert_close, identity};
use super::support::{LAYOUTS, Random, Stored, both, frobenius, naive, number, roundings};

both! {
    solutions_have_small_residuals = check_solve;
    inverses_of_tame_matrices_are_inverses = check_inv;
    determinants_are_those_that_were_put_in = check_det;
}

both! {
    on_each_backend_with_lapack:
    least_squares_are_least = check_lstsq;
    pseudo_inverses_have_their_four_properties = check_pinv;
    ill_conditioned_systems_are_solved_backward_stably = check_hilbert;
}

fn product<T: Element>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    naive(&a.view(), &b.view()).0
}

fn check_solve<T: Element>() {
    let mut random = Random::new(61);
    for (order, columns) in [(0, 2), (1, 1), (2, 3), (20, 1), (65, 5), (200, 30)] {
        let (a, b) = (random.matrix::<T>(order, order), random.matrix::<T>(order, columns));
        for layout in LAYOUTS {
            let (stored_a, stored_b) = (Stored::new(layout, &a), Stored::new(layout, &b));
            let x = solve(&stored_a.view(), &stored_b.view()).unwrap();
            // ‖B − A·X‖ ≤ c·n·ε·‖A‖·‖X‖.
            let size = frobenius(&a) * frobenius(&x) + frobenius(&b);
            assert_close(&product(&a, &x), &b, size, &format!("{order} {columns} {layout:?}"));
            if columns > 0 {
                let first: Array1<T> = solve(&stored_a.view(), &stored_b.view().column(0)).unwrap();
                let again = product(&a, &first.clone().insert_axis(Axis(1)));
                let wanted = b.column(0).to_owned().insert_axis(Axis(1));
                assert_close(&again, &wanted, size, "one right-hand side");
            }
        }
    }
}

fn check_inv<T: Element>() {
    let mut random = Random::new(62);
    for order in [0, 1, 2, 9, 64, 120] {
        let mut a = random.matrix::<T>(order, order);
        a.diag_mut().mapv_inplace(|value| value + number(order as f64));
        let inverse = inv(&a).unwrap();
        let size = frobenius(&a) * frobenius(&inverse);
        assert_close(&product(&a, &inverse), &identity(order), size, "right inverse");
        assert_close(&product(&inverse, &a), &identity(order), size, "left inverse");
    }
}

fn check_det<T: Element>() {
    assert_eq!(det(&Array2::<T>::zeros((0, 0))).unwrap(), T::one());
    assert_eq!(slogdet(&Array2::<T>::zeros((0, 0))).unwrap(), (T::one(), T::zero()));
    let of = |rows: Array2<f64>| rows.mapv(number::<T>);
    assert_eq!(det(&of(array![[2.0, 0.0], [0.0, 3.0]])).unwrap(), number(6.0));
    assert_eq!(det(&of(array![[0.0, 1.0], [1.0, 0.0]])).unwrap(), -T::one());
    assert_eq!(det(&of(array![[1.0, 2.0], [2.0, 4.0]])).unwrap(), T::zero());
    // A cyclic exchange of three rows is even.
    let cycle = of(array![[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
    assert_eq!(slogdet(&cycle).unwrap(), (T::one(), T::zero()));
    // Far beyond the range of numbers.
    let (sign, logarithm) = slogdet(&(identity::<T>(300) * number::<T>(-1e10))).unwrap();
    assert_eq!(sign, T::one());
    let expected = number::<T>(300.0 * 1e10_f64.ln());
    assert!((logarithm - expected).abs() <= expected * roundings(310));
    assert_eq!(det(&(identity::<T>(301) * number::<T>(-1e10))).unwrap(), T::neg_infinity());
    let (sign, logarithm) = slogdet(&Array2::<T>::zeros((2, 2))).unwrap();
    assert_eq!((sign, logarithm), (T::zero(), T::neg_infinity()));
    // A product of determinants, with signs.
    let mut random = Random::new(63);
    let (a, b) = (random.matrix::<T>(6, 6), random.matrix::<T>(6, 6));
    let (left, right) = (det(&product(&a, &b)).unwrap(), det(&a).unwrap() * det(&b).unwrap());
    let scale = (frobenius(&a) * frobenius(&b)).powi(6);
    assert!((left - right).abs() <= scale * roundings(30 * 36));
}

fn check_lstsq<T: Element>() {
    let mut random = Random::new(64);
    for (rows, columns) in [(1, 1), (10, 3), (40, 40), (90, 20), (5, 12)] {
        let (a, b) = (random.matrix::<T>(rows, columns), random.matrix::<T>(rows, 2));
        let found = lstsq(&a, &b, None).unwrap();
        assert_eq!(found.rank, rows.min(columns));
        // The residual is orthogonal to the columns: ‖Aᵀ·(B − A·X)‖ ≤ c·n·ε·‖A‖·(‖A‖·‖X‖ + ‖B‖).
        let residual = &b - &product(&a, &found.solution);
        let size = frobenius(&a) * (frobenius(&a) * frobenius(&found.solution) + frobenius(&b));
        let normal = product(&a.t().to_owned(), &residual);
        assert_close(&normal, &Array2::zeros(normal.dim()), size, &format!("{rows}×{columns}"));
        for (column, square) in residual.columns().into_iter().zip(&found.residuals) {
            let expected = column.iter().fold(T::zero(), |sum, value| sum + *value * *value);
            let slack =
                frobenius(&residual) * size * roundings(100 * rows) + expected * roundings(100 * rows);
            assert!((*square - expected).abs() <= slack, "{rows}×{columns}");
        }
        let one = lstsq(&a, &b.column(0), None).unwrap();
        assert_eq!(one.solution.len(), columns);
    }
    // Two equal columns: of all solutions the shortest, which shares the weight.
    let of = |rows: Array2<f64>| rows.mapv(number::<T>);
    let found =
        lstsq(&of(array![[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]), &of(array![[2.0], [2.0], [2.0]]), None)
            .unwrap();
    assert_eq!(found.rank, 1);
    assert!(found.solution.iter().all(|value| (*value - T::one()).abs() <= roundings(20)));
}

fn check_pinv<T: Element>() {
    let mut random = Random::new(65);
    for (rows, columns, inner) in [(1, 1, 1), (6, 4, 4), (4, 6, 4), (20, 20, 3), (50, 30, 30)] {
        let a = product(&random.matrix::<T>(rows, inner), &random.matrix::<T>(inner, columns));
        assert_eq!(rank(&a, None).unwrap(), inner.min(rows).min(columns));
        let p = pinv(&a, None).unwrap();
        let what = format!("{rows}×{columns}");
        let (size_a, size_p) = (frobenius(&a), frobenius(&p));
        let (ap, pa) = (product(&a, &p), product(&p, &a));
        assert_close(&product(&ap, &a), &a, size_a * size_p * size_a, &what);
        assert_close(&product(&pa, &p), &p, size_p * size_a * size_p, &what);
        assert_close(&ap, &ap.t().to_owned(), size_a * size_p, &what);
        assert_close(&pa, &pa.t().to_owned(), size_a * size_p, &what);
    }
}

/// 1 / (row + column + 1): condition 10¹³ at order 10.
fn check_hilbert<T: Element>() {
    let order = 10;
    let a =
        Array2::from_shape_fn((order, order), |(row, column)| number::<T>(1.0 / (row + column + 1) as f64));
    let b = Array2::from_elem((order, 1), T::one());
    let x = solve(&a, &b).unwrap();
    assert_close(&product(&a, &x), &b, frobenius(&a) * frobenius(&x), "Hilbert");
    let condition = cond(&a, Norm::Two).unwrap();
    assert!(
        condition >= (number::<T>(10.0) * T::epsilon()).recip() || condition > number(1e12),
        "{condition:e}"
    );
    assert!(rank(&a, Some(number(1e-3))).unwrap() < order);
    assert!(norm(&x, Norm::Max).unwrap() > T::one());
}

#[test]
fn singular_systems_name_the_pivot() {
    super::support::on_each_backend(|| {
        let a = array![[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0]];
        let error = solve(&a, &array![1.0, 2.0, 3.0]).unwrap_err();
        assert_eq!(error, LinalgError::Singular { operation: "solve", pivot: 2 });
        assert_eq!(error.to_string(), "solve: the matrix is singular: pivot 2 (counted from 0) is zero");
        assert_eq!(inv(&a).unwrap_err(), LinalgError::Singular { operation: "inv", pivot: 2 });
        assert_eq!(cond(&a, Norm::One).unwrap(), f64::INFINITY);
    });
}
