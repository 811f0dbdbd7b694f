//! What a kernel sees of its operands: a run of elements, each operand contiguous or the same value throughout.
#![allow(unsafe_code, reason = "turns the erased operands of a call back into typed slices")]

use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::{Deref, DerefMut};
use std::{fmt, ptr};

use super::element::ElementType;
use super::input::ErasedInput;
use super::output::ErasedTarget;
use crate::kernel::Block;
use crate::simd::Element;

/// Most arguments, and most results, that a kernel may have.
pub(crate) const MAX_OPERANDS: usize = 8;

#[derive(Debug, Clone, Copy)]
struct Source {
    base: *const u8,
    element: ElementType,
    splat: bool,
}

#[derive(Debug, Clone, Copy)]
struct Sink {
    base: *mut u8,
    element: ElementType,
}

/// A run of elements of a call. It owns the right to write its results, each of which can be taken once.
#[derive(Debug)]
pub struct Chunk<'a> {
    len: usize,
    inputs: Few<Source>,
    outputs: Few<Sink>,
    borrow: PhantomData<&'a mut u8>,
}

/// What operands there are, of [`MAX_OPERANDS`] that there may be. The others are never written: on a call of a few
/// elements that is felt.
#[derive(Clone, Copy)]
struct Few<T: Copy> {
    len: usize,
    items: [MaybeUninit<T>; MAX_OPERANDS],
}

impl<T: Copy> Few<T> {
    #[inline(always)]
    fn new() -> Self {
        Few { len: 0, items: [MaybeUninit::uninit(); MAX_OPERANDS] }
    }

    #[inline(always)]
    fn push(&mut self, item: T) {
        self.items[self.len] = MaybeUninit::new(item);
        self.len += 1;
    }
}

impl<T: Copy> Deref for Few<T> {
    type Target = [T];

    #[inline(always)]
    fn deref(&self) -> &[T] {
        let items = &self.items[..self.len];
        // SAFETY: the first `len` have been written.
        unsafe { &*(ptr::from_ref(items) as *const [T]) }
    }
}

impl<T: Copy> DerefMut for Few<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [T] {
        let items = &mut self.items[..self.len];
        // SAFETY: as above.
        unsafe { &mut *(ptr::from_mut(items) as *mut [T]) }
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

// SAFETY: a chunk stands for shared slices and exclusive slices of element types, which are `Send` and `Sync`.
unsafe impl Send for Chunk<'_> {}
// SAFETY: as above; through a shared chunk nothing can be written except by the unsafe `part`.
unsafe impl Sync for Chunk<'_> {}

impl<'a> Chunk<'a> {
    /// A run of `len` elements without operands.
    #[inline]
    pub(super) fn new(len: usize) -> Self {
        Chunk { len, inputs: Few::new(), outputs: Few::new(), borrow: PhantomData }
    }

    /// The elements of a call.
    ///
    /// # Safety
    /// Each input is a scalar or has `len` elements one after the other, and each target has room for as many.
    #[inline]
    pub(crate) unsafe fn of(
        len: usize,
        inputs: &[ErasedInput<'a>],
        targets: &'a mut [ErasedTarget<'_>],
    ) -> Self {
        let mut chunk = Chunk::new(len);
        for input in inputs {
            chunk.inputs.push(Source { base: input.base, element: input.element, splat: input.is_scalar() });
        }
        for target in targets {
            chunk.outputs.push(Sink { base: target.base, element: target.element });
        }
        chunk
    }

    /// Adds an argument.
    ///
    /// # Safety
    /// For `'a`, `base` points to `len` elements (one, for a splat) of type `element` that nobody writes.
    #[inline]
    pub(super) unsafe fn add_input(&mut self, base: *const u8, element: ElementType, splat: bool) {
        self.inputs.push(Source { base, element, splat });
    }

    /// Adds a result.
    ///
    /// # Safety
    /// For `'a`, `base` points to room for `len` elements of type `element` that nobody else reads or writes.
    #[inline]
    pub(super) unsafe fn add_output(&mut self, base: *mut u8, element: ElementType) {
        self.outputs.push(Sink { base, element });
    }

    /// How many elements it has.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The elements `start..start + len`.
    ///
    /// # Safety
    /// No results of these elements are taken, from this chunk or from another part of it, while the part lives.
    #[inline]
    pub(crate) unsafe fn part(&self, start: usize, len: usize) -> Chunk<'a> {
        assert!(start <= self.len && len <= self.len - start, "a part lies within its chunk");
        let mut part = Chunk { len, inputs: self.inputs, outputs: self.outputs, borrow: PhantomData };
        for source in part.inputs.iter_mut() {
            if !source.splat {
                source.base = source.base.wrapping_add(start * source.element.size());
            }
        }
        for sink in part.outputs.iter_mut() {
            sink.base = sink.base.wrapping_add(start * sink.element.size());
        }
        part
    }

    /// Argument `index`.
    ///
    /// # Panics
    /// If there is no such argument, or it has another type.
    #[inline(always)]
    pub(crate) fn input<T: Element>(&self, index: usize) -> Block<'a, T> {
        let source = self.inputs[index];
        assert!(source.element == ElementType::of::<T>(), "an argument keeps its type");
        if source.splat {
            // SAFETY: `add_input`'s caller vouched for one element, whose type was just checked.
            Block::Splat(unsafe { source.base.cast::<T>().read() })
        } else {
            // SAFETY: `add_input`'s caller vouched for `len` elements, whose type was just checked.
            Block::Slice(unsafe { std::slice::from_raw_parts(source.base.cast::<T>(), self.len) })
        }
    }

    /// Takes result `index`.
    ///
    /// # Panics
    /// If there is no such result, or it has another type or has been taken.
    #[inline(always)]
    pub(crate) fn take_output<T: Element>(&mut self, index: usize) -> &'a mut [MaybeUninit<T>] {
        let sink = self.outputs[index];
        assert!(
            sink.element == ElementType::of::<T>() && !sink.base.is_null(),
            "a result is taken once, as its type"
        );
        self.outputs[index].base = ptr::null_mut();
        // SAFETY: `add_output`'s caller vouched for room for `len` elements of this type, and since the pointer is
        // forgotten the room is given away only once.
        unsafe { std::slice::from_raw_parts_mut(sink.base.cast::<MaybeUninit<T>>(), self.len) }
    }
}
