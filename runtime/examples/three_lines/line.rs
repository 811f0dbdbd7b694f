//! The three lines.

use ndarray::ArrayD;
use ufunc::Options;

use crate::element::Element;
use crate::input::Operands;

/// One of the three lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// `A = B + C`
    Add,
    /// `A = sin(B)`
    Sin,
    /// `A = norm.isf(B)`
    Isf,
}

impl Line {
    /// All, in their order.
    pub(crate) const ALL: [Line; 3] = [Line::Add, Line::Sin, Line::Isf];

    /// As it is written.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Line::Add => "A = B + C",
            Line::Sin => "A = sin(B)",
            Line::Isf => "A = norm.isf(B)",
        }
    }

    /// The file that holds its result.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Line::Add => "add.npy",
            Line::Sin => "sin.npy",
            Line::Isf => "isf.npy",
        }
    }

    /// Its result.
    pub(crate) fn run<T: Element>(self, operands: &Operands<T>) -> ArrayD<T> {
        let mut result = ArrayD::from_elem(operands.b.raw_dim(), T::ZERO);
        T::run(self, &Options::new(), operands, &mut result);
        result
    }
}
