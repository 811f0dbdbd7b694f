//! Numbers at the ends of the range: results that are in it are right, and what leaves it is an error.

use ndarray::{Array1, Array2, array};
use ufunc::linalg::{
    Diagonal, Element, LinalgError, Norm, Side, Triangle, cond, inv, lstsq, lu, pinv, solve, trsm, trsv,
};

use super::support::{LAYOUTS, Random, Stored, assert_within, both, is_in, number, roundings, whole};

both! {
    diagonals_of_any_size_are_divided_by = check_diagonals;
    rows_of_any_scale_are_solved = check_scaled_rows;
    what_overflows_on_the_way_only_is_right = check_cancellation;
    what_cannot_be_represented_is_an_error = check_overflow;
    infinities_of_the_caller_go_through = check_infinities;
}

both! {
    on_each_backend_with_lapack:
    least_squares_of_tiny_and_huge_matrices = check_least_squares;
}

/// The least and the largest numbers, and those about where inverses leave the range or are subnormal.
fn extremes<T: Element>() -> Vec<T> {
    let two = number::<T>(2.0);
    let (tiny, huge) = (T::min_positive_value(), T::max_value());
    let least = tiny * T::epsilon();
    let edge = huge.recip();
    [least, least * two, tiny / two, edge, edge / two, tiny, tiny * two, huge / two / two, huge / two, huge]
        .into_iter()
        .flat_map(|value| [value, -value])
        .collect()
}

fn check_diagonals<T: Element>() {
    for value in extremes::<T>() {
        for order in [1, 2, 3, 5, 8, 40] {
            // d·x = b for x = 1 in one column and −1/2 in the other, both exact unless b is the least number.
            let half = number::<T>(-0.5);
            let columns = if (value * half) / half == value { 2 } else { 1 };
            let x = Array2::from_shape_fn(
                (order, columns),
                |(_, column)| if column == 0 { T::one() } else { half },
            );
            let a = Array2::from_diag_elem(order, value);
            let b = x.mapv(|x| x * value);
            let what = format!("{order} {value:e}");
            assert_eq!(solve(&a, &b).unwrap(), x, "{what}");
            for triangle in [Triangle::Lower, Triangle::Upper] {
                for layout in LAYOUTS {
                    let (stored, mut found) = (Stored::new(layout, &a), Stored::new(layout, &b));
                    let one = T::one();
                    trsm(Side::Left, triangle, Diagonal::General, one, &stored.view(), &mut found.view_mut())
                        .unwrap();
                    assert_eq!(found.view(), x, "{what} {triangle:?} {layout:?}");
                    let mut first = b.column(0).to_owned();
                    trsv(triangle, Diagonal::General, &stored.view(), &mut first).unwrap();
                    assert_eq!(first, x.column(0), "{what} {triangle:?} {layout:?}");
                }
            }
            let turned = trsm_from_the_right(&a, &b);
            assert_eq!(turned, x, "{what}");
            let inverse = inv(&a);
            if value.recip().is_finite() {
                assert_eq!(inverse.unwrap(), Array2::from_diag_elem(order, value.recip()), "{what}");
            } else {
                assert_eq!(
                    inverse.unwrap_err(),
                    LinalgError::Overflow { operation: "inv", index: vec![0, 0] },
                    "{what}"
                );
            }
            // The inverse is rounded, and may be subnormal.
            let slack = roundings::<T>(2) + T::min_positive_value() * T::epsilon() * value.abs();
            assert!((cond(&a, Norm::One).unwrap() - T::one()).abs() <= slack, "{what}");
        }
    }
}

fn trsm_from_the_right<T: Element>(a: &Array2<T>, b: &Array2<T>) -> Array2<T> {
    let mut x = b.t().to_owned();
    trsm(Side::Right, Triangle::Lower, Diagonal::General, T::one(), a, &mut x).unwrap();
    x.reversed_axes()
}

/// Powers of two times the rows of a tame system: the solution is the same, bit by bit where the order of operations is.
fn check_scaled_rows<T: Element>() {
    let mut random = Random::new(91);
    let most = if size_of::<T>() == 4 { 100 } else { 900 };
    for order in [2, 7, 33, 130] {
        for triangle in [Triangle::Lower, Triangle::Upper] {
            let tame = random.triangular::<T>(order, triangle);
            let x = random.matrix::<T>(order, 3);
            let scale = |row: usize| number::<T>(2.0).powi(if row.is_multiple_of(2) { most } else { -most });
            let mut a = tame.clone();
            for ((row, column), value) in a.indexed_iter_mut() {
                if is_in(triangle, row, column) {
                    *value *= scale(row);
                }
            }
            let tame = whole(&tame, triangle, Diagonal::General);
            let b = tame.dot(&x);
            let mut found = b.clone();
            for ((row, _), value) in found.indexed_iter_mut() {
                *value *= scale(row);
            }
            trsm(Side::Left, triangle, Diagonal::General, T::one(), &a, &mut found).unwrap();
            let again = tame.dot(&found);
            let magnitude = tame.mapv(T::abs).dot(&found.mapv(T::abs)) + b.mapv(T::abs);
            let bound = magnitude * roundings::<T>(4 * order + 8);
            assert_within(&again.view(), &b, &bound, &format!("{order} {triangle:?}"));
        }
    }
}

/// (b − l·x) / d with a large difference of larger numbers, or a large ratio l / d.
fn check_cancellation<T: Element>() {
    let power = |share: f64| {
        let most = if size_of::<T>() == 4 { 127.0 } else { 1023.0 };
        number::<T>(2.0).powi((share * most) as i32)
    };
    // The second row: (B − B·(1 − ε)) / d with B / d beyond the range.
    let (big, small) = (power(0.9), power(-0.15));
    let near = T::one() - T::epsilon();
    let a = array![[T::one(), T::zero()], [big, small]];
    let b = array![[near], [big]];
    let expected = array![[near], [big * T::epsilon() / small]];
    let mut found = b.clone();
    trsm(Side::Left, Triangle::Lower, Diagonal::General, T::one(), &a, &mut found).unwrap();
    assert_eq!(found, expected);
    // L / d beyond the range, times a small x.
    let (large, small, x) = (power(0.6), power(-0.6), power(-0.9));
    let a = array![[T::one(), T::zero()], [large, small]];
    let mut found = array![[x, T::zero()], [T::zero(), small]];
    trsm(Side::Left, Triangle::Lower, Diagonal::General, T::one(), &a, &mut found).unwrap();
    assert_eq!(found, array![[x, T::zero()], [-(large * x) / small, T::one()]]);
}

fn check_overflow<T: Element>() {
    let least = T::min_positive_value() * T::epsilon();
    let a = array![[T::one(), T::zero()], [T::zero(), least]];
    let error = inv(&a).unwrap_err();
    assert_eq!(error, LinalgError::Overflow { operation: "inv", index: vec![1, 1] });
    assert_eq!(
        error.to_string(),
        "inv: the result overflows at [1, 1]; with the matrix times a power of two its elements may be in range"
    );
    let error = solve(&a, &array![T::one(), T::one()]).unwrap_err();
    assert_eq!(error, LinalgError::Overflow { operation: "solve", index: vec![1, 0] });
    assert_eq!(cond(&a, Norm::One).unwrap(), T::infinity());
    // The second pivot is −2·huge.
    let huge = T::max_value();
    let a = array![[huge, huge], [huge, -huge]];
    let factors = lu(&a).unwrap();
    assert_eq!(factors.u()[[1, 1]], T::neg_infinity());
    let error = factors.solve(&array![[T::one()], [huge]]).unwrap_err();
    assert_eq!(error, LinalgError::Overflow { operation: "solve", index: vec![1, 1] });
}

fn check_infinities<T: Element>() {
    let a = Array2::from_diag_elem(3, number::<T>(2.0));
    let mut b = array![[T::infinity(), T::one()], [T::zero(), T::one()], [T::zero(), T::one()]];
    trsm(Side::Left, Triangle::Upper, Diagonal::General, T::one(), &a, &mut b).unwrap();
    assert_eq!(b[[0, 0]], T::infinity());
    assert_eq!(b.column(1).to_vec(), [number::<T>(0.5); 3]);
    let x = lu(&a).unwrap().solve(&array![[T::infinity()], [T::zero()], [T::zero()]]).unwrap();
    assert!(!x[[0, 0]].is_finite(), "right-hand sides of factors are not looked at");
}

fn check_least_squares<T: Element>() {
    let largest = T::max_value() / number(16.0);
    for value in [T::min_positive_value() / number(16.0), T::min_positive_value(), largest.sqrt(), largest] {
        // Subnormal numbers have fewer digits.
        let tolerance = roundings::<T>(200) + T::min_positive_value() * T::epsilon() / value * number(4.0);
        for order in [1, 2, 12] {
            let a = Array2::from_diag_elem(order, value);
            let found = lstsq(&a, &Array1::from_elem(order, value), None).unwrap();
            assert!(found.solution.iter().all(|x| (*x - T::one()).abs() <= tolerance), "{value:e} {found:?}");
            match pinv(&a, None) {
                Ok(inverse) => {
                    let far =
                        inverse.diag().iter().map(|x| (*x * value - T::one()).abs()).fold(T::zero(), T::max);
                    // The inverse of a large number is subnormal itself.
                    let slack = T::min_positive_value() * T::epsilon() * value;
                    assert!(far <= tolerance + slack, "{value:e} {far:e}");
                }
                Err(error) => {
                    assert!(!value.recip().is_finite(), "{value:e}: {error}");
                    assert_eq!(error, LinalgError::Overflow { operation: "pinv", index: vec![0, 0] });
                }
            }
        }
    }
}
