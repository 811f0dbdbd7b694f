//! What can be wrong with a call's shapes, or with the settings.

use crate::simd::Level;

/// Shapes that a call cannot work with. Nothing has been computed, and nothing written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShapeError {
    /// Two arguments have different lengths along an axis, and neither is 1.
    #[error(
        "shapes {first_shape:?} (argument {}) and {second_shape:?} (argument {}) do not broadcast: \
         along axis {axis} of the result they have {first_len} and {second_len} elements",
        first + 1,
        second + 1
    )]
    NotBroadcastable {
        /// The axis of the result, counted from 0.
        axis: usize,
        /// The first argument that is not of length 1 there, counted from 0.
        first: usize,
        /// Its shape.
        first_shape: Vec<usize>,
        /// Its length along the axis.
        first_len: usize,
        /// The first argument that does not agree with it.
        second: usize,
        /// Its shape.
        second_shape: Vec<usize>,
        /// Its length along the axis.
        second_len: usize,
    },
    /// An output has not the shape that the arguments have together.
    #[error("output {} has shape {found:?}, but the arguments together have shape {expected:?}", result + 1)]
    WrongOutput {
        /// Which output, counted from 0.
        result: usize,
        /// The shape of the arguments together.
        expected: Vec<usize>,
        /// The shape of the output.
        found: Vec<usize>,
    },
    /// Several elements of an output lie in the same place.
    #[error(
        "output {} of shape {shape:?} has strides {strides:?}, so that several of its elements share memory",
        result + 1
    )]
    OverlappingOutput {
        /// Which output, counted from 0.
        result: usize,
        /// Its shape.
        shape: Vec<usize>,
        /// Its strides, in elements.
        strides: Vec<isize>,
    },
    /// The arguments together have more elements than memory can hold.
    #[error("the arguments together have shape {shape:?}, which is more elements than memory can hold")]
    TooLarge {
        /// The shape of the arguments together.
        shape: Vec<usize>,
    },
    /// An axis that the operand does not have.
    #[error("axis {axis} is out of range for shape {shape:?}; its axes are counted from 0")]
    NoSuchAxis {
        /// The axis asked for.
        axis: usize,
        /// The shape of the operand.
        shape: Vec<usize>,
    },
}

/// A setting that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// An environment variable has a value that means nothing.
    #[error("environment variable {variable} is `{value}`; allowed is {allowed}")]
    BadVariable {
        /// Its name.
        variable: &'static str,
        /// Its value.
        value: String,
        /// What would be a value.
        allowed: &'static str,
    },
    /// An environment variable names an instruction set that is not there.
    #[error("environment variable {variable} is `{value}`; this machine and build has {}", names(available))]
    UnavailableInVariable {
        /// Its name.
        variable: &'static str,
        /// Its value.
        value: String,
        /// The instruction sets that are there.
        available: Vec<Level>,
    },
    /// An instruction set that is not there.
    #[error("instruction set `{level}` is not there; this machine and build has {}", names(available))]
    LevelUnavailable {
        /// The one asked for.
        level: Level,
        /// The instruction sets that are there.
        available: Vec<Level>,
    },
    /// No threads at all.
    #[error("the number of threads is 0; allowed is a number from 1 on")]
    ZeroThreads,
    /// A text that is not a schedule.
    #[error("`{text}` is not a schedule; allowed is {}", crate::exec::SCHEDULES)]
    BadSchedule {
        /// The text.
        text: String,
    },
    /// A text that names no value of a setting.
    #[error("`{text}` is not a {setting}; allowed is {allowed}")]
    BadName {
        /// The setting.
        setting: &'static str,
        /// The text.
        text: String,
        /// What would be a value.
        allowed: &'static str,
    },
}

fn names(levels: &[Level]) -> String {
    levels.iter().map(|level| format!("`{level}`")).collect::<Vec<_>>().join(", ")
}
