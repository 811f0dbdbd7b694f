//! What linear algebra is computed with: a backend does the heavy parts on one thread, and everything else is the same for
//! all of them.
//!
//! [`Routines`] is the whole face of a backend: a product of matrices, a triangular solve, and the decompositions that need
//! an iteration. LU, Cholesky and QR are built on the first two in [`factor`](super::factor), so that they run on
//! our threads whatever the backend. A backend never starts a thread: panels are handed to workers above it
//! ([`panels`](super::panels)).
//!
//! Blocks are `ndarray` views: any strides, negative ones too. A backend whose library wants columns or rows without gaps
//! copies blocks that have none.

mod choice;
#[cfg(feature = "linalg")]
pub(super) mod embedded;
#[cfg(feature = "openblas")]
pub(super) mod openblas;

use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, ShapeBuilder};
use num_complex::Complex;

pub use choice::{Backend, backend, set_backend};

use super::element::Element;
use super::error::LinalgError;
use super::shapes::{Diagonal, Triangle};

/// Where the result of a product may be cut into tiles that are products by themselves, with the bits of the whole. Each tile has to
/// be [`LEAST_TILE`] operations at least, so that no way for small products is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seams {
    /// Between lines: at multiples of so many of them. Lines are rows of a result whose rows have no gaps, else columns.
    pub(crate) between_lines: usize,
    /// Across lines: at multiples of so many elements, if it may be cut there at all.
    pub(crate) across_lines: Option<usize>,
}

/// Operations (a multiplication with an addition is two) of the smallest tile. OpenBLAS has other kernels, which do not cut long sums,
/// for products of up to 28·512² multiplications (`sgemm_direct`, for AVX-512).
pub(crate) const LEAST_TILE: f64 = 1.5e7;

/// Which singular vectors are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vectors {
    /// None.
    None,
    /// As many as there are singular values.
    Thin,
    /// All, so that U and Vᵀ are square.
    Full,
}

/// A = U·diag(s)·Vᵀ. Values in descending order; vectors only where they were asked for.
#[derive(Debug)]
pub(crate) struct SvdParts<T> {
    pub(crate) u: Option<Array2<T>>,
    pub(crate) values: Array1<T>,
    /// Vᵀ, a vector in each row.
    pub(crate) vt: Option<Array2<T>>,
}

/// What a backend computes, on the calling thread, for matrices whose shapes fit, whose elements are finite where a
/// decomposition is asked for, and none of whose lengths is 0 or above [`Routines::largest_length`].
///
/// `beta == 0` means that `c` is not read: NaN in it does not matter.
pub(crate) trait Routines<T>: Sync {
    /// The greatest number of rows, columns and elements from one row to the next that the library can count.
    fn largest_length(&self) -> usize {
        usize::MAX
    }

    /// Where a result of [`Routines::gemm`] may be cut so that its elements keep their bits.
    fn seams(&self) -> Seams;

    /// `c = alpha·a·b + beta·c`.
    fn gemm(&self, alpha: T, a: ArrayView2<'_, T>, b: ArrayView2<'_, T>, beta: T, c: ArrayViewMut2<'_, T>);

    /// `b = a⁻¹·b` for the triangle of `a`; the other triangle, and a unit diagonal, are not read.
    fn trsm(&self, triangle: Triangle, diagonal: Diagonal, a: ArrayView2<'_, T>, b: ArrayViewMut2<'_, T>);

    /// The singular values of `a`, and its singular vectors (gesdd).
    ///
    /// # Errors
    /// If the iteration does not converge, or the library has no such routine.
    fn svd(&self, a: ArrayView2<'_, T>, vectors: Vectors) -> Result<SvdParts<T>, LinalgError>;

    /// The eigenvalues of a symmetric matrix in ascending order, and with `vectors` its eigenvectors, one in each column
    /// (syevd). One triangle is read.
    ///
    /// # Errors
    /// As [`Routines::svd`].
    fn eigh(
        &self,
        triangle: Triangle,
        a: ArrayView2<'_, T>,
        vectors: bool,
    ) -> Result<(Array1<T>, Option<Array2<T>>), LinalgError>;

    /// The eigenvalues of a matrix, and with `vectors` its right eigenvectors, one in each column, of any length (geev).
    /// Conjugate pairs stand next to each other, the one with positive imaginary part first.
    ///
    /// # Errors
    /// As [`Routines::svd`].
    fn eig(&self, a: ArrayView2<'_, T>, vectors: bool) -> Result<Eigen<T>, LinalgError>;
}

/// Eigenvalues, and eigenvectors in columns.
pub(crate) type Eigen<T> = (Array1<Complex<T>>, Option<Array2<Complex<T>>>);

/// The vectors of conjugate pairs stand in two columns, real part and imaginary part of the first.
fn complex_vectors<T: Element>(packed: &Array2<T>, im: &Array1<T>) -> Array2<Complex<T>> {
    let n = im.len();
    let nothing = T::default();
    let mut vectors = Array2::from_elem((n, n).f(), Complex::new(nothing, nothing));
    let mut column = 0;
    while column < n {
        if im[column] == nothing {
            for row in 0..n {
                vectors[[row, column]].re = packed[[row, column]];
            }
            column += 1;
        } else {
            for row in 0..n {
                let (re, im) = (packed[[row, column]], packed[[row, column + 1]]);
                vectors[[row, column]] = Complex::new(re, im);
                vectors[[row, column + 1]] = Complex::new(re, -im);
            }
            column += 2;
        }
    }
    vectors
}
