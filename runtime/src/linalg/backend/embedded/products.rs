//! Products and triangular solves.

use faer::linalg::matmul::matmul;
use faer::linalg::triangular_solve::{
    solve_lower_triangular_in_place, solve_unit_lower_triangular_in_place,
    solve_unit_upper_triangular_in_place, solve_upper_triangular_in_place,
};
use faer::traits::RealField;
use faer::{Accum, Par};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2};

use super::product::Lanes;
use super::{Embedded, decompositions, mat_mut, mat_ref, product};
use crate::linalg::backend::{Eigen, LEAST_TILE, Routines, Seams, SvdParts, Vectors};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{Diagonal, Triangle};

/// Multiplications up to which `faer` is faster: it packs little, and has a kernel for each small shape. No tile of a larger product is
/// as small.
const FEW: f64 = 2.1e6;

const _: () = assert!(FEW < LEAST_TILE / 2.0);

impl<T: Element + Lanes + RealField> Routines<T> for Embedded {
    fn seams(&self) -> Seams {
        // Whole tiles of registers are the fastest, and no cut changes bits.
        Seams { between_lines: 8, across_lines: Some(16) }
    }

    fn gemm(
        &self,
        alpha: T,
        a: ArrayView2<'_, T>,
        b: ArrayView2<'_, T>,
        beta: T,
        mut c: ArrayViewMut2<'_, T>,
    ) {
        if a.nrows() as f64 * a.ncols() as f64 * b.ncols() as f64 > FEW {
            return product::multiply(alpha, a, b, beta, c);
        }
        let accumulate = if beta == T::zero() {
            Accum::Replace
        } else {
            if beta != T::one() {
                c.mapv_inplace(|old| beta * old);
            }
            Accum::Add
        };
        // Results in rows are results in columns of the transposed product.
        if c.strides()[1].unsigned_abs() == 1 && c.strides()[0].unsigned_abs() != 1 {
            let c = mat_mut(c.reversed_axes());
            matmul(c, accumulate, mat_ref(b.reversed_axes()), mat_ref(a.reversed_axes()), alpha, Par::Seq);
        } else {
            matmul(mat_mut(c), accumulate, mat_ref(a), mat_ref(b), alpha, Par::Seq);
        }
    }

    fn trsm(&self, triangle: Triangle, diagonal: Diagonal, a: ArrayView2<'_, T>, b: ArrayViewMut2<'_, T>) {
        let (a, b) = (mat_ref(a), mat_mut(b));
        match (triangle, diagonal) {
            (Triangle::Lower, Diagonal::General) => solve_lower_triangular_in_place(a, b, Par::Seq),
            (Triangle::Lower, Diagonal::Unit) => solve_unit_lower_triangular_in_place(a, b, Par::Seq),
            (Triangle::Upper, Diagonal::General) => solve_upper_triangular_in_place(a, b, Par::Seq),
            (Triangle::Upper, Diagonal::Unit) => solve_unit_upper_triangular_in_place(a, b, Par::Seq),
        }
    }

    fn svd(&self, a: ArrayView2<'_, T>, vectors: Vectors) -> Result<SvdParts<T>, LinalgError> {
        decompositions::svd(a, vectors)
    }

    fn eigh(
        &self,
        triangle: Triangle,
        a: ArrayView2<'_, T>,
        vectors: bool,
    ) -> Result<(Array1<T>, Option<Array2<T>>), LinalgError> {
        decompositions::eigh(triangle, a, vectors)
    }

    fn eig(&self, a: ArrayView2<'_, T>, vectors: bool) -> Result<Eigen<T>, LinalgError> {
        decompositions::eig(a, vectors)
    }
}
