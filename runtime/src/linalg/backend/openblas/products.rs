//! Products and triangular solves, by the C functions of BLAS.

use cblas_sys::{CblasLeft, CblasLower, CblasNonUnit, CblasUnit, CblasUpper};
use ndarray::{ArrayView2, ArrayViewMut2};

use super::block::{Operand, Order, layout};
use super::decompositions::{self, Lapack};
use super::{OpenBlas, int, library};
use crate::linalg::backend::{Eigen, Routines, Seams, SvdParts, Vectors};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{Diagonal, Triangle};
use ndarray::{Array1, Array2};

macro_rules! routines {
    ($($t:ident $gemm:ident $trsm:ident;)+) => {$(
        impl Routines<$t> for OpenBlas {
            fn largest_length(&self) -> usize {
                i32::MAX as usize
            }

            fn seams(&self) -> Seams {
                seams(size_of::<$t>())
            }

            fn gemm(
                &self,
                alpha: $t,
                a: ArrayView2<'_, $t>,
                b: ArrayView2<'_, $t>,
                beta: $t,
                c: ArrayViewMut2<'_, $t>,
            ) {
                let (inner, a, b) = (int(a.ncols()), Operand::new(&a), Operand::new(&b));
                in_place(c, beta != 0.0, |order, apart, mut c| {
                    let ((a, a_apart, a_turned), (b, b_apart, b_turned)) = (a.in_order(order), b.in_order(order));
                    let (rows, columns) = c.dim();
                    // SAFETY: the operands are blocks of these shapes whose lines are so far apart, in the order that is
                    // told, and `c` is borrowed mutably, so that it is none of the others.
                    unsafe {
                        cblas_sys::$gemm(
                            order.cblas(), a_turned.cblas(), b_turned.cblas(), int(rows), int(columns), inner,
                            alpha, a, int(a_apart), b, int(b_apart), beta, c.as_mut_ptr(), int(apart),
                        );
                    }
                });
            }

            fn trsm(&self, triangle: Triangle, diagonal: Diagonal, a: ArrayView2<'_, $t>, b: ArrayViewMut2<'_, $t>) {
                let a = Operand::new(&a);
                in_place(b, true, |order, apart, mut b| {
                    let (a, a_apart, turned) = a.in_order(order);
                    let triangle = if turned.is_transposed() { triangle.transposed() } else { triangle };
                    let upper = if triangle == Triangle::Upper { CblasUpper } else { CblasLower };
                    let diagonal = if diagonal == Diagonal::Unit { CblasUnit } else { CblasNonUnit };
                    let (rows, columns) = b.dim();
                    // SAFETY: as above.
                    unsafe {
                        cblas_sys::$trsm(
                            order.cblas(), CblasLeft, upper, turned.cblas(), diagonal, int(rows), int(columns),
                            1.0, a, int(a_apart), b.as_mut_ptr(), int(apart),
                        );
                    }
                });
            }

            fn svd(&self, a: ArrayView2<'_, $t>, vectors: Vectors) -> Result<SvdParts<$t>, LinalgError> {
                decompositions::svd(<$t as Lapack>::GESDD, a, vectors)
            }

            fn eigh(
                &self,
                triangle: Triangle,
                a: ArrayView2<'_, $t>,
                vectors: bool,
            ) -> Result<(Array1<$t>, Option<Array2<$t>>), LinalgError> {
                decompositions::eigh(<$t as Lapack>::SYEVD, triangle, a, vectors)
            }

            fn eig(&self, a: ArrayView2<'_, $t>, vectors: bool) -> Result<Eigen<$t>, LinalgError> {
                decompositions::eig(<$t as Lapack>::GEEV, a, vectors)
            }
        }
    )+};
}

routines! {
    f32 cblas_sgemm cblas_strsm;
    f64 cblas_dgemm cblas_dtrsm;
}

/// Where results may be cut. What follows was read in OpenBLAS 0.3.34 (`driver/level3/level3.c` and its kernels).
///
/// Its driver cuts the inner axis by its length alone, lines into groups of 2, 4, 8, 12 or 24 from the first one on, and what is across
/// them in groups of its own, starting anew in blocks whose length depends on how many elements there are. A kernel adds up a group of lines
/// by a group of elements in an order that belongs to this pair of groups. So a cut between lines at multiples of 96, which all
/// those numbers divide (and 16, 32 and 48), leaves all groups as they are. Those of a last group, which may be smaller, are the same
/// ones because only the last tile has it.
///
/// The kernel for double precision of Haswell and Zen adds in the order of the inner index in every group but that of a single last
/// line, so that there other even numbers do, and elements across lines may be cut at multiples of 4.
fn seams(size: usize) -> Seams {
    if size == 8 && library::has_plain_sums() {
        Seams { between_lines: 8, across_lines: Some(16) }
    } else {
        Seams { between_lines: 96, across_lines: None }
    }
}

/// Runs `work` on a block that it changes, in the order in which it lies and with the distance of its lines, or on a copy
/// where it has gaps. `is_read` says whether the block's elements matter.
fn in_place<T: Element>(
    mut block: ArrayViewMut2<'_, T>,
    is_read: bool,
    work: impl FnOnce(Order, usize, ArrayViewMut2<'_, T>),
) {
    match layout(&block.view(), Order::Rows) {
        Some((order, apart)) => work(order, apart, block),
        None => {
            let mut copy = if is_read { block.to_owned() } else { Array2::default(block.dim()) };
            if !copy.is_standard_layout() {
                copy = copy.as_standard_layout().into_owned();
            }
            let apart = copy.ncols().max(1);
            work(Order::Rows, apart, copy.view_mut());
            block.assign(&copy);
        }
    }
}
