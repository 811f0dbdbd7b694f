//! How lanes reach the elements of an array: runs of neighbours, or one by one.

/// An array of `N` axes that lanes read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no array of {N} axes of `{T}` that lanes can read",
    note = "lane loops read slices, `Vec`s, arrays and ndarrays of one to three axes"
)]
pub trait Grid<T, const N: usize> {
    /// The length of an axis.
    fn extent(&self, axis: usize) -> usize;
    /// `len` elements along `axis`, from the one at `at` on, if they exist and lie side by side.
    fn run(&self, at: [usize; N], axis: usize, len: usize) -> Option<&[T]>;
    /// One element.
    fn get(&self, at: [usize; N]) -> Option<T>;
    /// All elements, if they lie side by side and this is not a part of a larger array.
    fn whole(&self) -> Option<&[T]>;
    /// What is wrong with an index that is out of range.
    fn outside(&self, at: [usize; N]) -> String;
}

/// What a loop holds of an array that it reads.
pub trait Lend<T, const N: usize> {
    /// The array for some time.
    type Lent<'l>: Grid<T, N>
    where
        Self: 'l;

    /// Lends the array to code that then has a copy of its own of where the elements are.
    fn lend(&self) -> Self::Lent<'_>;
}

/// An array of `N` axes that lanes write.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no array of {N} axes of `{T}` that lanes can write",
    note = "lane loops write slices, `Vec`s, arrays and ndarrays of one to three axes"
)]
pub trait GridMut<T, const N: usize>: Grid<T, N> {
    /// The array for some time, to write to.
    type LentMut<'l>: GridMut<T, N>
    where
        Self: 'l;

    /// As [`Lend::lend`].
    fn lend_mut(&mut self) -> Self::LentMut<'_>;
    /// As [`Grid::run`].
    fn run_mut(&mut self, at: [usize; N], axis: usize, len: usize) -> Option<&mut [T]>;
    /// One element.
    fn get_mut(&mut self, at: [usize; N]) -> Option<&mut T>;
}

impl<T: Copy> Grid<T, 1> for &[T] {
    #[inline(always)]
    fn extent(&self, _: usize) -> usize {
        self.len()
    }

    #[inline(always)]
    fn run(&self, [at]: [usize; 1], _: usize, len: usize) -> Option<&[T]> {
        if at <= self.len() && len <= self.len() - at { Some(&self[at..][..len]) } else { None }
    }

    #[inline(always)]
    fn get(&self, [at]: [usize; 1]) -> Option<T> {
        <[T]>::get(self, at).copied()
    }

    #[inline(always)]
    fn whole(&self) -> Option<&[T]> {
        Some(self)
    }

    fn outside(&self, [at]: [usize; 1]) -> String {
        format!("index out of bounds: the len is {} but the index is {at}", self.len())
    }
}

impl<T: Copy> Lend<T, 1> for &[T] {
    type Lent<'l>
        = &'l [T]
    where
        Self: 'l;

    #[inline(always)]
    fn lend(&self) -> &[T] {
        self
    }
}

/// A part of a slice, by the indices of the whole.
#[derive(Debug)]
pub struct Piece<'a, T> {
    slice: &'a mut [T],
    /// The index of the part's first element.
    first: usize,
    /// What it is a part of; `None` if it is all there is.
    whole: Option<&'a Whole>,
}

/// An array that was cut.
#[derive(Debug, Clone, Copy)]
pub struct Whole {
    /// Its length.
    pub len: usize,
    /// Its name in the source.
    pub name: &'static str,
}

impl<'a, T> Piece<'a, T> {
    /// All of a slice.
    #[inline(always)]
    pub fn whole(slice: &'a mut [T]) -> Self {
        Piece { slice, first: 0, whole: None }
    }

    /// The part of `whole` that starts at `first`.
    #[inline(always)]
    pub fn of(slice: &'a mut [T], first: usize, whole: &'a Whole) -> Self {
        Piece { slice, first, whole: Some(whole) }
    }
}

impl<T: Copy> Grid<T, 1> for Piece<'_, T> {
    #[inline(always)]
    fn extent(&self, _: usize) -> usize {
        self.whole.map_or(self.slice.len(), |whole| whole.len)
    }

    #[inline(always)]
    fn run(&self, [at]: [usize; 1], _: usize, len: usize) -> Option<&[T]> {
        let at = at.wrapping_sub(self.first);
        if at <= self.slice.len() && len <= self.slice.len() - at {
            Some(&self.slice[at..][..len])
        } else {
            None
        }
    }

    #[inline(always)]
    fn get(&self, [at]: [usize; 1]) -> Option<T> {
        self.slice.get(at.wrapping_sub(self.first)).copied()
    }

    #[inline(always)]
    fn whole(&self) -> Option<&[T]> {
        None
    }

    fn outside(&self, [at]: [usize; 1]) -> String {
        match self.whole {
            Some(Whole { len, name }) if at < *len => {
                let (first, end) = (self.first, self.first + self.slice.len());
                format!("index {at} of `{name}` belongs to another iteration: here are {first}..{end}")
            }
            _ => format!("index out of bounds: the len is {} but the index is {at}", self.extent(0)),
        }
    }
}

impl<T: Copy> GridMut<T, 1> for Piece<'_, T> {
    type LentMut<'l>
        = Piece<'l, T>
    where
        Self: 'l;

    #[inline(always)]
    fn lend_mut(&mut self) -> Piece<'_, T> {
        Piece { slice: self.slice, first: self.first, whole: self.whole }
    }

    #[inline(always)]
    fn run_mut(&mut self, [at]: [usize; 1], _: usize, len: usize) -> Option<&mut [T]> {
        let at = at.wrapping_sub(self.first);
        if at <= self.slice.len() && len <= self.slice.len() - at {
            Some(&mut self.slice[at..][..len])
        } else {
            None
        }
    }

    #[inline(always)]
    fn get_mut(&mut self, [at]: [usize; 1]) -> Option<&mut T> {
        self.slice.get_mut(at.wrapping_sub(self.first))
    }
}
