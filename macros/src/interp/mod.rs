//! What a kernel means: interpreters of the scalar IR and of the lane IR, and the tests that compare them.
//!
//! Random programs and hand-written kernels run through both. Every lane of the lane IR must end as the scalar IR
//! ends for its element: with the same bits, or with the same trap. The hand-written kernels are also compiled by
//! rustc, which tells what they mean.

mod arithmetic;
mod compare;
mod constants;
mod lane;
mod lane_expr;
mod lane_loops;
mod methods;
mod program;
mod scalar;
mod tests;
mod value;

use std::borrow::Cow;

/// What Rust says where an operation panics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trap(pub(crate) Cow<'static, str>);

/// Why a run ended without a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Trap(Trap),
    /// It took too many steps.
    Steps,
    /// The IR itself is wrong: it reads what was never set, say.
    Broken(String),
}

impl From<Trap> for Stop {
    fn from(trap: Trap) -> Stop {
        Stop::Trap(trap)
    }
}

fn trap<T>(message: &'static str) -> Result<T, Trap> {
    Err(Trap(Cow::Borrowed(message)))
}

fn broken<T>(what: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Broken(what.into()))
}
