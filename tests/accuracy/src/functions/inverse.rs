//! Inverse circular functions.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

use ufunc::math;

use super::{INF, NAN, WHOLE};
use crate::draw::{Draw, Hard, Kind, near};
use crate::float_type::Type;
use crate::function::{BY_RESULT, EVERY, Function};
use crate::random::Random;
use crate::{pxfm, run, std_method, truth};

/// Arguments of arcsine and arccosine.
const UNIT: Draw = Draw::One {
    bits: (-1.0, 1.0),
    double: (-1.0, 1.0),
    single: (-1.0, 1.0),
    hard: Hard::Points(&[0.0, 0.5, -0.5]),
};

fn draw_pair(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    match kind {
        Kind::Bits => [random.sign() * random.positive(ty), random.sign() * random.positive(ty), 0.0],
        Kind::Range => [random.uniform(-4.0, 4.0), random.uniform(-4.0, 4.0), 0.0],
        Kind::Hard => {
            let x = random.positive(ty);
            let ratio = match random.below(3) {
                0 => near(random, ty, 1.0),
                1 => near(random, ty, 0.41421356237309503),
                _ => random.spread(-40.0, 40.0),
            };
            [random.sign() * ty.round(x * ratio), random.sign() * x, 0.0]
        }
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::asin",
        arity: 1,
        reference: &["asin"],
        accepts: EVERY,
        run: run!(math::asin(0)),
        draw: UNIT,
        peer: pxfm!(f_asin, f_asinf),
        close: None,
        truth: truth!(asin),
        by_argument: BY_RESULT,
        std: std_method!(asin),
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[1.0], FRAC_PI_2),
            (&[-1.0], -FRAC_PI_2),
            (&[1.5], NAN),
            (&[-1.5], NAN),
            (&[INF], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::acos",
        arity: 1,
        reference: &["acos"],
        accepts: EVERY,
        run: run!(math::acos(0)),
        draw: UNIT,
        peer: pxfm!(f_acos, f_acosf),
        close: None,
        truth: truth!(acos),
        by_argument: BY_RESULT,
        std: std_method!(acos),
        special: &[
            (&[1.0], 0.0),
            (&[0.0], FRAC_PI_2),
            (&[-0.0], FRAC_PI_2),
            (&[-1.0], PI),
            (&[1.5], NAN),
            (&[-1.5], NAN),
            (&[INF], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::atan",
        arity: 1,
        reference: &["atan"],
        accepts: EVERY,
        run: run!(math::atan(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-10.0, 10.0),
            single: (-10.0, 10.0),
            hard: Hard::Points(&[0.0, 1.0, -1.0, 0.41421356237309503, 2.414213562373095]),
        },
        peer: pxfm!(f_atan, f_atanf),
        close: None,
        truth: truth!(atan),
        by_argument: BY_RESULT,
        std: std_method!(atan),
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[1.0], FRAC_PI_4),
            (&[INF], FRAC_PI_2),
            (&[-INF], -FRAC_PI_2),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::atan2",
        arity: 2,
        reference: &["atan2"],
        accepts: EVERY,
        run: run!(math::atan2(0, 1)),
        draw: Draw::Many(draw_pair),
        peer: pxfm!(f_atan2, f_atan2f, 2),
        close: None,
        truth: |oracle, x| oracle.atan2(x[0], x[1]),
        by_argument: BY_RESULT,
        std: std_method!(atan2, 2),
        special: &[
            (&[0.0, 1.0], 0.0),
            (&[-0.0, 1.0], -0.0),
            (&[0.0, 0.0], 0.0),
            (&[-0.0, 0.0], -0.0),
            (&[1.0, INF], 0.0),
            (&[-1.0, INF], -0.0),
            (&[0.0, -1.0], PI),
            (&[-0.0, -1.0], -PI),
            (&[0.0, -0.0], PI),
            (&[-0.0, -0.0], -PI),
            (&[1.0, 0.0], FRAC_PI_2),
            (&[-1.0, -0.0], -FRAC_PI_2),
            (&[1.0, -INF], PI),
            (&[-1.0, -INF], -PI),
            (&[INF, 1.0], FRAC_PI_2),
            (&[-INF, -1.0], -FRAC_PI_2),
            (&[INF, INF], FRAC_PI_4),
            (&[-INF, INF], -FRAC_PI_4),
            (&[INF, -INF], 3.0 * FRAC_PI_4),
            (&[-INF, -INF], -3.0 * FRAC_PI_4),
            (&[NAN, 1.0], NAN),
            (&[1.0, NAN], NAN),
        ],
    },
];
