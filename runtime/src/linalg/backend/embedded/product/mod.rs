//! Products of matrices that do not fit into the first cache: blocks are packed, and multiplied in registers (K. Goto and R. van de
//! Geijn, ACM Trans. Math. Softw. 34, 2008; F. Van Zee and R. van de Geijn, ACM Trans. Math. Softw. 41, 2015).
//!
//! ```text
//! strips of columns          WIDTH     packed b: stays in the last cache
//!   blocks of the inner axis DEPTH
//!     blocks of rows         HEIGHT    packed a: stays in the second cache
//!       panels of b, panels of a       a tile of c in registers
//! ```
//!
//! An element is a sum in the order of the inner index within each block of that axis, whose length depends on the inner length only,
//! and the blocks are added one after the other. Tiles at the edges are padded and go the same way. So however rows and columns are
//! cut, the bits are the same.

mod kernel;
mod pack;
mod room;

use fearless_simd::prelude::*;
use fearless_simd::{Simd, SimdFloatElement};
use ndarray::{ArrayView2, ArrayViewMut2, s};

use self::kernel::{Factors, MOST_LANES, TILE_ROWS, multiply_panels};
use self::pack::pack;
use self::room::Room;
use crate::linalg::element::Element;
use crate::simd::{Level, WithSimd, dispatch};

/// Elements in native registers.
pub(in crate::linalg::backend) trait Lanes: Element + SimdFloatElement {
    /// The widest register.
    type In<S: Simd>: SimdFloat<S, Element = Self>;
}

impl Lanes for f32 {
    type In<S: Simd> = S::f32s;
}

impl Lanes for f64 {
    type In<S: Simd> = S::f64s;
}

/// The inner length of a block: a panel of each factor fits into the first cache.
const DEPTH: usize = 256;

/// Bytes of a row of tiles' worth of rows: `HEIGHT · DEPTH` elements take half of a second cache of 512 KiB.
const HEIGHT_BYTES: usize = 144 * 8;

/// Bytes of a row of packed b.
const WIDTH_BYTES: usize = 2048 * 8;

/// `c = alpha·a·b + beta·c`.
pub(super) fn multiply<T: Lanes>(
    alpha: T,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    beta: T,
    mut c: ArrayViewMut2<'_, T>,
) {
    let [down, right] = [c.strides()[0], c.strides()[1]];
    if right == 1 || c.ncols() == 1 {
        multiply_rows(alpha, a, b, beta, c);
    } else if down == 1 || c.nrows() == 1 {
        multiply_rows(alpha, b.reversed_axes(), a.reversed_axes(), beta, c.reversed_axes());
    } else {
        let mut copy = c.as_standard_layout().into_owned();
        multiply_rows(alpha, a, b, beta, copy.view_mut());
        c.assign(&copy);
    }
}

/// The same for a result whose rows have no gaps.
fn multiply_rows<T: Lanes>(
    alpha: T,
    a: ArrayView2<'_, T>,
    b: ArrayView2<'_, T>,
    beta: T,
    c: ArrayViewMut2<'_, T>,
) {
    // The instruction set is that of the machine on every thread, whatever its scope says, so that all panels of a product have one.
    dispatch(Level::best(), Product { alpha, a, b, beta, c });
}

struct Product<'a, 'c, T> {
    alpha: T,
    a: ArrayView2<'a, T>,
    b: ArrayView2<'a, T>,
    beta: T,
    c: ArrayViewMut2<'c, T>,
}

impl<T: Lanes> WithSimd for Product<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        let Product { alpha, a, b, beta, mut c } = self;
        let lanes = const { <T::In<S> as SimdBase<S>>::LEN };
        const { assert!(<T::In<S> as SimdBase<S>>::LEN <= MOST_LANES) };
        let tile_columns = 2 * lanes;
        let (height, width) = (HEIGHT_BYTES / size_of::<T>(), WIDTH_BYTES / size_of::<T>());
        let (rows, columns, depth) = (a.nrows(), b.ncols(), a.ncols());
        let depths = depth.div_ceil(DEPTH);
        let longest = depth.div_ceil(depths);
        let packed_a = rows.min(height).next_multiple_of(TILE_ROWS) * longest;
        let packed_b = columns.min(width).next_multiple_of(tile_columns) * longest;
        // No closure: it would be compiled without the instruction set.
        let mut room = Room::take();
        let [packed_a, packed_b] = room.split([packed_a, packed_b]);
        for left in (0..columns).step_by(width) {
            let right = columns.min(left + width);
            for piece in 0..depths {
                let (start, end) = (depth * piece / depths, depth * (piece + 1) / depths);
                let beta = if piece == 0 { beta } else { T::one() };
                let factors = Factors { alpha, beta, depth: end - start };
                pack(b.slice(s![start..end, left..right]).reversed_axes(), tile_columns, packed_b);
                for top in (0..rows).step_by(height) {
                    let bottom = rows.min(top + height);
                    pack(a.slice(s![top..bottom, start..end]), TILE_ROWS, packed_a);
                    let block = c.slice_mut(s![top..bottom, left..right]);
                    multiply_panels::<S, T>(s, &factors, packed_a, packed_b, block);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    fn number<T: Element>(value: f64) -> T {
        T::from(value).unwrap()
    }

    fn numbers<T: Element>(rows: usize, columns: usize, seed: usize) -> Array2<T> {
        Array2::from_shape_fn((rows, columns), |(row, column)| {
            number(((row * 7919 + column * 104_729 + seed) % 1009) as f64 / 1009.0 - 0.5)
        })
    }

    fn check_level<T: Lanes>(level: Level, (rows, depth, columns): (usize, usize, usize)) {
        let (a, b) = (numbers::<T>(rows, depth, 1), numbers::<T>(depth, columns, 2));
        let old = numbers::<T>(rows, columns, 3);
        let (alpha, beta) = (number::<T>(0.3), number::<T>(-0.7));
        let product = a.dot(&b) * alpha + &old * beta;
        let magnitude = a.mapv(T::abs).dot(&b.mapv(T::abs)) + old.mapv(T::abs);
        let of = |mut c: ArrayViewMut2<'_, T>, from: usize| {
            let b = b.slice(s![.., from..from + c.ncols()]);
            let a = a.slice(s![..c.nrows(), ..]);
            dispatch(level, Product { alpha, a, b, beta, c: c.view_mut() });
        };
        let mut found = old.clone();
        of(found.view_mut(), 0);
        let slack = T::EPSILON * number::<T>((2 * depth + 8) as f64);
        for ((found, expected), magnitude) in found.iter().zip(&product).zip(&magnitude) {
            assert!((*found - *expected).abs() <= slack * *magnitude, "{level} {rows} {depth} {columns}");
        }
        // Any part has the bits that it has in the whole.
        for cut in [1, columns / 3, columns - 1] {
            let mut parts = old.clone();
            let (left, right) = parts.view_mut().split_at(ndarray::Axis(1), cut);
            of(left, 0);
            of(right, cut);
            assert!(parts == found, "{level} {rows} {depth} {columns} cut at {cut}");
        }
    }

    #[test]
    fn every_level_multiplies_and_parts_have_the_bits_of_the_whole() {
        for level in Level::available() {
            for shape in [(1, 1, 2), (5, 3, 7), (6, 256, 8), (13, 257, 33), (150, 300, 70), (300, 40, 520)] {
                check_level::<f32>(level, shape);
                check_level::<f64>(level, shape);
            }
        }
    }
}
