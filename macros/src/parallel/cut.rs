//! How an array is cut among the iterations of a loop.

use super::poly::Poly;

/// How an array is cut among the iterations.
#[derive(Clone, Debug)]
pub(super) enum Cut {
    /// With counter `i` an iteration owns `[base + i * stride, base + i * stride + width)` of each window.
    Rows { bases: Vec<Poly>, stride: Poly, width: Poly, checks: Vec<Check> },
    /// With counters `i`, `j`, … an iteration owns as many elements from `base + i * strides[0] + j * strides[1] + …` on
    /// as the last stride says.
    Blocks { base: Poly, strides: Vec<Poly>, checks: Vec<Check> },
    /// With counter `i` an iteration owns the plane `base + i` of this axis.
    Planes { axis: usize, axes: usize, base: Poly },
}

impl Cut {
    /// Whether elements of neighbouring iterations are neighbours: then lanes load and store them together.
    pub(super) fn is_dense(&self) -> bool {
        match self {
            Cut::Rows { bases, width, .. } => bases.len() == 1 && width.as_constant() == Some(1),
            Cut::Blocks { .. } => false,
            Cut::Planes { axis, axes, .. } => axis + 1 == *axes,
        }
    }

    /// Whether an iteration has one element, or a few of which every iteration has as many.
    pub(super) fn is_narrow(&self) -> bool {
        match self {
            Cut::Rows { bases, width, .. } => {
                bases.len() == 1 && width.as_constant().is_some_and(|width| width <= 16)
            }
            Cut::Blocks { .. } => false,
            Cut::Planes { .. } => self.is_dense(),
        }
    }
}

/// What an access takes of its iteration's elements, between `least` and `most` behind the first.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) base: Poly,
    pub(super) least: Poly,
    pub(super) most: Poly,
    /// Whether every iteration makes the access.
    pub(super) is_certain: bool,
}
