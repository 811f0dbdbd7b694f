//! The product of a matrix with its own transpose.

use std::ops::Range;

use ndarray::{Array2, ArrayRef2, ArrayView2, ArrayViewMut2, Axis, s};

use super::gemm::scale;
use crate::linalg::backend::Routines;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::panels::{cuts, for_each, threads_for};
use crate::linalg::shapes::{Triangle, check, routines_for, square};

/// `c = alpha·a·aᵀ + beta·c`, of which one triangle is computed; the other one is neither read nor written.
///
/// For `aᵀ·a` pass `a.t()`. Error bound and bits are as for [`gemm`](super::gemm()).
///
/// # Errors
/// If `c` is not square, or has not as many rows as `a`.
pub fn syrk<T: Element>(
    triangle: Triangle,
    alpha: T,
    a: &ArrayRef2<T>,
    beta: T,
    c: &mut ArrayRef2<T>,
) -> Result<(), LinalgError> {
    square("syrk", c)?;
    check(
        a.nrows() == c.nrows(),
        "syrk",
        ("a", a.shape()),
        ("c", c.shape()),
        "`c` needs as many rows as `a`",
    )?;
    update_triangle("syrk", triangle, alpha, a.view(), beta, c.view_mut())
}

/// The least and the greatest order of a block on the diagonal.
const BLOCK: (usize, usize) = (96, 512);

/// [`syrk`] of blocks whose shapes fit.
pub(in crate::linalg) fn update_triangle<T: Element>(
    operation: &'static str,
    triangle: Triangle,
    alpha: T,
    a: ArrayView2<'_, T>,
    beta: T,
    c: ArrayViewMut2<'_, T>,
) -> Result<(), LinalgError> {
    let (order, depth) = a.dim();
    if order == 0 {
        return Ok(());
    }
    let routines = routines_for::<T>(operation, &[order, depth])?;
    let work = Work { triangle, alpha, a, beta, routines };
    let operations = order as f64 * order as f64 * depth as f64;
    let pieces = order.div_ceil((order / 8).clamp(BLOCK.0, BLOCK.1));
    let blocks = blocks_of(triangle, c, &cuts(order, pieces, 16));
    for_each(threads_for(order * order / 2, operations), blocks, |block| work.update(block));
    Ok(())
}

/// A block of the triangle.
struct Block<'c, T> {
    rows: Range<usize>,
    columns: Range<usize>,
    c: ArrayViewMut2<'c, T>,
}

/// The blocks that hold elements of the triangle.
fn blocks_of<'c, T>(triangle: Triangle, c: ArrayViewMut2<'c, T>, cuts: &[usize]) -> Vec<Block<'c, T>> {
    let mut blocks = Vec::new();
    let mut below = c;
    for row in cuts.windows(2) {
        let (mut strip, rest) = below.split_at(Axis(0), row[1] - row[0]);
        below = rest;
        for column in cuts.windows(2) {
            let (c, rest) = strip.split_at(Axis(1), column[1] - column[0]);
            strip = rest;
            if triangle.contains(row[0], column[0]) {
                blocks.push(Block { rows: row[0]..row[1], columns: column[0]..column[1], c });
            }
        }
    }
    blocks
}

struct Work<'a, T: Element> {
    triangle: Triangle,
    alpha: T,
    a: ArrayView2<'a, T>,
    beta: T,
    routines: &'static dyn Routines<T>,
}

impl<T: Element> Work<'_, T> {
    fn update(&self, mut block: Block<'_, T>) {
        let is_diagonal = block.rows == block.columns;
        let mut whole = is_diagonal.then(|| Array2::zeros(block.c.dim()));
        let (beta, mut c) = match &mut whole {
            Some(whole) => (T::zero(), whole.view_mut()),
            None => (self.beta, block.c.view_mut()),
        };
        if self.alpha == T::zero() || self.a.ncols() == 0 {
            scale(beta, &mut c);
        } else {
            let left = self.a.slice(s![block.rows, ..]);
            let right = self.a.slice(s![block.columns, ..]);
            self.routines.gemm(self.alpha, left, right.reversed_axes(), beta, c);
        }
        if let Some(whole) = whole {
            self.add_triangle(&whole, &mut block.c);
        }
    }

    fn add_triangle(&self, whole: &Array2<T>, c: &mut ArrayViewMut2<'_, T>) {
        for ((row, column), old) in c.indexed_iter_mut() {
            if self.triangle.contains(row, column) {
                let new = whole[[row, column]];
                *old = if self.beta == T::zero() { new } else { new + self.beta * *old };
            }
        }
    }
}
