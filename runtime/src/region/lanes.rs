//! Windows, planes and slots as what lane loops read and write.

use ndarray::{Dimension, Ix1, Ix2, Ix3};

use super::combine::Combine;
use super::planes::Plane;
use super::slots::Slots;
use super::window::Window;
use crate::lane_loop::{AsSlots, AsTable, AsWindow, Grid, GridMut, Lend, Piece, SLOTS};

impl<T> AsWindow for Window<'_, T> {
    type Window<'w>
        = Piece<'w, T>
    where
        Self: 'w;

    #[inline(always)]
    fn lane_window(&mut self) -> Piece<'_, T> {
        self.piece()
    }
}

impl<T> AsTable for Window<'_, T> {
    type Table<'t>
        = &'t Self
    where
        Self: 't;

    #[inline(always)]
    fn table(&self) -> &Self {
        self
    }
}

impl<T: Copy> Grid<T, 1> for &Window<'_, T> {
    #[inline(always)]
    fn extent(&self, _: usize) -> usize {
        self.len()
    }

    #[inline(always)]
    fn run(&self, [at]: [usize; 1], _: usize, len: usize) -> Option<&[T]> {
        self.elements(at, len)
    }

    #[inline(always)]
    fn get(&self, [at]: [usize; 1]) -> Option<T> {
        self.elements(at, 1).map(|elements| elements[0])
    }

    #[inline(always)]
    fn whole(&self) -> Option<&[T]> {
        None
    }

    fn outside(&self, [at]: [usize; 1]) -> String {
        self.outside_message(at)
    }
}

impl<T: Copy> Lend<T, 1> for &Window<'_, T> {
    type Lent<'l>
        = Self
    where
        Self: 'l;

    #[inline(always)]
    fn lend(&self) -> Self {
        self
    }
}

impl<T, D: Dimension> AsWindow for Plane<'_, T, D> {
    type Window<'w>
        = Plane<'w, T, D>
    where
        Self: 'w;

    #[inline(always)]
    fn lane_window(&mut self) -> Plane<'_, T, D> {
        self.lend()
    }
}

impl<T, D: Dimension> AsTable for Plane<'_, T, D> {
    type Table<'t>
        = &'t Self
    where
        Self: 't;

    #[inline(always)]
    fn table(&self) -> &Self {
        self
    }
}

/// What a plane and a reference to one let lanes read.
macro_rules! grid {
    ($plane:ty, $axes:literal) => {
        impl<T: Copy> Grid<T, $axes> for $plane {
            #[inline(always)]
            fn extent(&self, axis: usize) -> usize {
                self.shape()[axis]
            }

            #[inline(always)]
            fn run(&self, at: [usize; $axes], axis: usize, len: usize) -> Option<&[T]> {
                self.elements.run(self.own_index(at), axis, len)
            }

            #[inline(always)]
            fn get(&self, at: [usize; $axes]) -> Option<T> {
                Grid::get(&self.elements, self.own_index(at))
            }

            #[inline(always)]
            fn whole(&self) -> Option<&[T]> {
                None
            }

            fn outside(&self, at: [usize; $axes]) -> String {
                self.outside_message(&at)
            }
        }
    };
}

macro_rules! grids {
    ($($dim:ident $axes:literal)+) => {$(
        grid!(&Plane<'_, T, $dim>, $axes);
        grid!(Plane<'_, T, $dim>, $axes);

        impl<T: Copy> Lend<T, $axes> for &Plane<'_, T, $dim> {
            type Lent<'l> = Self where Self: 'l;

            #[inline(always)]
            fn lend(&self) -> Self {
                self
            }
        }

        impl<T: Copy> GridMut<T, $axes> for Plane<'_, T, $dim> {
            type LentMut<'l> = Plane<'l, T, $dim> where Self: 'l;

            #[inline(always)]
            fn lend_mut(&mut self) -> Plane<'_, T, $dim> {
                self.lend()
            }

            #[inline(always)]
            fn run_mut(&mut self, at: [usize; $axes], axis: usize, len: usize) -> Option<&mut [T]> {
                let own = self.own_index(at);
                self.elements.run_mut(own, axis, len)
            }

            #[inline(always)]
            fn get_mut(&mut self, at: [usize; $axes]) -> Option<&mut T> {
                let own = self.own_index(at);
                GridMut::get_mut(&mut self.elements, own)
            }
        }
    )+};
}

grids! { Ix1 1 Ix2 2 Ix3 3 }

impl<Op: Combine<T>, T> AsSlots<T> for &mut Slots<Op, T> {
    #[inline(always)]
    fn slots(&mut self) -> &mut [T; SLOTS] {
        &mut self.values
    }
}
