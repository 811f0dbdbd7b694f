//! Circular functions of radians.

use std::f64::consts::FRAC_PI_2;

use ufunc::math;

use super::{INF, NAN, WHOLE};
use crate::draw::{Draw, Hard};
use crate::function::{BY_RESULT, EVERY, Function, Special};
use crate::{pxfm, run, std_method};

const DRAW: Draw =
    Draw::One { bits: WHOLE, double: (-1e3, 1e3), single: (-1e3, 1e3), hard: Hard::Multiples(FRAC_PI_2) };

const ODD: Special = &[(&[0.0], 0.0), (&[-0.0], -0.0), (&[INF], NAN), (&[-INF], NAN), (&[NAN], NAN)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::sin",
        arity: 1,
        reference: &["sin"],
        accepts: EVERY,
        run: run!(math::sin(0)),
        draw: DRAW,
        peer: pxfm!(f_sin, f_sinf),
        close: None,
        truth: |oracle, x| oracle.sin(x[0]).into(),
        by_argument: BY_RESULT,
        std: std_method!(sin),
        special: ODD,
    },
    Function {
        name: "math::cos",
        arity: 1,
        reference: &["cos"],
        accepts: EVERY,
        run: run!(math::cos(0)),
        draw: DRAW,
        peer: pxfm!(f_cos, f_cosf),
        close: None,
        truth: |oracle, x| oracle.cos(x[0]).into(),
        by_argument: BY_RESULT,
        std: std_method!(cos),
        special: &[(&[0.0], 1.0), (&[-0.0], 1.0), (&[INF], NAN), (&[-INF], NAN), (&[NAN], NAN)],
    },
    Function {
        name: "math::tan",
        arity: 1,
        reference: &["tan"],
        accepts: EVERY,
        run: run!(math::tan(0)),
        draw: DRAW,
        peer: pxfm!(f_tan, f_tanf),
        close: None,
        truth: |oracle, x| oracle.tan(x[0]).into(),
        by_argument: BY_RESULT,
        std: std_method!(tan),
        special: ODD,
    },
];
