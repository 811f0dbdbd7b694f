//! The way through all operands of a call: which are contiguous, and which are packed block by block.
#![allow(unsafe_code, reason = "makes chunks of the operands of a call")]

use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::ptr;

use super::axes::AxisVec;
use super::chunk::Chunk;
use super::element::ElementType;
use super::input::ErasedInput;
use super::output::ErasedTarget;
use super::shape::{Frame, memory_order};
use super::walk::{Axis, Walk, merge_axes};

/// Elements that are packed at a time: two arguments and a result of `f64` fit into the L1 cache.
pub(crate) const BLOCK: usize = 1024;

/// How an operand's elements lie along the order of iteration.
#[derive(Debug)]
enum Access {
    Splat,
    Contiguous,
    Strided(Walk),
}

#[derive(Debug)]
struct Route<P> {
    base: P,
    element: ElementType,
    access: Access,
}

/// The order of iteration of a call, and where each operand's elements lie along it.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    len: usize,
    /// The axes of the call's shape, outermost first.
    order: AxisVec<usize>,
    inputs: Vec<Route<*const u8>>,
    outputs: Vec<Route<*mut u8>>,
    /// Results are computed, and thrown away.
    discard: bool,
    borrow: PhantomData<&'a mut u8>,
}

// SAFETY: a plan stands for shared and exclusive borrows of element types, which are `Send` and `Sync`.
unsafe impl Send for Plan<'_> {}
// SAFETY: as above; through a shared plan results are written only by the unsafe `run`.
unsafe impl Sync for Plan<'_> {}

/// A call whose operands are all scalars or contiguous in C order, as one chunk.
pub(crate) fn flat_chunk<'a>(
    frame: &Frame,
    inputs: &[ErasedInput<'a>],
    targets: &'a mut [ErasedTarget<'_>],
) -> Option<Chunk<'a>> {
    let is_flat = frame.is_flat && targets.iter().all(|target| target.is_c_contiguous(&frame.shape));
    // SAFETY: a flat frame says that each operand is a scalar or has `len` elements one after the other, and the targets
    // have passed their check, so that they have the frame's shape.
    is_flat.then(|| unsafe { Chunk::of(frame.len, inputs, targets) })
}

impl<'a> Plan<'a> {
    /// Plans a call whose targets have passed their check. The first result is written from front to back.
    pub(crate) fn new(
        frame: &Frame,
        inputs: &[ErasedInput<'a>],
        targets: &'a mut [ErasedTarget<'_>],
    ) -> Self {
        let dims = frame.shape.dims();
        let order = match targets.first() {
            Some(target) => memory_order(dims, &target.strides(&frame.shape)),
            None => frame.shape.order(),
        };
        let outputs = targets
            .iter()
            .map(|target| {
                let access = match Access::along(&order, dims, &target.strides(&frame.shape)) {
                    Access::Splat => Access::Contiguous,
                    access => access,
                };
                Route { base: target.base, element: target.element, access }
            })
            .collect();
        let inputs = input_routes(&order, dims, inputs);
        Plan { len: frame.len, order, inputs, outputs, discard: false, borrow: PhantomData }
    }

    /// Plans the same call in C order, with its results thrown away.
    pub(crate) fn dry_run(&self, frame: &Frame, inputs: &[ErasedInput<'a>]) -> Self {
        let order: AxisVec<usize> = (0..frame.shape.ndim()).collect();
        let inputs = input_routes(&order, frame.shape.dims(), inputs);
        let outputs = self
            .outputs
            .iter()
            .map(|route| Route { base: ptr::null_mut(), element: route.element, access: Access::Contiguous })
            .collect();
        Plan { len: self.len, order, inputs, outputs, discard: true, borrow: PhantomData }
    }

    /// Whether iteration is in C order.
    pub(crate) fn is_c_order(&self, dims: &[usize]) -> bool {
        self.order.iter().filter(|&&axis| dims[axis] != 1).is_sorted()
    }

    /// The index along each axis of the element that iteration meets as number `at`.
    pub(crate) fn index_of(&self, mut at: usize, dims: &[usize]) -> Vec<usize> {
        let mut index = vec![0; dims.len()];
        for &axis in self.order.iter().rev() {
            index[axis] = at % dims[axis];
            at /= dims[axis];
        }
        index
    }

    /// Memory for one worker's packed blocks, of at most `block` elements.
    pub(crate) fn scratch(&self, block: usize) -> Scratch {
        let strided = self.inputs.iter().filter(|route| matches!(route.access, Access::Strided(_))).count()
            + self.outputs.iter().filter(|route| self.is_buffered(route)).count();
        let block = if strided == 0 { self.len } else { self.len.min(block) };
        let mut words = Vec::with_capacity(strided * block);
        words.resize_with(words.capacity(), MaybeUninit::uninit);
        Scratch { words, block }
    }

    fn is_buffered(&self, route: &Route<*mut u8>) -> bool {
        self.discard || matches!(route.access, Access::Strided(_))
    }

    /// Hands the elements of `range` to `run`, block by block, with the number of each block's first element.
    ///
    /// # Safety
    /// No other run of this plan handles elements of `range` at the same time.
    pub(crate) unsafe fn run(
        &self,
        range: Range<usize>,
        scratch: &mut Scratch,
        run: &mut dyn FnMut(usize, &mut Chunk<'_>),
    ) {
        assert!(range.end <= self.len, "a range lies within its plan");
        let mut start = range.start;
        while start < range.end {
            let len = scratch.block.min(range.end - start);
            // SAFETY: the elements are within the plan, and the caller vouches that they are ours alone.
            unsafe { self.run_block(start, len, scratch, run) };
            start += len;
        }
    }

    /// Packs, runs and scatters one block.
    ///
    /// # Safety
    /// As `run`; `len` is at most `scratch.block`.
    unsafe fn run_block(
        &self,
        start: usize,
        len: usize,
        scratch: &mut Scratch,
        run: &mut dyn FnMut(usize, &mut Chunk<'_>),
    ) {
        let mut chunk = Chunk::new(len);
        let mut buffers =
            scratch.words.chunks_exact_mut(scratch.block.max(1)).map(|b| b.as_mut_ptr().cast::<u8>());
        for route in &self.inputs {
            let (element, mut base) = (route.element, route.base);
            match &route.access {
                Access::Splat => {}
                Access::Contiguous => base = base.wrapping_add(start * element.size()),
                Access::Strided(walk) => {
                    let buffer = buffers.next().expect("scratch has a block for every strided operand");
                    // SAFETY: the walk covers the operand's elements, `start + len` of which are within the plan.
                    unsafe { walk.pack(base, element, start, buffer, len) };
                    base = buffer;
                }
            }
            // SAFETY: one element, `len` elements of the operand, or the `len` just packed.
            unsafe { chunk.add_input(base, element, matches!(route.access, Access::Splat)) };
        }
        let mut scattered = AxisVec::new();
        for route in &self.outputs {
            let base = if self.is_buffered(route) {
                let buffer = buffers.next().expect("scratch has a block for every buffered result");
                scattered.push(Some(Buffer(buffer)));
                buffer
            } else {
                scattered.push(None);
                route.base.wrapping_add(start * route.element.size())
            };
            // SAFETY: `len` elements of the target, which the caller vouches are ours alone, or a buffer.
            unsafe { chunk.add_output(base, route.element) };
        }
        run(start, &mut chunk);
        for (route, buffer) in self.outputs.iter().zip(scattered.iter()) {
            if let (Access::Strided(walk), Some(Buffer(buffer)), false) =
                (&route.access, *buffer, self.discard)
            {
                // SAFETY: the kernel has written all `len` results, and these elements of the target are ours.
                unsafe { walk.scatter(route.base, route.element, start, buffer, len) };
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Buffer(*mut u8);

/// Memory for packed blocks.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    words: Vec<MaybeUninit<u64>>,
    block: usize,
}

fn input_routes(order: &[usize], dims: &[usize], inputs: &[ErasedInput<'_>]) -> Vec<Route<*const u8>> {
    inputs
        .iter()
        .map(|input| {
            let access = Access::along(order, dims, &broadcast_strides(input, dims));
            Route { base: input.base, element: input.element, access }
        })
        .collect()
}

impl Access {
    /// How elements with these strides lie if the axes are gone through in that order.
    fn along(order: &[usize], dims: &[usize], strides: &[isize]) -> Self {
        let axes = merge_axes(order.iter().map(|&axis| Axis { len: dims[axis], stride: strides[axis] }));
        match axes[..] {
            [] | [Axis { stride: 0, .. }] => Access::Splat,
            [Axis { stride: 1, .. }] => Access::Contiguous,
            _ => Access::Strided(Walk::new(axes)),
        }
    }
}

/// The strides of an operand along the axes of the call: zero where it is broadcast.
fn broadcast_strides(input: &ErasedInput<'_>, dims: &[usize]) -> AxisVec<isize> {
    let offset = dims.len() - input.shape().len();
    let mut strides = AxisVec::filled(dims.len(), 0);
    for (axis, (&len, &stride)) in input.shape().iter().zip(input.strides()).enumerate() {
        strides[offset + axis] = if len == 1 { 0 } else { stride };
    }
    strides
}
