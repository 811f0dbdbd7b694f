//! Exponential functions.

use ufunc::math;

use super::{INF, NAN, WHOLE};
use crate::draw::{Draw, Hard};
use crate::function::{BY_RESULT, EVERY, Function, Peer};
use crate::{pxfm, run, std_method, truth};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::exp",
        arity: 1,
        reference: &["exp"],
        accepts: EVERY,
        run: run!(math::exp(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-745.2, 709.8),
            single: (-104.0, 88.8),
            hard: Hard::Points(&[0.0, -708.4, -87.4, 0.34657359027997264, 1.0]),
        },
        peer: pxfm!(f_exp, f_expf),
        close: None,
        truth: truth!(exp),
        by_argument: BY_RESULT,
        std: std_method!(exp),
        special: &[
            (&[0.0], 1.0),
            (&[-0.0], 1.0),
            (&[INF], INF),
            (&[-INF], 0.0),
            (&[NAN], NAN),
            (&[1e5], INF),
            (&[-1e5], 0.0),
        ],
    },
    Function {
        name: "math::exp2",
        arity: 1,
        reference: &["exp2"],
        accepts: EVERY,
        run: run!(math::exp2(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-1075.0, 1024.0),
            single: (-150.0, 128.0),
            hard: Hard::Points(&[0.0, -1022.0, -126.0, 0.5, 1.0, 10.0]),
        },
        peer: pxfm!(f_exp2, f_exp2f),
        close: None,
        truth: truth!(exp2),
        by_argument: BY_RESULT,
        std: std_method!(exp2),
        special: &[
            (&[0.0], 1.0),
            (&[-0.0], 1.0),
            (&[INF], INF),
            (&[-INF], 0.0),
            (&[NAN], NAN),
            (&[3.0], 8.0),
            (&[-2.0], 0.25),
            (&[-126.0], 1.1754943508222875e-38),
            (&[1024.0], INF),
            (&[-1100.0], 0.0),
            (&[1e30], INF),
            (&[-1e30], 0.0),
        ],
    },
    Function {
        name: "math::exp10",
        arity: 1,
        reference: &["exp10"],
        accepts: EVERY,
        run: run!(math::exp10(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-323.7, 308.3),
            single: (-45.2, 38.6),
            hard: Hard::Points(&[0.0, -307.65, -37.9, 0.15051499783199057, 1.0, 22.0]),
        },
        // Its subnormal results in f64 are wrong.
        peer: Peer {
            double: Some(|x| (x[0] > -307.6).then(|| pxfm::f_exp10(x[0]))),
            ..pxfm!(f_exp10, f_exp10f)
        },
        close: None,
        truth: truth!(exp10),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0], 1.0),
            (&[-0.0], 1.0),
            (&[INF], INF),
            (&[-INF], 0.0),
            (&[NAN], NAN),
            (&[400.0], INF),
            (&[-400.0], 0.0),
            (&[1e30], INF),
            (&[-1e30], 0.0),
        ],
    },
    Function {
        name: "math::exp_m1",
        arity: 1,
        reference: &["expm1"],
        accepts: EVERY,
        run: run!(math::exp_m1(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-45.0, 709.8),
            single: (-20.0, 88.8),
            hard: Hard::Points(&[0.0, -37.4, -17.3, 0.34657359027997264, -0.34657359027997264, 1.0]),
        },
        peer: pxfm!(f_expm1, f_expm1f),
        close: None,
        truth: truth!(exp_m1),
        by_argument: BY_RESULT,
        std: std_method!(exp_m1),
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[INF], INF),
            (&[-INF], -1.0),
            (&[NAN], NAN),
            (&[1e5], INF),
            (&[-1e5], -1.0),
        ],
    },
];
