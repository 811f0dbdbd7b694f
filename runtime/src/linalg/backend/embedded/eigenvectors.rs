//! Eigenvectors that overflowed on the way.
//!
//! Back substitution in the Schur form grows without bounds where a matrix has fewer eigenvectors than eigenvalues. For such a value λ
//! the singular vector of the least singular value of `a − λ` is an eigenvector as near as λ itself is.

use faer::traits::RealField;
use ndarray::{Array1, Array2, ArrayView2, s};
use num_complex::Complex;

use super::decompositions::svd;
use crate::linalg::backend::Vectors;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;

/// Finds the vectors that are not finite again.
pub(super) fn mend<T: Element + RealField>(
    a: ArrayView2<'_, T>,
    values: &Array1<Complex<T>>,
    vectors: &mut Array2<Complex<T>>,
) -> Result<(), LinalgError> {
    for (at, value) in values.iter().enumerate() {
        if vectors.column(at).iter().all(|element| element.re.is_finite() && element.im.is_finite()) {
            continue;
        }
        let is_second = value.im < T::default() && at > 0 && values[at - 1] == value.conj();
        let vector = if is_second {
            vectors.column(at - 1).mapv(|element| element.conj())
        } else {
            eigenvector(a, *value)?
        };
        vectors.column_mut(at).assign(&vector);
    }
    Ok(())
}

/// A vector of length 1 that `a` multiplies by `value`.
fn eigenvector<T: Element + RealField>(
    a: ArrayView2<'_, T>,
    value: Complex<T>,
) -> Result<Array1<Complex<T>>, LinalgError> {
    let n = a.nrows();
    let mut shifted = a.to_owned();
    shifted.diag_mut().mapv_inplace(|entry| entry - value.re);
    if value.im == T::default() {
        return Ok(null_vector(shifted.view())?.mapv(|element| Complex::new(element, T::default())));
    }
    // Real and imaginary part as one vector of twice the length: (a − re)·x = −im·y, (a − re)·y = im·x.
    let mut both = Array2::default((2 * n, 2 * n));
    both.slice_mut(s![..n, ..n]).assign(&shifted);
    both.slice_mut(s![n.., n..]).assign(&shifted);
    both.slice_mut(s![..n, n..]).diag_mut().fill(value.im);
    both.slice_mut(s![n.., ..n]).diag_mut().fill(-value.im);
    let vector = null_vector(both.view())?;
    Ok(Array1::from_shape_fn(n, |row| Complex::new(vector[row], vector[row + n])))
}

/// The right singular vector of the least singular value.
fn null_vector<T: Element + RealField>(a: ArrayView2<'_, T>) -> Result<Array1<T>, LinalgError> {
    let parts = svd(a, Vectors::Thin)?;
    let vt = parts.vt.expect("vectors were asked for");
    Ok(vt.row(vt.nrows() - 1).to_owned())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn an_eigenvector_is_multiplied_by_its_value() {
        let a: Array2<f64> = array![[1.0, -2.0, 0.5], [2.0, 1.0, 0.25], [0.0, 0.0, 3.0]];
        for value in [Complex::new(1.0, 2.0), Complex::new(1.0, -2.0), Complex::new(3.0, 0.0)] {
            let vector = eigenvector(a.view(), value).unwrap();
            let length: f64 = vector.iter().map(|element| element.norm_sqr()).sum();
            assert!((length - 1.0).abs() < 1e-14, "{vector}");
            for (row, element) in a.outer_iter().zip(&vector) {
                let product: Complex<f64> = row.iter().zip(&vector).map(|(a, x)| x * a).sum();
                assert!((product - value * element).norm() < 1e-14, "{value}: {vector}");
            }
        }
    }
}
