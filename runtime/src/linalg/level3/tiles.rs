//! Into which tiles the result of a product is cut.

use std::ops::Range;

use ndarray::{ArrayViewMut2, Axis};

use crate::linalg::backend::{LEAST_TILE, Seams};
use crate::linalg::panels::cuts;

/// Lines behind which there is a cut whatever the threads: OpenBLAS begins new groups of lines at a number that is above this
/// one. A multiple of 96.
const MOST_LINES: usize = 84 * 96;

/// Whether a result of so many lines is one tile, as it mostly is: then nobody has to ask where to cut it.
pub(super) fn is_one_tile(lines: usize, operations: f64, threads: usize) -> bool {
    lines <= MOST_LINES && (threads == 1 || operations < 2.0 * LEAST_TILE)
}

/// The tiles of a result, a row being a line: one for each thread, if they are worth it. Bits do not depend on that: see [`Seams`].
pub(super) fn tiles_of<T>(
    c: ArrayViewMut2<'_, T>,
    depth: usize,
    threads: usize,
    seams: Seams,
) -> Vec<Tile<'_, T>> {
    let sections = c.nrows().div_ceil(MOST_LINES);
    let mut tiles = Vec::new();
    let mut below = c;
    for section in 0..sections {
        let first = section * MOST_LINES;
        let lines = below.nrows().min(MOST_LINES);
        let (c, rest) = below.split_at(Axis(0), lines);
        below = rest;
        let grid = Grid::of(c.dim(), depth, threads.div_ceil(sections), seams);
        grid.add_tiles(first, c, &mut tiles);
    }
    tiles
}

/// Into how many pieces a part of a result is cut, and at multiples of how many elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Grid {
    lines: (usize, usize),
    across: (usize, usize),
}

/// Lines of the flattest tile: what is packed for it is used so often at least.
const LEAST_LINES: usize = 64;

/// Operations for each thread above which it gets two tiles, so that one that is late can leave one to another.
const LARGE_SHARE: f64 = 4e10;

impl Grid {
    /// As many tiles as are wanted, or as many as have [`LEAST_TILE`] operations.
    fn of(shape: (usize, usize), depth: usize, threads: usize, seams: Seams) -> Self {
        let operations = 2.0 * shape.0 as f64 * shape.1 as f64 * depth as f64;
        let wanted = if operations > LARGE_SHARE * threads as f64 { 2 * threads } else { threads };
        let most = if threads == 1 { 1 } else { wanted.min((operations / LEAST_TILE) as usize) };
        let some = (2..=most).rev().find_map(|tiles| Grid::with(tiles, shape, depth, seams));
        some.unwrap_or(Grid { lines: (1, 1), across: (1, 1) })
    }

    /// So many tiles, cut where least is packed over again, if none is too small.
    fn with(tiles: usize, shape: (usize, usize), depth: usize, seams: Seams) -> Option<Self> {
        let grid = |lines: usize| {
            let across = match (tiles / lines, seams.across_lines) {
                (1, _) => (1, 1),
                (pieces, Some(grain)) => (pieces, grain),
                (_, None) => return None,
            };
            Some(Grid { lines: (lines, seams.between_lines), across })
        };
        let is_large = |grid: &Grid| {
            let (Some(lines), Some(across)) = (least(shape.0, grid.lines), least(shape.1, grid.across))
            else {
                return false;
            };
            let operations = 2.0 * lines as f64 * across as f64 * depth as f64;
            (grid.lines.0 == 1 || lines >= LEAST_LINES) && operations >= LEAST_TILE
        };
        // Each factor is packed once for each piece of the other side.
        let packed = |grid: &Grid| grid.lines.0 * shape.1 + grid.across.0 * shape.0;
        let ways = (1..=tiles).rev().filter(|lines| tiles.is_multiple_of(*lines)).filter_map(grid);
        ways.filter(is_large).min_by_key(packed)
    }

    fn add_tiles<'c, T>(self, first: usize, c: ArrayViewMut2<'c, T>, tiles: &mut Vec<Tile<'c, T>>) {
        let (rows, columns) =
            (cuts(c.nrows(), self.lines.0, self.lines.1), cuts(c.ncols(), self.across.0, self.across.1));
        let mut below = c;
        for row in rows.windows(2) {
            let (mut strip, rest) = below.split_at(Axis(0), row[1] - row[0]);
            below = rest;
            for column in columns.windows(2) {
                let (c, rest) = strip.split_at(Axis(1), column[1] - column[0]);
                strip = rest;
                tiles.push(Tile { rows: first + row[0]..first + row[1], columns: column[0]..column[1], c });
            }
        }
    }
}

/// The least of so many pieces, if there are as many.
fn least(length: usize, (pieces, grain): (usize, usize)) -> Option<usize> {
    let cuts = cuts(length, pieces, grain);
    let least = cuts.windows(2).map(|cut| cut[1] - cut[0]).min();
    least.filter(|_| cuts.len() == pieces + 1)
}

/// A rectangle of a result.
pub(super) struct Tile<'c, T> {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) c: ArrayViewMut2<'c, T>,
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    const FREE: Seams = Seams { between_lines: 8, across_lines: Some(16) };
    const BOUND: Seams = Seams { between_lines: 96, across_lines: None };

    fn grid(n: usize, threads: usize, seams: Seams) -> (usize, usize) {
        let grid = Grid::of((n, n), n, threads, seams);
        (grid.lines.0, grid.across.0)
    }

    #[test]
    fn threads_have_a_tile_each_where_that_is_worth_it() {
        for seams in [FREE, BOUND] {
            assert_eq!(grid(100, 8, seams), (1, 1));
            assert_eq!(grid(1024, 1, seams), (1, 1));
            assert_eq!(grid(512, 2, seams), (2, 1));
        }
        assert_eq!(grid(256, 2, FREE), (2, 1));
        assert_eq!(grid(1024, 3, FREE), (3, 1));
        assert_eq!(grid(1024, 16, FREE), (4, 4));
        assert_eq!(grid(1024, 16, BOUND), (11, 1));
        assert_eq!(grid(8000, 2, FREE), (2, 2));
        assert_eq!(Grid::of((64, 100_000), 800, 4, FREE).across.0, 4);
    }

    #[test]
    fn tiles_cover_the_result_once_and_none_is_small() {
        for (seams, threads) in [(FREE, 1), (FREE, 6), (BOUND, 5), (BOUND, 64)] {
            for (rows, columns) in [(1000, 333), (20_000, 70), (8100, 64), (97, 5000)] {
                let mut c = Array2::<u8>::zeros((rows, columns));
                let depth = 600;
                let tiles = tiles_of(c.view_mut(), depth, threads, seams);
                let sections = rows.div_ceil(MOST_LINES);
                for mut tile in tiles {
                    assert_eq!(tile.c.dim(), (tile.rows.len(), tile.columns.len()));
                    assert_eq!(tile.rows.start / MOST_LINES, (tile.rows.end - 1) / MOST_LINES);
                    assert_eq!(tile.rows.start % seams.between_lines, 0);
                    let is_section = tile.columns.len() == columns
                        && tile.rows.start % MOST_LINES == 0
                        && (tile.rows.end % MOST_LINES == 0 || tile.rows.end == rows);
                    let operations = 2.0 * (tile.c.len() * depth) as f64;
                    assert!(is_section || operations >= LEAST_TILE, "{rows} {columns} {sections}");
                    tile.c += 1;
                }
                assert!(c.iter().all(|count| *count == 1));
            }
        }
    }
}
