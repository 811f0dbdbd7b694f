//! The way through a strided operand: elements are copied to or from a contiguous buffer, run by run.
#![allow(unsafe_code, reason = "reads and writes elements at computed offsets")]

use super::axes::AxisVec;
use super::element::ElementType;

/// One axis of an operand: its length, and the distance between neighbours in elements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) len: usize,
    pub(super) stride: isize,
}

/// The way through an operand, the last axis fastest; at least one axis, each of at least two elements.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    axes: AxisVec<Axis>,
}

/// Merges neighbouring axes that are one run of equal steps, and drops axes of length 1.
pub(super) fn merge_axes(axes: impl Iterator<Item = Axis>) -> AxisVec<Axis> {
    let mut merged: AxisVec<Axis> = AxisVec::new();
    for axis in axes.filter(|axis| axis.len != 1) {
        match merged.last_mut() {
            Some(outer) if outer.stride == axis.stride * axis.len.cast_signed() => {
                *outer = Axis { len: outer.len * axis.len, stride: axis.stride };
            }
            _ => merged.push(axis),
        }
    }
    merged
}

impl Walk {
    pub(super) fn new(axes: AxisVec<Axis>) -> Self {
        debug_assert!(!axes.is_empty() && axes.iter().all(|axis| axis.len > 1));
        Walk { axes }
    }

    /// Copies the elements `start..start + len` of the walk into `buffer`.
    ///
    /// # Safety
    /// The walk from `base` on stays within readable elements of type `element`; `buffer` has room for `len`.
    pub(super) unsafe fn pack(
        &self,
        base: *const u8,
        element: ElementType,
        start: usize,
        buffer: *mut u8,
        len: usize,
    ) {
        let base = base.cast_mut();
        match element.size() {
            // SAFETY: passed on.
            8 => unsafe { self.copy::<u64, true>(base.cast(), start, buffer.cast(), len) },
            // SAFETY: passed on.
            4 => unsafe { self.copy::<u32, true>(base.cast(), start, buffer.cast(), len) },
            // SAFETY: passed on.
            _ => unsafe { self.copy::<u8, true>(base.cast(), start, buffer.cast(), len) },
        }
    }

    /// Copies `buffer` to the elements `start..start + len` of the walk.
    ///
    /// # Safety
    /// The walk from `base` on stays within writable elements of type `element`; `buffer` has `len` of them.
    pub(super) unsafe fn scatter(
        &self,
        base: *mut u8,
        element: ElementType,
        start: usize,
        buffer: *mut u8,
        len: usize,
    ) {
        match element.size() {
            // SAFETY: passed on.
            8 => unsafe { self.copy::<u64, false>(base.cast(), start, buffer.cast(), len) },
            // SAFETY: passed on.
            4 => unsafe { self.copy::<u32, false>(base.cast(), start, buffer.cast(), len) },
            // SAFETY: passed on.
            _ => unsafe { self.copy::<u8, false>(base.cast(), start, buffer.cast(), len) },
        }
    }

    /// Copies between the walk and `buffer`: whole rows of the innermost axis at a time where possible.
    ///
    /// # Safety
    /// As `pack` (from the walk) and `scatter` (to it).
    unsafe fn copy<T: Copy, const PACK: bool>(&self, base: *mut T, start: usize, buffer: *mut T, len: usize) {
        let (&inner, outer) = self.axes.split_last().expect("a walk has an axis");
        let mut at = start % inner.len;
        let (mut index, mut offset) = locate(outer, start / inner.len);
        let mut done = 0;
        while done < len {
            let row = base.wrapping_offset(offset);
            let to = buffer.wrapping_add(done);
            let rows = match outer.last() {
                Some(axis) if at == 0 => (axis.len - index[outer.len() - 1]).min((len - done) / inner.len),
                _ => 0,
            };
            if rows > 0 {
                let stride = outer[outer.len() - 1].stride;
                // SAFETY: `rows` rows are left along the axis, all within the walk, and `buffer` has room.
                unsafe { copy_rows::<T, PACK>(row, Axis { len: rows, stride }, inner, to) };
                done += rows * inner.len;
                advance(outer, &mut index, &mut offset, rows);
            } else {
                let run = (inner.len - at).min(len - done);
                let from = row.wrapping_offset(at.cast_signed() * inner.stride);
                // SAFETY: `run` elements are left in the row, and in the buffer.
                unsafe { copy_run::<T, PACK>(from, inner.stride, to, run) };
                done += run;
                at += run;
                if at == inner.len {
                    at = 0;
                    advance(outer, &mut index, &mut offset, 1);
                }
            }
        }
    }
}

/// The position of element `flat` along each axis, and its offset.
fn locate(axes: &[Axis], mut flat: usize) -> (AxisVec<usize>, isize) {
    let mut index = AxisVec::filled(axes.len(), 0);
    let mut offset = 0;
    for (position, axis) in index.iter_mut().zip(axes).rev() {
        *position = flat % axis.len;
        flat /= axis.len;
        offset += position.cast_signed() * axis.stride;
    }
    (index, offset)
}

/// Goes `steps` on along the last axis, which has at least as many left, and carries.
fn advance(axes: &[Axis], index: &mut [usize], offset: &mut isize, steps: usize) {
    let mut steps = steps;
    for (position, axis) in index.iter_mut().zip(axes).rev() {
        *position += steps;
        *offset += steps.cast_signed() * axis.stride;
        if *position < axis.len {
            return;
        }
        *position = 0;
        *offset -= axis.len.cast_signed() * axis.stride;
        steps = 1;
    }
}

/// Copies `rows.len` whole rows.
///
/// # Safety
/// Every row lies within the walk, and `buffer` has room for all.
unsafe fn copy_rows<T: Copy, const PACK: bool>(base: *mut T, rows: Axis, row: Axis, buffer: *mut T) {
    match row.len {
        // SAFETY: passed on.
        _ if rows.len >= 8 && row.stride.unsigned_abs() > rows.stride.unsigned_abs() && rows.stride != 0 => unsafe {
            copy_columns::<T, PACK>(base, rows, row, buffer);
        },
        // SAFETY: passed on.
        2 => unsafe { copy_short_rows::<T, PACK, 2>(base, rows, row.stride, buffer) },
        // SAFETY: passed on.
        3 => unsafe { copy_short_rows::<T, PACK, 3>(base, rows, row.stride, buffer) },
        // SAFETY: passed on.
        4 => unsafe { copy_short_rows::<T, PACK, 4>(base, rows, row.stride, buffer) },
        len => {
            for i in 0..rows.len {
                let from = base.wrapping_offset(i.cast_signed() * rows.stride);
                // SAFETY: row `i` lies within the walk, and the buffer has room for it at `i * len`.
                unsafe { copy_run::<T, PACK>(from, row.stride, buffer.wrapping_add(i * len), len) };
            }
        }
    }
}

/// As `copy_rows`, column by column: for operands whose columns are nearer together in memory than their rows. The
/// buffer is small enough to be written in any order.
///
/// # Safety
/// As `copy_rows`.
unsafe fn copy_columns<T: Copy, const PACK: bool>(base: *mut T, rows: Axis, row: Axis, buffer: *mut T) {
    for j in 0..row.len {
        let column = base.wrapping_offset(j.cast_signed() * row.stride);
        for i in 0..rows.len {
            let element = column.wrapping_offset(i.cast_signed() * rows.stride);
            // SAFETY: element `j` of row `i` lies within the walk, and the buffer has room for it.
            unsafe { copy_one::<T, PACK>(element, buffer.wrapping_add(i * row.len + j)) };
        }
    }
}

/// As `copy_rows`, for rows of `LEN` elements: without a loop inside.
///
/// # Safety
/// As `copy_rows`.
unsafe fn copy_short_rows<T: Copy, const PACK: bool, const LEN: usize>(
    base: *mut T,
    rows: Axis,
    stride: isize,
    buffer: *mut T,
) {
    for i in 0..rows.len {
        let row = base.wrapping_offset(i.cast_signed() * rows.stride);
        let to = buffer.wrapping_add(i * LEN);
        for j in 0..LEN {
            // SAFETY: element `j` of row `i` lies within the walk, and the buffer has room for it.
            unsafe { copy_one::<T, PACK>(row.wrapping_offset(j.cast_signed() * stride), to.wrapping_add(j)) };
        }
    }
}

/// Copies `len` elements, `stride` apart.
///
/// # Safety
/// They lie within the walk, and `buffer` has room for them.
#[inline]
unsafe fn copy_run<T: Copy, const PACK: bool>(base: *mut T, stride: isize, buffer: *mut T, len: usize) {
    match stride {
        // SAFETY: `len` elements follow one another on both sides, and a buffer overlaps no operand.
        1 if PACK => unsafe { std::ptr::copy_nonoverlapping(base, buffer, len) },
        // SAFETY: as above.
        1 => unsafe { std::ptr::copy_nonoverlapping(buffer, base, len) },
        0 if PACK => {
            // SAFETY: the element lies within the walk.
            let value = unsafe { base.read() };
            for i in 0..len {
                // SAFETY: the buffer has room for `len` elements.
                unsafe { buffer.add(i).write(value) };
            }
        }
        _ => {
            for i in 0..len {
                let element = base.wrapping_offset(i.cast_signed() * stride);
                // SAFETY: element `i` lies within the walk, and the buffer has room for it.
                unsafe { copy_one::<T, PACK>(element, buffer.wrapping_add(i)) };
            }
        }
    }
}

/// Copies one element from the walk or to it.
///
/// # Safety
/// Both pointers are to an element; the one that is read holds a value.
#[inline(always)]
unsafe fn copy_one<T: Copy, const PACK: bool>(element: *mut T, slot: *mut T) {
    let (from, to) = if PACK { (element, slot) } else { (slot, element) };
    // SAFETY: the caller vouches for `from`.
    let value = unsafe { from.read() };
    // SAFETY: the caller vouches for `to`.
    unsafe { to.write(value) };
}
