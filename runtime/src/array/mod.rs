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

pub use chunk::Chunk;
pub use input::ErasedInput;
pub use kind::Kind;
pub use operand::Operand;
pub use operands::Operands;
pub use output::{ErasedTarget, OutputOperand, OutputOperands};
pub use shape::Shape;

pub(crate) use input::Extent;
pub(crate) use plan::{BLOCK, Plan, Scratch, flat_chunk};
pub(crate) use shape::{Frame, flat_extent};
