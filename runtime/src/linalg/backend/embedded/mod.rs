//! The embedded backend: large products are our own, all else is `faer`'s. It is always called with one thread, so that its rayon
//! pool does not exist.
#![allow(
    unsafe_code,
    reason = "passes views of `ndarray` on as views of `faer`, and packs into memory that threads keep"
)]

mod decompositions;
mod eigenvectors;
mod product;
mod products;
mod scale;

use faer::{MatMut, MatRef};
use ndarray::{ArrayView2, ArrayViewMut2};

/// The embedded backend.
#[derive(Debug)]
pub(crate) struct Embedded;

/// The same block for `faer`.
fn mat_ref<'a, T>(block: ArrayView2<'a, T>) -> MatRef<'a, T> {
    let (rows, columns) = block.dim();
    let [down, right] = strides(block.strides());
    // SAFETY: the view borrows `rows` by `columns` elements at these strides for 'a, and its pointer is never null.
    unsafe { MatRef::from_raw_parts(block.as_ptr(), rows, columns, down, right) }
}

/// The same block for `faer`, to write to.
fn mat_mut<'a, T>(mut block: ArrayViewMut2<'a, T>) -> MatMut<'a, T> {
    let (rows, columns) = block.dim();
    let [down, right] = strides(block.strides());
    // SAFETY: as above; the view borrows the elements mutably for 'a and ends here, and no two of them share memory.
    unsafe { MatMut::from_raw_parts_mut(block.as_mut_ptr(), rows, columns, down, right) }
}

fn strides(of: &[isize]) -> [isize; 2] {
    [of[0], of[1]]
}
