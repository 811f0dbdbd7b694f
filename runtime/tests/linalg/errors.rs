//! Bad input: an error that names what is wrong and where, and nothing written.

use ndarray::{Array2, array};
use ufunc::linalg::{self, Backend, Diagonal, LinalgError, Side, Triangle, set_backend};

use super::support::on_each_backend;

const LOWER: Triangle = Triangle::Lower;
const GENERAL: Diagonal = Diagonal::General;

fn message<R: std::fmt::Debug>(result: Result<R, LinalgError>) -> String {
    result.expect_err("the input is bad").to_string()
}

#[test]
fn shapes_are_named_with_the_rule() {
    on_each_backend(|| {
        let (a, b) = (Array2::<f64>::zeros((2, 3)), Array2::<f64>::zeros((4, 5)));
        let mut c = Array2::from_elem((2, 5), 7.0);
        assert_eq!(
            message(linalg::gemm(1.0, &a, &b, 0.0, &mut c)),
            "gemm: a of shape [2, 3] and b of shape [4, 5] do not fit: `a` needs as many columns as `b` has rows"
        );
        assert!(c.iter().all(|value| *value == 7.0), "nothing is written");
        assert_eq!(
            message(linalg::gemm(1.0, &a, &a.t(), 0.0, &mut c)),
            "gemm: b of shape [3, 2] and c of shape [2, 5] do not fit: `c` needs as many columns as `b`"
        );
        assert_eq!(
            message(linalg::gemm(1.0, &a.t(), &a, 0.0, &mut c)),
            "gemm: a of shape [3, 2] and c of shape [2, 5] do not fit: `c` needs as many rows as `a`"
        );
        assert_eq!(
            message(linalg::dot(&[1.0, 2.0], &[1.0])),
            "dot: x of shape [2] and y of shape [1] do not fit: they need the same length"
        );
        assert_eq!(
            message(linalg::gemv(1.0, &a, &[1.0; 2], 0.0, &mut [0.0; 2])),
            "gemv: a of shape [2, 3] and x of shape [2] do not fit: the vector needs as many elements as `a` has columns"
        );
        assert_eq!(
            message(linalg::solve(&Array2::<f64>::eye(3), &b)),
            "solve: a of shape [3, 3] and b of shape [4, 5] do not fit: `b` needs as many rows as `a`"
        );
        assert_eq!(message(linalg::inv(&a)), "inv: the matrix has shape [2, 3], but it has to be square");
        let cube = ndarray::Array3::<f64>::zeros((3, 1, 1));
        assert_eq!(
            message(linalg::solve(&Array2::<f64>::eye(3), &cube)),
            "solve: an operand has shape [3, 1, 1], which is 3 axes; allowed is a vector or a matrix"
        );
    });
}

#[test]
fn every_function_refuses_shapes_that_do_not_fit() {
    on_each_backend(|| {
        let (wide, square) = (Array2::<f32>::zeros((2, 3)), Array2::<f32>::eye(3));
        let other = || Array2::<f32>::zeros((4, 4));
        let mut short = [0.0_f32; 2];
        assert!(linalg::axpy(1.0, &[1.0_f32; 3], &mut short).is_err());
        assert!(linalg::copy(&[1.0_f32; 3], &mut short).is_err());
        assert!(linalg::swap(&mut [1.0_f32; 3], &mut short).is_err());
        assert!(linalg::rot(&mut [1.0_f32; 3], &mut short, 1.0, 0.0).is_err());
        assert!(linalg::dsdot(&[1.0_f32; 3], &short).is_err());
        assert!(linalg::sdsdot(0.0, &[1.0_f32; 3], &short).is_err());
        assert!(linalg::gemv(1.0, &wide, &[1.0; 3], 0.0, &mut [0.0; 3]).is_err());
        assert!(linalg::ger(1.0, &[1.0; 3], &[1.0; 3], &mut wide.clone()).is_err());
        assert!(linalg::ger(1.0, &[1.0; 2], &[1.0; 2], &mut wide.clone()).is_err());
        assert!(linalg::symv(LOWER, 1.0, &wide, &[1.0; 3], 0.0, &mut short).is_err());
        assert!(linalg::symv(LOWER, 1.0, &square, &[1.0; 3], 0.0, &mut short).is_err());
        assert!(linalg::trmv(LOWER, GENERAL, &square, &mut short).is_err());
        assert!(linalg::trsv(LOWER, GENERAL, &wide, &mut short).is_err());
        for side in [Side::Left, Side::Right] {
            assert!(linalg::symm(side, LOWER, 1.0, &wide, &wide, 0.0, &mut other()).is_err());
            assert!(linalg::symm(side, LOWER, 1.0, &square, &other(), 0.0, &mut other()).is_err());
            assert!(linalg::trmm(side, LOWER, GENERAL, 1.0, &square, &mut other()).is_err());
            assert!(linalg::trsm(side, LOWER, GENERAL, 1.0, &square, &mut other()).is_err());
        }
        assert!(linalg::symm(Side::Left, LOWER, 1.0, &square, &square, 0.0, &mut other()).is_err());
        assert!(linalg::syrk(LOWER, 1.0, &wide, 0.0, &mut other()).is_err());
        assert!(linalg::syrk(LOWER, 1.0, &wide, 0.0, &mut wide.clone()).is_err());
        assert!(linalg::cholesky(LOWER, &wide).is_err());
        assert!(linalg::eigh(LOWER, &wide).is_err());
        assert!(linalg::eig(&wide).is_err());
        assert!(linalg::det(&wide).is_err());
        assert!(linalg::slogdet(&wide).is_err());
        assert!(linalg::lstsq(&wide, &other(), None).is_err());
        assert!(linalg::lu(&wide).unwrap().solve(&wide).is_err());
        assert!(linalg::qr(&wide).unwrap().transposed_product(&other()).is_err());
    });
}

#[test]
fn nan_and_infinities_are_found_before_a_factorisation() {
    on_each_backend(|| {
        let mut a = Array2::<f64>::eye(4);
        a[[2, 1]] = f64::NAN;
        let place = "the element at [2, 1] is NaN or infinite; allowed are finite numbers";
        assert_eq!(message(linalg::lu(&a)), format!("lu: {place}"));
        assert_eq!(message(linalg::solve(&a, &array![1.0, 1.0, 1.0, 1.0])), format!("solve: {place}"));
        assert_eq!(message(linalg::inv(&a)), format!("inv: {place}"));
        assert_eq!(message(linalg::det(&a)), format!("det: {place}"));
        assert_eq!(message(linalg::qr(&a)), format!("qr: {place}"));
        assert_eq!(message(linalg::svd(&a)), format!("svd: {place}"));
        assert_eq!(message(linalg::eig(&a)), format!("eig: {place}"));
        assert_eq!(message(linalg::eigh(LOWER, &a)), format!("eigh: {place}"));
        assert_eq!(message(linalg::cholesky(LOWER, &a)), format!("cholesky: {place}"));
        assert_eq!(message(linalg::pinv(&a, None)), format!("pinv: {place}"));
        // The other triangle is not read.
        assert!(linalg::cholesky(Triangle::Upper, &a).is_ok());
        assert!(!matches!(linalg::eigh(Triangle::Upper, &a), Err(LinalgError::NotFinite { .. })));
        let b = array![1.0, f64::INFINITY, 0.0, 0.0];
        assert_eq!(
            message(linalg::solve(&Array2::<f64>::eye(4), &b)),
            "solve: the element at [1] is NaN or infinite; allowed are finite numbers"
        );
    });
}

#[test]
fn a_zero_on_the_diagonal_is_found_before_a_triangular_solve() {
    on_each_backend(|| {
        let mut a = Array2::<f64>::eye(5);
        a[[3, 3]] = 0.0;
        let mut x = array![1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(
            linalg::trsv(LOWER, GENERAL, &a, &mut x),
            Err(LinalgError::Singular { operation: "trsv", pivot: 3 })
        );
        assert_eq!(x, array![1.0, 2.0, 3.0, 4.0, 5.0]);
        let mut b = Array2::<f64>::ones((5, 2));
        let error = linalg::trsm(Side::Left, LOWER, GENERAL, 1.0, &a, &mut b).unwrap_err();
        assert_eq!(error, LinalgError::Singular { operation: "trsm", pivot: 3 });
        assert_eq!(b, Array2::<f64>::ones((5, 2)));
        linalg::trsv(LOWER, Diagonal::Unit, &a, &mut x).unwrap();
    });
}

#[test]
fn backends_have_names_and_are_refused_where_they_are_not() {
    for backend in Backend::ALL {
        assert_eq!(backend.to_string().to_uppercase().parse(), Ok(backend));
        if !backend.is_compiled() {
            let error = set_backend(backend).unwrap_err().to_string();
            assert!(error.contains("the cargo feature") && error.contains("is off"), "{error}");
        }
    }
    assert_eq!(
        "mkl".parse::<Backend>().unwrap_err().to_string(),
        "`mkl` is not a backend; allowed is `embedded` or `openblas`"
    );
}
