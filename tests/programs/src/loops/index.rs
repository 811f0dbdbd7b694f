//! Indices, and the inner loops that they run over.

/// What the parallel counter is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// A number; with 0 all iterations share the index.
    Number(usize),
    /// The width of a row, known at run time.
    Width,
}

/// An index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// `factor * i + j + offset`, or without `j`.
    Affine {
        /// The factor of the parallel counter.
        factor: Factor,
        /// Whether the inner counter is added.
        inner: bool,
        /// What is added.
        offset: i64,
    },
    /// `i % number`.
    Modulo(usize),
    /// `i / 2`.
    Half,
    /// `n - 1 - i`.
    Mirrored,
}

/// Where an inner loop ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At a number.
    Number(usize),
    /// So much before the width of a row.
    WidthLess(usize),
}

/// An inner loop `for j in first..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inner {
    /// The first value of the counter.
    pub first: usize,
    /// Where it ends.
    pub end: Bound,
}

impl Inner {
    /// The values of the counter.
    pub(super) fn range(self, width: usize) -> std::ops::Range<usize> {
        match self.end {
            Bound::Number(end) => self.first..end,
            Bound::WidthLess(less) => self.first..width - less,
        }
    }

    pub(super) fn source(self) -> String {
        match self.end {
            Bound::Number(end) => format!("{}..{end}", self.first),
            Bound::WidthLess(0) => format!("{}..w", self.first),
            Bound::WidthLess(less) => format!("{}..w - {less}", self.first),
        }
    }
}

impl Index {
    /// The index in an iteration, which is not negative.
    pub(super) fn at(self, i: usize, j: usize, n: usize, width: usize) -> usize {
        match self {
            Index::Affine { factor, inner, offset } => {
                let factor = match factor {
                    Factor::Number(number) => number,
                    Factor::Width => width,
                };
                let inner = if inner { j } else { 0 };
                (factor * i + inner).checked_add_signed(offset as isize).expect("indices are not negative")
            }
            Index::Modulo(number) => i % number,
            Index::Half => i / 2,
            Index::Mirrored => n - 1 - i,
        }
    }

    pub(super) fn source(self) -> String {
        match self {
            Index::Affine { factor, inner, offset } => {
                let mut text = match factor {
                    Factor::Number(0) => String::new(),
                    Factor::Number(1) => "i".to_owned(),
                    Factor::Number(number) => format!("{number} * i"),
                    Factor::Width => "i * w".to_owned(),
                };
                if inner {
                    text += if text.is_empty() { "j" } else { " + j" };
                }
                match (offset, text.is_empty()) {
                    (offset, true) => offset.to_string(),
                    (0, false) => text,
                    (1.., false) => format!("{text} + {offset}"),
                    (..0, false) => format!("{text} - {}", -offset),
                }
            }
            Index::Modulo(number) => format!("i % {number}"),
            Index::Half => "i / 2".to_owned(),
            Index::Mirrored => "n - 1 - i".to_owned(),
        }
    }
}
