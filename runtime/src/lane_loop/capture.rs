//! Arrays of the caller as what lanes read and write.

use ndarray::{ArrayBase, ArrayView, ArrayViewMut, Data, DataMut, Dimension};

use super::grid::Piece;

/// An array that lanes read.
#[diagnostic::on_unimplemented(
    message = "lanes cannot read `{Self}`",
    note = "lane loops read slices, `Vec`s, arrays and ndarrays"
)]
pub trait AsTable {
    /// How they reach it.
    type Table<'t>
    where
        Self: 't;
    /// Borrows it.
    fn table(&self) -> Self::Table<'_>;
}

/// An array that lanes write.
#[diagnostic::on_unimplemented(
    message = "lanes cannot write `{Self}`",
    note = "lane loops write slices, `Vec`s, arrays and ndarrays"
)]
pub trait AsWindow {
    /// How they reach it.
    type Window<'w>
    where
        Self: 'w;
    /// Borrows it.
    fn lane_window(&mut self) -> Self::Window<'_>;
}

macro_rules! references {
    ($($reference:ty;)+) => {$(
        impl<A: AsTable + ?Sized> AsTable for $reference {
            type Table<'t> = A::Table<'t> where Self: 't;

            #[inline(always)]
            fn table(&self) -> A::Table<'_> {
                (**self).table()
            }
        }
    )+};
}

references! { &A; &mut A; }

impl<A: AsWindow + ?Sized> AsWindow for &mut A {
    type Window<'w>
        = A::Window<'w>
    where
        Self: 'w;

    #[inline(always)]
    fn lane_window(&mut self) -> A::Window<'_> {
        (**self).lane_window()
    }
}

macro_rules! slices {
    ($([$($generics:tt)*] $ty:ty;)+) => {$(
        impl<$($generics)*> AsTable for $ty {
            type Table<'t> = &'t [T] where Self: 't;

            #[inline(always)]
            fn table(&self) -> &[T] {
                self
            }
        }

        impl<$($generics)*> AsWindow for $ty {
            type Window<'w> = Piece<'w, T> where Self: 'w;

            #[inline(always)]
            fn lane_window(&mut self) -> Piece<'_, T> {
                Piece::whole(self)
            }
        }
    )+};
}

slices! {
    [T] [T];
    [T] Vec<T>;
    [T] Box<[T]>;
    [T, const N: usize] [T; N];
}

impl<S: Data, D: Dimension> AsTable for ArrayBase<S, D> {
    type Table<'t>
        = ArrayView<'t, S::Elem, D>
    where
        Self: 't;

    #[inline(always)]
    fn table(&self) -> ArrayView<'_, S::Elem, D> {
        self.view()
    }
}

impl<S: DataMut, D: Dimension> AsWindow for ArrayBase<S, D> {
    type Window<'w>
        = ArrayViewMut<'w, S::Elem, D>
    where
        Self: 'w;

    #[inline(always)]
    fn lane_window(&mut self) -> ArrayViewMut<'_, S::Elem, D> {
        self.view_mut()
    }
}
