//! A tile of the result in registers.

use fearless_simd::Simd;
use fearless_simd::prelude::*;
use ndarray::{ArrayViewMut2, Axis};

use super::Lanes;

/// Rows of a tile. With two registers in each of them there are twelve sums, which hides the latency of additions and leaves room
/// for factors in sixteen registers.
pub(super) const TILE_ROWS: usize = 6;

/// Lanes of the widest register: 512 bits of `f32`.
pub(super) const MOST_LANES: usize = 16;

/// What a block is multiplied with, and its inner length.
pub(super) struct Factors<T> {
    pub(super) alpha: T,
    pub(super) beta: T,
    pub(super) depth: usize,
}

/// `c = alpha·a·b + beta·c` for packed blocks.
#[inline(always)]
pub(super) fn multiply_panels<S: Simd, T: Lanes>(
    s: S,
    factors: &Factors<T>,
    a: &[T],
    b: &[T],
    mut c: ArrayViewMut2<'_, T>,
) {
    let tile_columns = 2 * const { <T::In<S> as SimdBase<S>>::LEN };
    let columns = c.ncols();
    let rows = c.axis_iter_mut(Axis(0)).map(|row| row.into_slice().expect("rows without gaps"));
    let mut rows: Vec<&mut [T]> = rows.collect();
    let panels = b.chunks_exact(factors.depth * tile_columns);
    for (left, b) in (0..columns).step_by(tile_columns).zip(panels) {
        let right = columns.min(left + tile_columns);
        for (rows, a) in rows.chunks_mut(TILE_ROWS).zip(a.chunks_exact(factors.depth * TILE_ROWS)) {
            rows.iter().for_each(|row| fetch(&row[left..right]));
            let sums = sums_of_tile::<S, T>(s, a, b);
            for (row, sums) in rows.iter_mut().zip(&sums) {
                put::<S, T>(s, factors, sums, &mut row[left..right]);
            }
        }
    }
}

/// Sums of products of a panel of `a` and one of `b`, in the order of the inner index.
#[inline(always)]
fn sums_of_tile<S: Simd, T: Lanes>(s: S, a: &[T], b: &[T]) -> [[T::In<S>; 2]; TILE_ROWS] {
    let lanes = const { <T::In<S> as SimdBase<S>>::LEN };
    let mut sums = [[T::In::<S>::splat(s, T::default()); 2]; TILE_ROWS];
    for (a, b) in a.chunks_exact(TILE_ROWS).zip(b.chunks_exact(2 * lanes)) {
        let left = T::In::<S>::from_slice(s, &b[..lanes]);
        let right = T::In::<S>::from_slice(s, &b[lanes..]);
        let mut row = 0;
        while row < TILE_ROWS {
            let factor = T::In::<S>::splat(s, a[row]);
            sums[row][0] = factor.mul_add(left, sums[row][0]);
            sums[row][1] = factor.mul_add(right, sums[row][1]);
            row += 1;
        }
    }
    sums
}

/// Writes a row of a tile, which may be shorter than two registers at the edge of the result.
#[inline(always)]
fn put<S: Simd, T: Lanes>(s: S, factors: &Factors<T>, sums: &[T::In<S>; 2], row: &mut [T]) {
    let lanes = const { <T::In<S> as SimdBase<S>>::LEN };
    if row.len() == 2 * lanes {
        put_whole::<S, T>(s, factors, sums, row);
    } else {
        let mut padded = [T::default(); 2 * MOST_LANES];
        padded[..row.len()].copy_from_slice(row);
        put_whole::<S, T>(s, factors, sums, &mut padded[..2 * lanes]);
        row.copy_from_slice(&padded[..row.len()]);
    }
}

#[inline(always)]
fn put_whole<S: Simd, T: Lanes>(s: S, factors: &Factors<T>, sums: &[T::In<S>; 2], row: &mut [T]) {
    let lanes = const { <T::In<S> as SimdBase<S>>::LEN };
    let alpha = T::In::<S>::splat(s, factors.alpha);
    let is_new = factors.beta == T::default();
    let beta = T::In::<S>::splat(s, factors.beta);
    for (sums, row) in sums.iter().zip(row.chunks_exact_mut(lanes)) {
        let new =
            if is_new { *sums * alpha } else { sums.mul_add(alpha, T::In::<S>::from_slice(s, row) * beta) };
        new.store_slice(row);
    }
}

/// Asks for what is written next: a tile takes long enough for it to come from memory.
#[inline(always)]
fn fetch<T>(line: &[T]) {
    #[cfg(target_arch = "x86_64")]
    if let [first, .., last] = line {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        for element in [first, last] {
            // SAFETY: every x86-64 has the instruction, and it reads nothing that the program could see.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(element).cast()) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = line;
}
