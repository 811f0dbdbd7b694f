//! Windows and slots as what lane loops read and write.

use super::combine::Combine;
use super::slots::{SLOTS, Slots};
use super::window::Window;
use crate::lane_loop::{AsSlots, AsTable, AsWindow, Grid, Piece};

impl<T> AsWindow for Window<'_, T> {
    type Window<'w>
        = Piece<'w, T>
    where
        Self: 'w;

    #[inline(always)]
    fn window(&mut self) -> Piece<'_, T> {
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

impl<Op: Combine<T>, T> AsSlots<T> for &mut Slots<Op, T> {
    #[inline(always)]
    fn slots(&mut self) -> &mut [T; SLOTS] {
        &mut self.values
    }
}
