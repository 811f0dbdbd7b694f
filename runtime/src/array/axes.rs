//! One value an axis, without an allocation for the usual numbers of axes.

use std::ops::{Deref, DerefMut};

const INLINE: usize = 6;

/// A vector of as many values as an array has axes.
#[derive(Debug, Clone)]
pub(crate) enum AxisVec<T> {
    Inline { len: usize, values: [T; INLINE] },
    Heap(Vec<T>),
}

impl<T: Copy + Default> AxisVec<T> {
    pub(crate) fn new() -> Self {
        AxisVec::Inline { len: 0, values: [T::default(); INLINE] }
    }

    pub(crate) fn filled(len: usize, value: T) -> Self {
        if len <= INLINE {
            AxisVec::Inline { len, values: [value; INLINE] }
        } else {
            AxisVec::Heap(vec![value; len])
        }
    }

    pub(crate) fn push(&mut self, value: T) {
        match self {
            AxisVec::Inline { len, values } if *len < INLINE => {
                values[*len] = value;
                *len += 1;
            }
            AxisVec::Inline { values, .. } => {
                let mut heap = values.to_vec();
                heap.push(value);
                *self = AxisVec::Heap(heap);
            }
            AxisVec::Heap(heap) => heap.push(value),
        }
    }
}

impl<T: Copy + Default> From<&[T]> for AxisVec<T> {
    #[inline]
    fn from(values: &[T]) -> Self {
        // One axis is what most calls have, and a call of a few elements feels more than a few instructions.
        if let &[value] = values {
            let mut inline = [T::default(); INLINE];
            inline[0] = value;
            return AxisVec::Inline { len: 1, values: inline };
        }
        let mut vec = AxisVec::filled(values.len(), T::default());
        vec.copy_from_slice(values);
        vec
    }
}

impl<T: Copy + Default> FromIterator<T> for AxisVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut vec = AxisVec::new();
        for value in values {
            vec.push(value);
        }
        vec
    }
}

impl<T> Deref for AxisVec<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            AxisVec::Inline { len, values } => &values[..*len],
            AxisVec::Heap(heap) => heap,
        }
    }
}

impl<T> DerefMut for AxisVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            AxisVec::Inline { len, values } => &mut values[..*len],
            AxisVec::Heap(heap) => heap,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_past_the_inline_values() {
        let vec: AxisVec<usize> = (0..20).collect();
        assert_eq!(&vec[..], (0..20).collect::<Vec<_>>());
        assert_eq!(&AxisVec::filled(9, 7)[..], [7; 9]);
        assert_eq!(&AxisVec::filled(2, 7)[..], [7; 2]);
    }
}
