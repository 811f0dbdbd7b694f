//! The work for one item.

use std::fmt;
use std::str::FromStr;

use ufunc::math::exp;

/// One of the two kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Scalar calls in a plain loop.
    F,
    /// One call on an array.
    G,
}

impl Task {
    pub(crate) const ALL: [Task; 2] = [Task::F, Task::G];

    /// The bits of the sum of an item.
    pub(crate) fn sum(self, item: usize, elements: usize) -> u64 {
        let argument = |i: usize| ((i + item) as f64 * 0.618_033_988_749_894_9).fract();
        let sum: f64 = match self {
            Task::F => (0..elements).map(|i| argument(i).exp()).sum(),
            Task::G => {
                let arguments: Vec<f64> = (0..elements).map(argument).collect();
                let values: Vec<f64> = exp(&arguments);
                values.iter().sum()
            }
        };
        sum.to_bits()
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Task::F => "f scalar calls",
            Task::G => "g array calls",
        })
    }
}

impl FromStr for Task {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "f" => Ok(Task::F),
            "g" => Ok(Task::G),
            _ => Err(format!("`{text}` is no task; there are f and g")),
        }
    }
}
