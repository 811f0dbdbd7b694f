//! Random, well-typed kernel bodies in the language that `#[ufunc]` compiles: what the compiler is tested with.
//!
//! ```
//! use ufunc_programs::{Features, Program, Rng};
//!
//! let program = Program::random(7, &Features::ALL);
//! let source = program.to_source("kernel");
//! assert!(source.starts_with("fn kernel("));
//! let rows = program.inputs(&mut Rng::new(7), 100);
//! assert_eq!(rows[0].len(), program.params().len());
//! ```
//!
//! The same seed and features give the same program, on every machine. A program always ends: every `while` and
//! `loop` burns fuel, every `for` has few iterations. What Rust leaves open (the bits of a NaN, the sign of the
//! zero that `min(0.0, -0.0)` gives) never decides a result, so two runs can be compared bit for bit.
//!
//! Compile the source with the lints off that [`ALLOW`] names: random code divides by zero in plain sight.

mod ast;
mod check;
mod generate;
mod inputs;
pub mod loops;
mod method;
mod print;
mod rng;
mod shrink;
mod types;
mod walk;

pub use ast::{
    Arm, BinOp, Block, Bound, Expr, For, Fuel, IndexForm, Label, Loop, LoopKind, Pattern, Program, Stmt,
    Table, TableId, TablePlace, UnOp, Var, VarInfo,
};
pub use check::Flaw;
pub use generate::Features;
pub use inputs::{interesting_input, interesting_inputs};
pub use method::{Arg, METHODS, Method, Outcome, Receiver};
pub use rng::Rng;
pub use shrink::shrink;
pub use types::{Lit, Ty, Value};

/// The attribute that a module of generated programs needs.
pub const ALLOW: &str = "#[allow(warnings, arithmetic_overflow, unconditional_panic, clippy::all)]";
