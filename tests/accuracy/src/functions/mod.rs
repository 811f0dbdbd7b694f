//! The functions under test, a module for each family.

mod angle;
mod exponential;
mod gamma;
mod hyperbolic;
mod inverse;
mod logarithm;
mod logistic;
mod normal;
mod power;
mod special;
mod trigonometric;
mod trigonometric_pi;

use crate::function::Function;

const FAMILIES: &[&[Function]] = &[
    exponential::FUNCTIONS,
    logarithm::FUNCTIONS,
    power::FUNCTIONS,
    trigonometric::FUNCTIONS,
    trigonometric_pi::FUNCTIONS,
    inverse::FUNCTIONS,
    hyperbolic::FUNCTIONS,
    logistic::FUNCTIONS,
    angle::FUNCTIONS,
    special::FUNCTIONS,
    gamma::FUNCTIONS,
    normal::FUNCTIONS,
];

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().copied().flatten()
}

/// Every number of the type is an argument.
const WHOLE: (f64, f64) = (-f64::MAX, f64::MAX);

/// Every positive number of the type is an argument.
const POSITIVE: (f64, f64) = (0.0, f64::MAX);

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;
