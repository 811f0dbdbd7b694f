//! Error functions.

use ufunc::special;

use super::{INF, NAN, WHOLE};
use crate::draw::{Draw, Hard};
use crate::function::{BY_RESULT, EVERY, Function};
use crate::{pxfm, run, truth};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "special::erf",
        arity: 1,
        reference: &["erf"],
        accepts: EVERY,
        run: run!(special::erf(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-6.5, 6.5),
            single: (-4.5, 4.5),
            hard: Hard::Points(&[0.0, 1.0, 0.5, -1.0]),
        },
        peer: pxfm!(f_erf, f_erff),
        close: None,
        truth: truth!(erf),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[INF], 1.0),
            (&[-INF], -1.0),
            (&[NAN], NAN),
            (&[30.0], 1.0),
        ],
    },
    Function {
        name: "special::erfc",
        arity: 1,
        reference: &["erfc"],
        accepts: EVERY,
        run: run!(special::erfc(0)),
        draw: Draw::One {
            bits: (-30.0, 30.0),
            double: (-6.5, 27.3),
            single: (-4.5, 10.1),
            hard: Hard::Points(&[0.0, 1.0, 0.5, 26.5, 2.0]),
        },
        peer: pxfm!(f_erfc, f_erfcf),
        close: None,
        truth: truth!(erfc),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0], 1.0),
            (&[-0.0], 1.0),
            (&[INF], 0.0),
            (&[-INF], 2.0),
            (&[NAN], NAN),
            (&[1e30], 0.0),
            (&[-1e30], 2.0),
        ],
    },
];
