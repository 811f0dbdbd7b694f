//! Blocks as BLAS takes them: in rows or columns without gaps, so many elements apart.

use cblas_sys::{CBLAS_LAYOUT, CBLAS_TRANSPOSE, CblasColMajor, CblasNoTrans, CblasRowMajor, CblasTrans};
use ndarray::{Array2, ArrayView2};

use crate::linalg::element::Element;

/// What follows what in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Rows: row-major.
    Rows,
    /// Columns: column-major.
    Columns,
}

impl Order {
    pub(super) fn cblas(self) -> CBLAS_LAYOUT {
        match self {
            Order::Rows => CblasRowMajor,
            Order::Columns => CblasColMajor,
        }
    }
}

/// Whether an operand is transposed for who takes it in another order than its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turned(bool);

impl Turned {
    pub(super) fn is_transposed(self) -> bool {
        self.0
    }

    pub(super) fn cblas(self) -> CBLAS_TRANSPOSE {
        if self.0 { CblasTrans } else { CblasNoTrans }
    }
}

/// How a block lies in memory, and how many elements its rows or columns are apart.
///
/// `favourite` is asked for first where a block is both, as one of a single row or column may be.
pub(super) fn layout<T>(block: &ArrayView2<'_, T>, favourite: Order) -> Option<(Order, usize)> {
    let (rows, columns) = block.dim();
    let (down, right) = (block.strides()[0], block.strides()[1]);
    let apart = |between: isize, within: isize, lines: usize, length: usize| {
        let joins = length <= 1 || within == 1;
        let apart = if lines <= 1 { length.max(1) } else { usize::try_from(between).ok()? };
        (joins && apart >= length.max(1)).then_some(apart)
    };
    let in_order = |order| match order {
        Order::Rows => apart(down, right, rows, columns),
        Order::Columns => apart(right, down, columns, rows),
    };
    let other = if favourite == Order::Rows { Order::Columns } else { Order::Rows };
    [favourite, other].into_iter().find_map(|order| in_order(order).map(|apart| (order, apart)))
}

/// An operand that is read: itself, or a copy where it has gaps.
pub(super) struct Operand<'a, T: Element> {
    block: &'a ArrayView2<'a, T>,
    copy: Option<Array2<T>>,
}

impl<'a, T: Element> Operand<'a, T> {
    pub(super) fn new(block: &'a ArrayView2<'a, T>) -> Self {
        let copy = layout(block, Order::Rows).is_none().then(|| block.as_standard_layout().into_owned());
        Operand { block, copy }
    }

    /// Its first element, how far its lines are apart, and whether it is transposed for who takes it in that order.
    pub(super) fn in_order(&self, order: Order) -> (*const T, usize, Turned) {
        let view;
        let block = match &self.copy {
            Some(copy) => {
                view = copy.view();
                &view
            }
            None => self.block,
        };
        let (own, apart) = layout(block, order).expect("a block without gaps, or a copy");
        (block.as_ptr(), apart, Turned(own != order))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Axis, ShapeBuilder, s};

    use super::*;

    #[test]
    fn layouts_are_found() {
        let rows = Array2::<f64>::zeros((3, 4));
        let columns = Array2::<f64>::zeros((3, 4).f());
        assert_eq!(layout(&rows.view(), Order::Columns), Some((Order::Rows, 4)));
        assert_eq!(layout(&columns.view(), Order::Rows), Some((Order::Columns, 3)));
        assert_eq!(layout(&rows.slice(s![..2, 1..3]), Order::Rows), Some((Order::Rows, 4)));
        assert_eq!(layout(&rows.slice(s![.., ..;2]), Order::Rows), None);
        assert_eq!(layout(&rows.slice(s![..;-1, ..]), Order::Rows), None);
        // One column of many: rows of one element that are four apart.
        assert_eq!(layout(&rows.slice(s![.., 1..2]), Order::Rows), Some((Order::Rows, 4)));
        assert_eq!(layout(&rows.slice(s![.., 1..2]), Order::Columns), Some((Order::Rows, 4)));
        // One row is columns of one element as well.
        assert_eq!(layout(&rows.slice(s![1..2, ..]), Order::Columns), Some((Order::Columns, 1)));
        assert_eq!(layout(&rows.slice(s![1..2, ..]), Order::Rows), Some((Order::Rows, 4)));
        let mut broadcast = rows.broadcast((5, 3, 4)).unwrap();
        broadcast.swap_axes(0, 1);
        assert_eq!(layout(&broadcast.index_axis(Axis(0), 0), Order::Rows), None);
    }
}
