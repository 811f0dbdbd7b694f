//! Blocks as kernels read them: in panels of some lines, element after element of all of them.

use ndarray::{ArrayView2, Axis, s};

use crate::linalg::element::Element;

/// Copies the rows of `block` in panels of `width` rows: the first elements of its rows, their second ones, and so on. The last panel
/// is filled up with anything.
pub(super) fn pack<T: Element>(block: ArrayView2<'_, T>, width: usize, packed: &mut [T]) {
    match width {
        4 => pack_panels::<T, 4>(block, packed),
        6 => pack_panels::<T, 6>(block, packed),
        8 => pack_panels::<T, 8>(block, packed),
        16 => pack_panels::<T, 16>(block, packed),
        32 => pack_panels::<T, 32>(block, packed),
        _ => unreachable!("panels are as wide as a tile of registers"),
    }
}

fn pack_panels<T: Element, const W: usize>(block: ArrayView2<'_, T>, packed: &mut [T]) {
    let panels = packed.chunks_exact_mut(W * block.ncols());
    for (lines, panel) in block.axis_chunks_iter(Axis(0), W).zip(panels) {
        let panel = panel.as_chunks_mut::<W>().0;
        if lines.strides()[1] == 1 || lines.ncols() == 1 {
            interleave(&lines, panel);
        } else if lines.strides()[0] == 1 && lines.nrows() == W {
            copy(&lines, panel);
        } else {
            gather(&lines, panel);
        }
    }
}

/// Lines without gaps, from one end to the other.
fn interleave<T: Element, const W: usize>(lines: &ArrayView2<'_, T>, panel: &mut [[T; W]]) {
    let last = lines.nrows() - 1;
    let whole = |line: usize| lines.slice(s![line.min(last), ..]).to_slice().expect("lines without gaps");
    let lines: [&[T]; W] = std::array::from_fn(whole);
    for (at, elements) in panel.iter_mut().enumerate() {
        for (element, line) in elements.iter_mut().zip(&lines) {
            *element = line[at];
        }
    }
}

/// Elements of several lines that lie next to each other.
fn copy<T: Element, const W: usize>(lines: &ArrayView2<'_, T>, panel: &mut [[T; W]]) {
    for (from, elements) in lines.axis_iter(Axis(1)).zip(panel) {
        elements.copy_from_slice(from.to_slice().expect("elements next to each other"));
    }
}

fn gather<T: Element, const W: usize>(lines: &ArrayView2<'_, T>, panel: &mut [[T; W]]) {
    for (from, elements) in lines.axis_iter(Axis(1)).zip(panel) {
        elements.iter_mut().zip(from).for_each(|(element, from)| *element = *from);
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, ShapeBuilder};

    use super::*;

    #[test]
    fn panels_hold_all_elements_in_any_layout() {
        for rows in [1, 5, 6, 8, 13] {
            let values = Array2::from_shape_fn((rows, 3), |(row, column)| (10 * row + column) as f64);
            let mut in_columns = Array2::zeros((rows, 3).f());
            in_columns.assign(&values);
            let mut with_gaps = Array2::zeros((2 * rows, 9));
            with_gaps.slice_mut(s![..;2, ..;3]).assign(&values);
            for block in [values.view(), in_columns.view(), with_gaps.slice(s![..;2, ..;3])] {
                for width in [4, 6, 8, 16, 32] {
                    let mut packed = vec![f64::NAN; rows.next_multiple_of(width) * 3];
                    pack(block, width, &mut packed);
                    for ((row, column), value) in values.indexed_iter() {
                        let at = row / width * width * 3 + column * width + row % width;
                        assert_eq!(packed[at], *value, "{rows} rows in panels of {width}");
                    }
                }
            }
        }
    }
}
