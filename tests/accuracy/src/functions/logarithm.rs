//! Logarithms.

use ufunc::math;

use super::{INF, NAN, POSITIVE, WHOLE};
use crate::close;
use crate::draw::{Draw, Hard, Kind, near};
use crate::float_type::Type;
use crate::function::{BY_RESULT, EVERY, Function, NO_PEER};
use crate::oracle::Value;
use crate::random::Random;
use crate::{pxfm, run, std_method, truth};

/// Where a logarithm is hard: near 1, and where its argument is split.
const HARD: Hard =
    Hard::Points(&[1.0, std::f64::consts::SQRT_2, std::f64::consts::FRAC_1_SQRT_2, 2.0, 0.5, 10.0]);
const DRAW: Draw = Draw::One { bits: POSITIVE, double: (0.0, 4.0), single: (0.0, 4.0), hard: HARD };

/// x and a base.
fn draw_with_base(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    match kind {
        Kind::Bits => [random.positive(ty), random.positive(ty), 0.0],
        Kind::Range => [random.spread(-20.0, 20.0), random.spread(-5.0, 5.0), 0.0],
        Kind::Hard => match random.below(3) {
            0 => [near(random, ty, 1.0).abs(), random.uniform(0.0, 20.0), 0.0],
            1 => [random.positive(ty), near(random, ty, 1.0).abs(), 0.0],
            _ => {
                let base = random.uniform(1.0, 20.0).round();
                let power = base.powi(random.below(12) as i32);
                [near(random, ty, power).abs(), base, 0.0]
            }
        },
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::ln",
        arity: 1,
        reference: &["log"],
        accepts: EVERY,
        run: run!(math::ln(0)),
        draw: DRAW,
        peer: pxfm!(f_log, f_logf),
        close: None,
        truth: truth!(ln),
        by_argument: BY_RESULT,
        std: std_method!(ln),
        special: &[
            (&[1.0], 0.0),
            (&[0.0], -INF),
            (&[-0.0], -INF),
            (&[INF], INF),
            (&[-1.0], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::log2",
        arity: 1,
        reference: &["log2"],
        accepts: EVERY,
        run: run!(math::log2(0)),
        draw: DRAW,
        peer: pxfm!(f_log2, f_log2f),
        close: None,
        truth: |oracle, x| {
            let (x, unit) = (oracle.number(x[0]), oracle.ln_2());
            oracle.log(&x, &unit).into()
        },
        by_argument: BY_RESULT,
        std: std_method!(log2),
        special: &[
            (&[1.0], 0.0),
            (&[8.0], 3.0),
            (&[0.25], -2.0),
            (&[0.0], -INF),
            (&[-0.0], -INF),
            (&[INF], INF),
            (&[-1.0], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::log10",
        arity: 1,
        reference: &["log10"],
        accepts: EVERY,
        run: run!(math::log10(0)),
        draw: DRAW,
        peer: pxfm!(f_log10, f_log10f),
        close: None,
        truth: |oracle, x| {
            let (x, unit) = (oracle.number(x[0]), oracle.ln_10());
            oracle.log(&x, &unit).into()
        },
        by_argument: BY_RESULT,
        std: std_method!(log10),
        special: &[
            (&[1.0], 0.0),
            (&[10.0], 1.0),
            (&[1000.0], 3.0),
            (&[0.0], -INF),
            (&[-0.0], -INF),
            (&[INF], INF),
            (&[-1.0], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::ln_1p",
        arity: 1,
        reference: &["log1p"],
        accepts: EVERY,
        run: run!(math::ln_1p(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-1.0, 4.0),
            single: (-1.0, 4.0),
            hard: Hard::Points(&[0.0, -1.0, 0.41421356237309503, -0.2928932188134524, 1.0, -0.5]),
        },
        peer: pxfm!(f_log1p, f_log1pf),
        close: None,
        truth: truth!(ln_1p),
        by_argument: BY_RESULT,
        std: std_method!(ln_1p),
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[-1.0], -INF),
            (&[-1.5], NAN),
            (&[INF], INF),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::log",
        arity: 2,
        reference: &[],
        accepts: EVERY,
        run: run!(math::log(0, 1)),
        draw: Draw::Many(draw_with_base),
        peer: NO_PEER,
        close: Some(|x| close::log(x[0], x[1])),
        truth: |oracle, x| {
            if x[0] == 0.0 || x[1] == 0.0 {
                return Value::Special(x[0].ln() / x[1].ln());
            }
            let (number, base) = (oracle.number(x[0]), oracle.number(x[1]));
            let unit = oracle.ln(&base);
            if unit.is_zero() {
                return Value::Special(x[0].ln() / 0.0);
            }
            oracle.log(&number, &unit).into()
        },
        by_argument: BY_RESULT,
        std: std_method!(log, 2),
        special: &[
            (&[8.0, 2.0], 3.0),
            (&[1.0, 7.0], 0.0),
            (&[INF, 2.0], INF),
            (&[0.0, 2.0], -INF),
            (&[-1.0, 2.0], NAN),
            (&[2.0, -1.0], NAN),
            (&[NAN, 2.0], NAN),
            (&[2.0, NAN], NAN),
        ],
    },
];
