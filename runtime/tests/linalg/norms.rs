//! Norms, condition and rank of matrices that are known.

use ndarray::{Array2, array};
use ufunc::linalg::{Element, LinalgError, Norm, cond, norm, rank};

use super::support::{Random, both, frobenius, number, roundings};

both! {
    norms_neither_overflow_nor_underflow = check_range;
}

both! {
    on_each_backend_with_lapack:
    norms_of_a_known_matrix = check_known;
    conditions_of_known_matrices = check_cond;
    ranks_of_known_matrices = check_rank;
}

fn near<T: Element>(found: T, expected: f64) {
    let expected = number::<T>(expected);
    assert!((found - expected).abs() <= expected * roundings(60), "{found} for {expected}");
}

fn check_known<T: Element>() {
    let a = array![[1.0, -2.0], [3.0, 4.0], [0.0, -1.0]].mapv(number::<T>);
    near(norm(&a, Norm::One).unwrap(), 7.0);
    near(norm(&a, Norm::Infinity).unwrap(), 7.0);
    near(norm(&a.t(), Norm::Max).unwrap(), 4.0);
    near(norm(&a, Norm::Frobenius).unwrap(), 31.0_f64.sqrt());
    // AᵀA = [[10, 10], [10, 21]].
    let root = (121.0_f64 / 4.0 + 100.0).sqrt();
    let (first, second) = ((15.5 + root).sqrt(), (15.5 - root).sqrt());
    near(norm(&a, Norm::Two).unwrap(), first);
    near(norm(&a, Norm::Nuclear).unwrap(), first + second);
    for of in [Norm::Frobenius, Norm::One, Norm::Infinity, Norm::Two, Norm::Nuclear, Norm::Max] {
        assert_eq!(norm(&Array2::<T>::zeros((0, 3)), of).unwrap(), T::zero(), "{of:?}");
    }
    for of in [Norm::Frobenius, Norm::One, Norm::Infinity, Norm::Max] {
        assert!(norm(&array![[T::nan(), T::one()]], of).unwrap().is_nan(), "{of:?}");
    }
}

fn check_range<T: Element>() {
    let huge = T::max_value() / number(10.0);
    let a = array![[huge, huge], [T::zero(), huge]];
    let found = norm(&a, Norm::Frobenius).unwrap() / huge;
    near(found, 3.0_f64.sqrt());
    let tiny = T::min_positive_value();
    near(norm(&array![[tiny, tiny], [tiny, tiny]], Norm::Frobenius).unwrap() / tiny, 2.0);
}

fn check_cond<T: Element>() {
    let diagonal = Array2::from_diag(&array![4.0, 2.0, 0.5].mapv(number::<T>));
    for of in [Norm::One, Norm::Infinity, Norm::Two] {
        near(cond(&diagonal, of).unwrap(), 8.0);
    }
    let zero = Array2::<T>::zeros((2, 2));
    assert_eq!(cond(&zero, Norm::Two).unwrap(), T::infinity());
    assert_eq!(cond(&zero, Norm::Frobenius).unwrap(), T::infinity());
    assert!(matches!(cond(&Array2::<T>::zeros((0, 0)), Norm::Two), Err(LinalgError::Empty { .. })));
    assert!(matches!(cond(&Array2::<T>::ones((2, 3)), Norm::One), Err(LinalgError::NotSquare { .. })));
    let a = Random::new(71).matrix::<T>(9, 5);
    assert!(cond(&a, Norm::Two).unwrap() >= T::one());
    assert!(frobenius(&a) > T::zero());
}

fn check_rank<T: Element>() {
    assert_eq!(rank(&Array2::<T>::zeros((4, 4)), None).unwrap(), 0);
    assert_eq!(rank(&Array2::<T>::ones((4, 6)), None).unwrap(), 1);
    assert_eq!(rank(&Array2::<T>::zeros((0, 3)), None).unwrap(), 0);
    assert_eq!(rank(&Array2::<T>::from_diag_elem(5, T::one()), None).unwrap(), 5);
    let steps = Array2::from_diag(&array![1.0, 1e-2, 1e-4].mapv(number::<T>));
    assert_eq!(rank(&steps, Some(number(1e-3))).unwrap(), 2);
    let error = rank(&steps, Some(-T::one())).unwrap_err().to_string();
    assert_eq!(error, "rank: the tolerance for singular values is -1; allowed is a number from 0 on");
    assert!(rank(&steps, Some(T::nan())).is_err());
}
