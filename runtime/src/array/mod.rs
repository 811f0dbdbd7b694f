//! Operands: what may be an argument or take a result, the shape of a call, and the way through its elements.

mod axes;
mod chunk;
mod element;
mod input;
mod kind;
mod operand;
mod operands;
mod output;
mod plan;
mod shape;
mod walk;

pub use kind::Kind;
pub use operand::Operand;
pub use operands::Operands;
pub use output::{OutputOperand, OutputOperands};

pub(crate) use chunk::Chunk;
pub(crate) use input::{ErasedInput, Extent};
pub(crate) use output::ErasedTarget;
pub(crate) use plan::{BLOCK, Plan, Scratch, flat_chunk};
pub(crate) use shape::{Frame, Shape, flat_extent};
