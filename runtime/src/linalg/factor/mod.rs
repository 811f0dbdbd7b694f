//! Decompositions.
//!
//! LU, Cholesky and QR are recursive or blocked algorithms on our own products and triangular solves, so that nearly all of their work
//! is done in large products, which run on our threads whatever the backend. Singular values and eigenvalues are the
//! backend's, on one thread.

mod cholesky;
mod eigen;
mod lu;
mod qr;
mod reflectors;
mod svd;

use ndarray::{Array2, ArrayRef2, ArrayViewMut2, Axis, ShapeBuilder};

pub use cholesky::cholesky;
pub use eigen::{eig, eigh, eigvals, eigvalsh};
pub(super) use lu::factorise;
pub use lu::{Lu, lu};
pub use qr::{Qr, qr};
pub(super) use svd::decompose;
pub use svd::{Svd, singular_values, svd, svd_full};

use super::element::Element;

/// A copy, column after column in memory.
fn in_columns<T: Element>(a: &ArrayRef2<T>) -> Array2<T> {
    let mut columns = Array2::default(a.raw_dim().f());
    columns.assign(a);
    columns
}

/// The four quarters of a block: above left, above right, below left, below right.
type Quarters<'a, T> = [ArrayViewMut2<'a, T>; 4];

fn quarters<T>(block: ArrayViewMut2<'_, T>, row: usize, column: usize) -> Quarters<'_, T> {
    let (above, below) = block.split_at(Axis(0), row);
    let (above_left, above_right) = above.split_at(Axis(1), column);
    let (below_left, below_right) = below.split_at(Axis(1), column);
    [above_left, above_right, below_left, below_right]
}

/// The columns of a block, whose columns have no gaps.
fn columns_of<'b, T>(block: &'b mut ArrayViewMut2<'_, T>) -> Vec<&'b mut [T]> {
    block.axis_iter_mut(Axis(1)).map(|column| column.into_slice().expect("columns have no gaps")).collect()
}
