//! The product of two matrices.

use std::ops::Range;

use ndarray::{Array2, ArrayRef2, ArrayView2, ArrayViewMut2, Axis, ShapeBuilder, s};

use super::small::{SMALL, multiply_small};
use crate::linalg::backend::Routines;
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level2::gemv_into;
use crate::linalg::panels::{cuts, for_each, threads_for};
use crate::linalg::shapes::{check, routines_for};

/// `c = alpha·a·b + beta·c`, for `a` of shape (m, k), `b` of shape (k, n) and `c` of shape (m, n).
///
/// A transposed factor is a transposed view: `gemm(1.0, &a.t(), &b, 0.0, &mut c)`. With `beta` zero `c` is not read, so that
/// NaN in it does not matter; with `alpha` zero `a` and `b` are not.
///
/// The error of each element is at most about k·ε·(|a|·|b|), with ε the type's rounding error. Bits do not depend on the number of
/// threads; they may depend on the instruction set and on the backend, whose kernels add products in their own order.
///
/// ```
/// use ndarray::array;
/// let (a, b) = (array![[1.0, 2.0], [3.0, 4.0]], array![[0.5], [0.25]]);
/// let mut c = array![[10.0], [20.0]];
/// ufunc::linalg::gemm(2.0, &a, &b, 1.0, &mut c)?;
/// assert_eq!(c, array![[12.0], [25.0]]);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If the shapes do not fit, or a length is more than the backend can count.
pub fn gemm<T: Element>(
    alpha: T,
    a: &ArrayRef2<T>,
    b: &ArrayRef2<T>,
    beta: T,
    c: &mut ArrayRef2<T>,
) -> Result<(), LinalgError> {
    check(
        a.ncols() == b.nrows(),
        "gemm",
        ("a", a.shape()),
        ("b", b.shape()),
        "`a` needs as many columns as `b` has rows",
    )?;
    check(
        c.nrows() == a.nrows(),
        "gemm",
        ("a", a.shape()),
        ("c", c.shape()),
        "`c` needs as many rows as `a`",
    )?;
    check(
        c.ncols() == b.ncols(),
        "gemm",
        ("b", b.shape()),
        ("c", c.shape()),
        "`c` needs as many columns as `b`",
    )?;
    multiply_into("gemm", alpha, a.view(), b.view(), beta, c.view_mut())
}

/// `a·b`, whose shapes fit.
pub(in crate::linalg) fn multiply<T: Element>(
    operation: &'static str,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
) -> Result<Array2<T>, LinalgError> {
    // Rows without gaps, unless both factors are columns without gaps.
    let in_columns = |block: &ArrayView2<'_, T>| block.strides()[0] == 1 && block.strides()[1] != 1;
    let shape = (a.nrows(), b.ncols()).set_f(in_columns(&a) && in_columns(&b));
    let mut c = Array2::default(shape);
    multiply_into(operation, T::one(), a, b, T::zero(), c.view_mut())?;
    Ok(c)
}

/// `c = alpha·a·b + beta·c` of blocks whose shapes fit.
pub(in crate::linalg) fn multiply_into<T: Element>(
    operation: &'static str,
    alpha: T,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    beta: T,
    mut c: ArrayViewMut2<'_, T>,
) -> Result<(), LinalgError> {
    let ((rows, depth), columns) = (a.dim(), b.ncols());
    if rows == 0 || columns == 0 {
        return Ok(());
    }
    if depth == 0 || alpha == T::zero() {
        scale(beta, &mut c);
        return Ok(());
    }
    if rows.max(columns).max(depth) <= SMALL {
        multiply_small(alpha, &a, &b, beta, &mut c);
        return Ok(());
    }
    if columns == 1 {
        gemv_into(alpha, a, b.column(0), beta, c.column_mut(0));
        return Ok(());
    }
    if rows == 1 {
        gemv_into(alpha, b.reversed_axes(), a.row(0), beta, c.row_mut(0));
        return Ok(());
    }
    let routines = routines_for::<T>(operation, &[rows, columns, depth])?;
    let operations = 2.0 * rows as f64 * columns as f64 * depth as f64;
    let grid = Grid::of(rows, columns, operations);
    if grid.is_one() {
        routines.gemm(alpha, a, b, beta, c);
        return Ok(());
    }
    for_each(threads_for(c.len(), operations), grid.tiles(c), |tile| {
        tile.multiply(routines, alpha, &a, &b, beta)
    });
    Ok(())
}

/// `c = beta·c`, without a look at `c` where `beta` is zero.
pub(in crate::linalg) fn scale<T: Element>(beta: T, c: &mut ArrayViewMut2<'_, T>) {
    if beta == T::zero() {
        c.fill(T::zero());
    } else if beta != T::one() {
        c.mapv_inplace(|old| beta * old);
    }
}

/// Into how many pieces a result is cut. It depends on its shape only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::linalg) struct Grid {
    row_pieces: usize,
    column_pieces: usize,
}

/// Elements of the result below which a tile spends too much of its time on packing.
const LEAST_AREA: usize = 128 * 256;

/// Operations below which a tile is not worth being handed to a thread.
const LEAST_TILE: f64 = 8e6;

/// Tiles that are cut in any case, for machines with that many cores.
const FEW_TILES: usize = 16;

/// Elements above which a tile is cut again.
const LARGE_AREA: usize = 1 << 20;

/// Tiles begin at multiples of so many rows and columns: of lanes, and of the blocks of kernels.
const GRAIN: usize = 16;

impl Grid {
    pub(in crate::linalg) fn of(rows: usize, columns: usize, operations: f64) -> Self {
        let area = rows.saturating_mul(columns);
        let worth = (operations / LEAST_TILE) as usize;
        let most = FEW_TILES.max(area / LARGE_AREA);
        let tiles = (area / LEAST_AREA).min(worth).min(most).max(1);
        let mut grid = Grid { row_pieces: 1, column_pieces: 1 };
        while grid.row_pieces * grid.column_pieces * 2 <= tiles {
            if rows / grid.row_pieces >= columns / grid.column_pieces {
                grid.row_pieces *= 2;
            } else {
                grid.column_pieces *= 2;
            }
        }
        grid
    }

    fn is_one(self) -> bool {
        self.row_pieces * self.column_pieces == 1
    }

    fn tiles<T>(self, c: ArrayViewMut2<'_, T>) -> Vec<Tile<'_, T>> {
        let (rows, columns) =
            (cuts(c.nrows(), self.row_pieces, GRAIN), cuts(c.ncols(), self.column_pieces, GRAIN));
        let mut tiles = Vec::with_capacity((rows.len() - 1) * (columns.len() - 1));
        let mut below = c;
        for row in rows.windows(2) {
            let (mut strip, rest) = below.split_at(Axis(0), row[1] - row[0]);
            below = rest;
            for column in columns.windows(2) {
                let (c, rest) = strip.split_at(Axis(1), column[1] - column[0]);
                strip = rest;
                tiles.push(Tile { rows: row[0]..row[1], columns: column[0]..column[1], c });
            }
        }
        tiles
    }
}

/// A rectangle of a result.
pub(in crate::linalg) struct Tile<'c, T> {
    rows: Range<usize>,
    columns: Range<usize>,
    c: ArrayViewMut2<'c, T>,
}

impl<T: Element> Tile<'_, T> {
    fn multiply(
        self,
        routines: &dyn Routines<T>,
        alpha: T,
        a: &ArrayView2<'_, T>,
        b: &ArrayView2<'_, T>,
        beta: T,
    ) {
        routines.gemm(alpha, a.slice(s![self.rows, ..]), b.slice(s![.., self.columns]), beta, self.c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(n: usize) -> (usize, usize) {
        let Grid { row_pieces, column_pieces } = Grid::of(n, n, 2.0 * (n as f64).powi(3));
        (row_pieces, column_pieces)
    }

    #[test]
    fn small_products_are_one_tile_and_large_ones_several() {
        assert_eq!(grid(100), (1, 1));
        assert_eq!(grid(256), (2, 1));
        assert_eq!(grid(1024), (4, 4));
        assert!(grid(10_000).0 * grid(10_000).1 >= 64);
    }

    #[test]
    fn tiles_cover_the_result_once() {
        let mut c = Array2::<i32>::zeros((1000, 333));
        let grid = Grid { row_pieces: 4, column_pieces: 2 };
        for mut tile in grid.tiles(c.view_mut()) {
            assert_eq!(tile.c.dim(), (tile.rows.len(), tile.columns.len()));
            tile.c += 1;
        }
        assert!(c.iter().all(|count| *count == 1));
    }
}
