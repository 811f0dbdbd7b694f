//! Arrays of `ndarray` as grids, with any strides.

use ndarray::{ArrayView, ArrayViewMut, Axis, Ix1, Ix2, Ix3};

use super::grid::{Grid, GridMut, Lend};

/// What a view lets lanes read.
macro_rules! grid {
    ($view:ident $dim:ident $n:literal $all:ident $lane:ident) => {
        impl<T: Copy> Grid<T, $n> for $view<'_, T, $dim> {
            #[inline(always)]
            fn extent(&self, axis: usize) -> usize {
                self.len_of(Axis(axis))
            }

            #[inline(always)]
            fn run(&self, at: [usize; $n], axis: usize, len: usize) -> Option<&[T]> {
                $lane(self.view(), at, axis)?.get(at[axis]..)?.get(..len)
            }

            #[inline(always)]
            fn get(&self, at: [usize; $n]) -> Option<T> {
                ndarray::ArrayRef::get(self, at).copied()
            }

            #[inline(always)]
            fn whole(&self) -> Option<&[T]> {
                $all(self.view())
            }

            fn outside(&self, at: [usize; $n]) -> String {
                outside(self.shape(), &at)
            }
        }
    };
}

macro_rules! grids {
    ($($dim:ident $n:literal $all:ident $lane:ident $lane_mut:ident;)+) => {$(
        grid!(ArrayView $dim $n $all $lane);
        grid!(ArrayViewMut $dim $n none $lane);

        impl<T: Copy> Lend<T, $n> for ArrayView<'_, T, $dim> {
            type Lent<'l> = ArrayView<'l, T, $dim> where Self: 'l;

            #[inline(always)]
            fn lend(&self) -> ArrayView<'_, T, $dim> {
                self.view()
            }
        }

        impl<T: Copy> GridMut<T, $n> for ArrayViewMut<'_, T, $dim> {
            type LentMut<'l> = ArrayViewMut<'l, T, $dim> where Self: 'l;

            #[inline(always)]
            fn lend_mut(&mut self) -> ArrayViewMut<'_, T, $dim> {
                self.view_mut()
            }

            #[inline(always)]
            fn run_mut(&mut self, at: [usize; $n], axis: usize, len: usize) -> Option<&mut [T]> {
                $lane_mut(self.view_mut(), at, axis)?.get_mut(at[axis]..)?.get_mut(..len)
            }

            #[inline(always)]
            fn get_mut(&mut self, at: [usize; $n]) -> Option<&mut T> {
                ndarray::ArrayRef::get_mut(self, at)
            }
        }
    )+};
}

grids! {
    Ix1 1 all1 lane1 lane_mut1;
    Ix2 2 none lane2 lane_mut2;
    Ix3 3 none lane3 lane_mut3;
}

#[inline(always)]
fn all1<T>(view: ArrayView<'_, T, Ix1>) -> Option<&[T]> {
    view.to_slice()
}

#[inline(always)]
fn none<T, D>(_: ArrayView<'_, T, D>) -> Option<&[T]> {
    None
}

/// The elements along `axis` that share the other indices of `at`, if they lie side by side.
#[inline(always)]
fn lane1<'a, T>(view: ArrayView<'a, T, Ix1>, _: [usize; 1], _: usize) -> Option<&'a [T]> {
    view.to_slice()
}

#[inline(always)]
fn lane2<'a, T>(view: ArrayView<'a, T, Ix2>, at: [usize; 2], axis: usize) -> Option<&'a [T]> {
    let other = 1 - axis;
    if at[other] >= view.len_of(Axis(other)) {
        return None;
    }
    lane1(view.index_axis_move(Axis(other), at[other]), [at[axis]], 0)
}

#[inline(always)]
fn lane3<'a, T>(view: ArrayView<'a, T, Ix3>, at: [usize; 3], axis: usize) -> Option<&'a [T]> {
    // The last of the other axes goes first, so that the numbers of those before it stay.
    let other = if axis == 2 { 1 } else { 2 };
    if at[other] >= view.len_of(Axis(other)) {
        return None;
    }
    let rest = if axis == 2 { [at[0], at[2]] } else { [at[0], at[1]] };
    lane2(view.index_axis_move(Axis(other), at[other]), rest, if axis == 2 { 1 } else { axis })
}

#[inline(always)]
fn lane_mut1<'a, T>(view: ArrayViewMut<'a, T, Ix1>, _: [usize; 1], _: usize) -> Option<&'a mut [T]> {
    view.into_slice()
}

#[inline(always)]
fn lane_mut2<'a, T>(view: ArrayViewMut<'a, T, Ix2>, at: [usize; 2], axis: usize) -> Option<&'a mut [T]> {
    let other = 1 - axis;
    if at[other] >= view.len_of(Axis(other)) {
        return None;
    }
    lane_mut1(view.index_axis_move(Axis(other), at[other]), [at[axis]], 0)
}

#[inline(always)]
fn lane_mut3<'a, T>(view: ArrayViewMut<'a, T, Ix3>, at: [usize; 3], axis: usize) -> Option<&'a mut [T]> {
    let other = if axis == 2 { 1 } else { 2 };
    if at[other] >= view.len_of(Axis(other)) {
        return None;
    }
    let rest = if axis == 2 { [at[0], at[2]] } else { [at[0], at[1]] };
    lane_mut2(view.index_axis_move(Axis(other), at[other]), rest, if axis == 2 { 1 } else { axis })
}

#[cold]
fn outside(shape: &[usize], at: &[usize]) -> String {
    format!("index out of bounds: the shape is {shape:?} but the index is {at:?}")
}
