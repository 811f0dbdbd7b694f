//! A panic in a kernel, on its way to the caller.

use std::any::Any;
use std::panic;

use crate::simd::fault::Fault;

/// What went wrong at which element.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The element, in the order of iteration.
    pub(crate) at: usize,
    pub(crate) payload: Box<dyn Any + Send>,
}

/// Where a failure happened, in the caller's terms.
#[derive(Debug)]
pub(crate) enum Place<'a> {
    /// In a call of scalars.
    Scalar,
    /// In this element of a call of this shape.
    Element { index: Vec<usize>, shape: &'a [usize] },
    /// In an operation that combines elements.
    Operation(&'static str),
}

/// Panics with the message of a lane or of a foreign function, and says where it was.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn raise(payload: Box<dyn Any + Send>, kernel: &str, place: &Place<'_>) -> ! {
    let message: &str = if let Some(fault) = payload.downcast_ref::<Fault>() {
        &fault.message
    } else if let Some(text) = payload.downcast_ref::<&'static str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text
    } else {
        panic::resume_unwind(payload)
    };
    match place {
        Place::Scalar => panic!("{message} in ufunc `{kernel}`"),
        Place::Element { index, .. } if index.len() == 1 => {
            panic!("{message} in ufunc `{kernel}` at index {}", index[0])
        }
        Place::Element { index, shape } => {
            panic!("{message} in ufunc `{kernel}` at index {index:?} of shape {shape:?}")
        }
        Place::Operation(operation) => panic!("{message} in `{operation}` of ufunc `{kernel}`"),
    }
}
