//! The gamma function and its logarithm.

use ufunc::special;

use super::{INF, NAN, WHOLE};
use crate::draw::{Draw, Hard};
use crate::function::{BY_RESULT, EVERY, Function, Peer};
use crate::run;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "special::gamma",
        arity: 1,
        reference: &["gamma"],
        accepts: EVERY,
        run: run!(special::gamma(0)),
        draw: Draw::One {
            bits: (-184.0, 180.0),
            double: (-184.0, 172.0),
            single: (-42.0, 36.0),
            hard: Hard::Points(&[
                0.0,
                1.0,
                2.0,
                1.4616321449683622,
                -1.0,
                -2.0,
                -3.0,
                -10.0,
                -33.0,
                -170.0,
                171.0,
            ]),
        },
        // Its error in f64 is up to one unit.
        peer: Peer {
            single: Some(|x| f64::from(pxfm::f_tgammaf(x[0] as f32))),
            double: Some(|x| Some(pxfm::f_tgamma(x[0]))),
            margin: 1.0,
        },
        close: None,
        truth: |oracle, x| oracle.gamma(x[0]),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0], INF),
            (&[-0.0], -INF),
            (&[1.0], 1.0),
            (&[2.0], 1.0),
            (&[5.0], 24.0),
            (&[-1.0], NAN),
            (&[-2.0], NAN),
            (&[-1e30], NAN),
            (&[INF], INF),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "special::ln_gamma",
        arity: 1,
        reference: &["gammaln"],
        accepts: EVERY,
        run: run!(special::ln_gamma(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (0.0, 40.0),
            single: (0.0, 40.0),
            hard: Hard::Points(&[0.0, 1.0, 2.0, 1.4616321449683622, 0.5, 3.0, 8.0, 12.0]),
        },
        // Its error in f64 is up to 0.52 units for positive arguments; near its negative zeros, more.
        peer: Peer {
            single: Some(|x| f64::from(pxfm::f_lgammaf(x[0] as f32))),
            double: Some(|x| (x[0] > 0.0).then(|| pxfm::f_lgamma(x[0]))),
            margin: 0.52,
        },
        close: None,
        truth: |oracle, x| oracle.ln_gamma(x[0]),
        by_argument: |x| x[0] < 0.0,
        std: None,
        special: &[
            (&[0.0], INF),
            (&[-0.0], INF),
            (&[1.0], 0.0),
            (&[2.0], 0.0),
            (&[-1.0], INF),
            (&[-2.0], INF),
            (&[INF], INF),
            (&[-INF], INF),
            (&[NAN], NAN),
        ],
    },
];
