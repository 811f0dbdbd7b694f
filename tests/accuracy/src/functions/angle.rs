//! Degrees and radians.

use ufunc::math;

use super::{INF, NAN, WHOLE};
use crate::close::times;
use crate::double_double::Dd;
use crate::draw::{Draw, Hard};
use crate::function::{BY_RESULT, EVERY, Function, Peer, Special};
use crate::run;
use crate::std_method;

/// 180/π and its inverse.
const DEGREES: Dd = Dd::new(57.29577951308232, -1.9878495670576283e-15);
const RADIANS: Dd = Dd::new(0.017453292519943295, 2.9486522708701687e-19);

const DRAW: Draw =
    Draw::One { bits: WHOLE, double: (-360.0, 360.0), single: (-360.0, 360.0), hard: Hard::Multiples(0.25) };

const ODD: Special = &[(&[0.0], 0.0), (&[-0.0], -0.0), (&[INF], INF), (&[-INF], -INF), (&[NAN], NAN)];

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::degrees",
        arity: 1,
        reference: &[],
        accepts: EVERY,
        run: run!(math::degrees(0)),
        draw: DRAW,
        peer: Peer { single: None, double: Some(|x| Some(x[0] * DEGREES.hi)), margin: 1.5 },
        close: Some(|x| times(x[0], DEGREES)),
        truth: |oracle, x| oracle.degrees(x[0]).into(),
        by_argument: BY_RESULT,
        std: std_method!(to_degrees),
        special: ODD,
    },
    Function {
        name: "math::radians",
        arity: 1,
        reference: &[],
        accepts: EVERY,
        run: run!(math::radians(0)),
        draw: DRAW,
        peer: Peer { single: None, double: Some(|x| Some(x[0] * RADIANS.hi)), margin: 1.5 },
        close: Some(|x| times(x[0], RADIANS)),
        truth: |oracle, x| oracle.radians(x[0]).into(),
        by_argument: BY_RESULT,
        std: std_method!(to_radians),
        special: ODD,
    },
];
