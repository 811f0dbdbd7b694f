//! Linear algebra: BLAS and LAPACK's everyday part, on slices and on arrays and views of `ndarray`, for `f32` and `f64`.
//!
//! | family | functions |
//! |---|---|
//! | vector and vector | [`dot`] [`vdot`] [`dsdot`] [`sdsdot`] [`axpy`] [`scal`] [`nrm2`] [`asum`] [`iamax`] [`copy`] [`swap`] [`rot`] [`rotg`] |
//! | matrix and vector | [`gemv`] [`ger`] [`symv`] [`trmv`] [`trsv`] |
//! | matrix and matrix | [`gemm`] [`symm`] [`syrk`] [`trmm`] [`trsm`] |
//! | NumPy's products | [`matmul`] [`inner`] [`outer`] |
//! | decompositions | [`lu`] [`qr`] [`cholesky`] [`svd`] [`eigh`] [`eig`] |
//! | with them | [`solve`] [`inv`] [`det`] [`slogdet`] [`lstsq`] [`pinv`] [`norm`] [`cond`] [`rank`] |
//!
//! **Operands.** Vectors are whatever is a [`Vector`]; matrices are `&ArrayRef2`, to which `&array` and `&view` coerce. Any
//! strides will do. A transposed operand is a transposed view: there are no flags for it. Which triangle of a matrix is read is
//! that of the view as it is passed.
//!
//! **Errors.** Input that cannot be worked on is a [`LinalgError`] which says what was wrong and where.
//!
//! **Backends.** Vectors, matrices with vectors, products of up to 8 rows and columns, LU, Cholesky and QR are code of this
//! crate; larger products, triangular solves and decompositions that iterate are computed by a [`Backend`]: the embedded one (cargo feature
//! `linalg`, pure Rust, on `faer`) or OpenBLAS (cargo feature `openblas`).
//!
//! **Threads.** Large operations are cut into panels that run on the threads of this crate, as many as
//! [`num_threads`](crate::num_threads) says, each panel on one of them. Inside a parallel call or a job there is one thread.
//!
//! **Bits.** Results never depend on the number of threads. Those of level 1 and 2 and of products of up to 8 rows and columns do not depend on
//! the instruction set either; where a backend is asked they may, because its kernels add products in an order of their own.
//!
//! ```
//! use ndarray::array;
//! use ufunc::linalg;
//!
//! let a = array![[4.0, 1.0], [1.0, 3.0]];
//! let x = linalg::solve(&a, &array![1.0, 2.0])?;
//! let residual = &array![1.0, 2.0] - &linalg::matmul(&a, &x)?;
//! assert!(linalg::nrm2(&residual) < 1e-15);
//! # Ok::<(), linalg::LinalgError>(())
//! ```

mod backend;
mod element;
mod error;
mod factor;
mod level1;
mod level2;
mod level3;
mod norms;
mod panels;
mod products;
mod shapes;
mod solve;
mod vector;

pub use backend::{Backend, backend, set_backend};
pub use element::Element;
pub use error::LinalgError;
pub use factor::{
    Lu, Qr, Svd, cholesky, eig, eigh, eigvals, eigvalsh, lu, qr, singular_values, svd, svd_full,
};
pub use level1::{Rotation, asum, axpy, copy, dot, dsdot, iamax, nrm2, rot, rotg, scal, sdsdot, swap, vdot};
pub use level2::{gemv, ger, symv, trmv, trsv};
pub use level3::{gemm, symm, syrk, trmm, trsm};
pub use norms::{Norm, cond, norm, rank};
/// The numbers of eigenvalues.
pub use num_complex::Complex;
pub use products::{Matmul, inner, matmul, outer};
pub use shapes::{Diagonal, Side, Triangle};
pub use solve::{Lstsq, det, inv, lstsq, pinv, slogdet, solve};
pub use vector::{Vector, VectorMut};
