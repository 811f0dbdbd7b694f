//! Random loops over arrays at affine indices, for the tests of `#[parallel]`.
//!
//! ```
//! use ufunc_programs::loops::RandomLoop;
//!
//! let random = RandomLoop::new(3);
//! let source = random.to_source("run");
//! assert!(source.contains("for i in "));
//! // Iterations that touch only what is theirs cannot race.
//! assert!(!random.has_own_windows() || random.race(12, 5).is_none());
//! ```
//!
//! A loop reads two arrays, reads and writes two others, has a private local, and may reduce to one number. Indices are
//! in bounds if the arrays have [`RandomLoop::len`] elements.

mod access;
mod generate;
mod index;
mod print;

pub use access::Race;
pub use index::{Bound, Factor, Index, Inner};

/// The type of all elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// Floating-point numbers.
    F64,
    /// Integers, which wrap.
    I64,
}

/// An operation on two elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// The sum.
    Add,
    /// The difference.
    Subtract,
    /// The product.
    Multiply,
    /// Of integers the smaller one; of floats the product and a half, rounded once.
    Mix,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A small number.
    Literal(u32),
    /// The parallel loop's counter.
    Counter,
    /// The private local.
    Local,
    /// An element of a shared array.
    Input(usize, Index),
    /// An element of an array that may be written.
    Output(usize, Index),
    /// An operation on two values.
    Binary(Operation, Box<Value>, Box<Value>),
}

/// A statement of an iteration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The private local gets a value.
    Local(Value),
    /// An element of an output gets a value, or has it added.
    Write {
        /// Which of the outputs.
        output: usize,
        /// Where.
        index: Index,
        /// Whether the value is added.
        adds: bool,
        /// The value.
        value: Value,
    },
    /// The value is one of those that are reduced.
    Reduce(Value),
    /// Steps of an inner loop, whose counter is `j`.
    Inner(Inner, Vec<Step>),
    /// Steps of every third iteration.
    Sometimes(Vec<Step>),
}

/// A parallel loop `for i in first..n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RandomLoop {
    /// The type of elements.
    pub element: Element,
    /// The first value of the counter.
    pub first: usize,
    /// The steps of an iteration.
    pub steps: Vec<Step>,
}

/// The least width of a row that callers may choose.
pub const LEAST_WIDTH: usize = 5;
