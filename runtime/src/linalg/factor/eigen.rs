//! Eigenvalues and eigenvectors.

use ndarray::{Array1, Array2, ArrayRef2};
use num_complex::Complex;

use crate::linalg::backend::Eigen;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{Triangle, check_finite, routines_for, square};

/// Eigenvalues, and eigenvectors in columns.
type Pairs<T> = (Array1<Complex<T>>, Array2<Complex<T>>);

/// The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors, orthonormal, one in each column. One triangle
/// is read.
///
/// Each eigenvalue is off by at most about p(n)·ε·‖A‖₂, with a p that grows slowly.
///
/// # Errors
/// If `a` is not square, an element of the triangle is NaN or infinite, the iteration does not converge, or the backend's
/// library has no LAPACK.
pub fn eigh<T: Element>(triangle: Triangle, a: &ArrayRef2<T>) -> Result<(Array1<T>, Array2<T>), LinalgError> {
    let (values, vectors) = symmetric("eigh", triangle, a, true)?;
    Ok((values, vectors.unwrap_or_default()))
}

/// The eigenvalues of a symmetric matrix in ascending order. One triangle is read.
///
/// # Errors
/// As [`eigh`].
pub fn eigvalsh<T: Element>(triangle: Triangle, a: &ArrayRef2<T>) -> Result<Array1<T>, LinalgError> {
    Ok(symmetric("eigvalsh", triangle, a, false)?.0)
}

/// The eigenvalues of a square matrix, and its right eigenvectors, one in each column.
///
/// Conjugate pairs stand next to each other, the one with positive imaginary part first. Vectors have the Euclidean norm 1, and
/// their largest element is real, as LAPACK's geev has it. A matrix that cannot be diagonalised has eigenvectors that
/// depend on each other: then they mean little.
///
/// ```
/// // A rotation by a right angle.
/// let (values, _) = ufunc::linalg::eig(&ndarray::array![[0.0, -1.0], [1.0, 0.0]])?;
/// assert!((values[0].im - 1.0_f64).abs() < 1e-15 && (values[1].im + 1.0).abs() < 1e-15);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If `a` is not square, an element is NaN or infinite, the iteration does not converge, or the backend's library has no
/// LAPACK.
pub fn eig<T: Element>(a: &ArrayRef2<T>) -> Result<Pairs<T>, LinalgError> {
    let (values, vectors) = general("eig", a, true)?;
    let mut vectors = vectors.unwrap_or_default();
    for mut vector in vectors.columns_mut() {
        normalise(&mut vector);
    }
    Ok((values, vectors))
}

/// The eigenvalues of a square matrix.
///
/// # Errors
/// As [`eig`].
pub fn eigvals<T: Element>(a: &ArrayRef2<T>) -> Result<Array1<Complex<T>>, LinalgError> {
    Ok(general("eigvals", a, false)?.0)
}

fn symmetric<T: Element>(
    operation: &'static str,
    triangle: Triangle,
    a: &ArrayRef2<T>,
    vectors: bool,
) -> Result<(Array1<T>, Option<Array2<T>>), LinalgError> {
    let order = square(operation, a)?;
    let wrong = a
        .indexed_iter()
        .find(|((row, column), value)| triangle.contains(*row, *column) && !value.is_finite());
    if let Some(((row, column), _)) = wrong {
        return Err(LinalgError::NotFinite { operation, index: vec![row, column] });
    }
    let routines = routines_for::<T>(operation, &[order])?;
    if order == 0 {
        return Ok((Array1::default(0), None));
    }
    routines.eigh(triangle, a.view(), vectors)
}

fn general<T: Element>(
    operation: &'static str,
    a: &ArrayRef2<T>,
    vectors: bool,
) -> Result<Eigen<T>, LinalgError> {
    let order = square(operation, a)?;
    check_finite(operation, &a.view())?;
    let routines = routines_for::<T>(operation, &[order])?;
    if order == 0 {
        return Ok((Array1::from_vec(Vec::new()), None));
    }
    let (values, vectors) = routines.eig(a.view(), vectors)?;
    if values.iter().any(|value| !(value.re.is_finite() && value.im.is_finite())) {
        return Err(LinalgError::NoConvergence { operation, shape: a.shape().to_vec() });
    }
    Ok((values, vectors))
}

/// Scales a vector to length 1, and turns it so that its largest element is real.
fn normalise<T: Element>(vector: &mut ndarray::ArrayViewMut1<'_, Complex<T>>) {
    // Scaled by the largest element first, so that no square overflows.
    let size = |value: &Complex<T>| value.re.abs().max(value.im.abs());
    let largest = vector.iter().fold(T::zero(), |largest, value| largest.max(size(value)));
    if largest == T::zero() {
        return;
    }
    let mut squares = T::zero();
    let mut widest = (T::zero(), Complex::new(T::one(), T::zero()));
    for value in vector.iter_mut() {
        *value = Complex::new(value.re / largest, value.im / largest);
        let square = value.re * value.re + value.im * value.im;
        squares += square;
        if square > widest.0 {
            widest = (square, *value);
        }
    }
    let length = squares.sqrt();
    if vector.iter().all(|value| value.im == T::zero()) {
        vector.mapv_inplace(|value| Complex::new(value.re / length, T::zero()));
        return;
    }
    // Multiplied by the conjugate of the widest element, of modulus 1.
    let modulus = widest.0.sqrt();
    let turn = Complex::new(widest.1.re / modulus / length, -widest.1.im / modulus / length);
    vector.mapv_inplace(|value| {
        let turned =
            Complex::new(value.re * turn.re - value.im * turn.im, value.re * turn.im + value.im * turn.re);
        if value == widest.1 { Complex::new(turned.re, T::zero()) } else { turned }
    });
}
