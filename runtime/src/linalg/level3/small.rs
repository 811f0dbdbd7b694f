//! Products of small matrices: a kernel of our own, because a call of a library costs more than the product.
//!
//! Factors are copied into fixed arrays, so that any strides cost the same and the compiler knows all
//! lengths. Products are added in the order of the inner index, with a rounding after each multiplication and each
//! addition: bits depend on nothing but the factors.

use fearless_simd::Simd;
use ndarray::{ArrayView2, ArrayViewMut2};

use crate::linalg::element::Element;
use crate::linalg::level1::level_now;
use crate::simd::{WithSimd, dispatch};

/// The greatest length that runs here.
pub(super) const SMALL: usize = 8;

/// The greatest length for which no instruction set is chosen.
const TINY: usize = 4;

/// `c = alpha·a·b + beta·c`, where no length is above [`SMALL`].
pub(super) fn multiply_small<T: Element>(
    alpha: T,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    beta: T,
    c: ArrayViewMut2<'_, T>,
) {
    let longest = a.nrows().max(a.ncols()).max(b.ncols());
    let product = Product { alpha, a, b, beta, c };
    if longest <= TINY {
        product.multiply::<TINY>();
    } else {
        dispatch(level_now(), product);
    }
}

struct Product<'a, 'c, T> {
    alpha: T,
    a: ArrayView2<'a, T>,
    b: ArrayView2<'a, T>,
    beta: T,
    c: ArrayViewMut2<'c, T>,
}

impl<T: Element> WithSimd for Product<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, _: S) {
        self.multiply::<SMALL>();
    }
}

impl<T: Element> Product<'_, '_, T> {
    /// No length is above `N`.
    #[inline(always)]
    fn multiply<const N: usize>(mut self) {
        let (rows, columns) = (padded::<T, N>(&self.a), padded::<T, N>(&self.b));
        let depth = self.a.ncols().min(N);
        let (height, width) = self.c.dim();
        let mut sums = [[T::zero(); N]; N];
        // Two rows at a time have sums enough to hide the latency of additions.
        let pairs = sums.as_chunks_mut::<2>().0.iter_mut().zip(rows.as_chunks::<2>().0);
        for (sums, rows) in pairs.take(height.div_ceil(2)) {
            *sums = sums_of_rows(rows, &columns, depth);
        }
        let is_new = self.beta == T::zero();
        let put = |old: &mut T, sum: T| {
            *old = if is_new { self.alpha * sum } else { self.alpha * sum + self.beta * *old };
        };
        if let Some(c) = self.c.as_slice_mut() {
            for (row, sums) in c.chunks_exact_mut(width).zip(&sums) {
                row.iter_mut().zip(sums).for_each(|(old, &sum)| put(old, sum));
            }
        } else {
            for (row, sums) in sums.iter().enumerate().take(height) {
                for (column, &sum) in sums.iter().enumerate().take(width) {
                    put(&mut self.c[[row, column]], sum);
                }
            }
        }
    }
}

#[inline(always)]
fn sums_of_rows<T: Element, const N: usize>(
    rows: &[[T; N]; 2],
    columns: &[[T; N]; N],
    depth: usize,
) -> [[T; N]; 2] {
    let (mut first, mut second) = ([T::zero(); N], [T::zero(); N]);
    for (at, values) in columns.iter().enumerate().take(depth) {
        let factors = [rows[0][at], rows[1][at]];
        let mut column = 0;
        while column < N {
            first[column] += factors[0] * values[column];
            second[column] += factors[1] * values[column];
            column += 1;
        }
    }
    [first, second]
}

/// The block in rows of `N`. What is behind the end of a row may be anything: nothing that counts is computed from it.
#[inline(always)]
fn padded<T: Element, const N: usize>(block: &ArrayView2<'_, T>) -> [[T; N]; N] {
    let (height, width) = block.dim();
    let mut rows = [[T::zero(); N]; N];
    if let Some(block) = block.as_slice() {
        for (row, to) in rows.iter_mut().enumerate().take(height) {
            let from = &block[row * width..];
            // A copy of fixed length takes what follows with it, where something does.
            match from.first_chunk::<N>() {
                Some(from) => *to = *from,
                None => to.iter_mut().zip(from).for_each(|(to, from)| *to = *from),
            }
        }
    } else {
        for (row, to) in rows.iter_mut().enumerate().take(height) {
            for (column, to) in to.iter_mut().enumerate().take(width) {
                *to = block[[row, column]];
            }
        }
    }
    rows
}
