//! The logistic function and its relatives.

use ufunc::math;

use super::{INF, NAN, WHOLE};
use crate::close;
use crate::draw::{Draw, Hard, Kind, near};
use crate::float_type::Type;
use crate::function::{BY_RESULT, EVERY, Function, NO_PEER, Peer};
use crate::oracle::{NOT_A_NUMBER, Value};
use crate::random::Random;
use crate::{run, truth};

/// A formula in f64 that is within `margin` units there, for what is rounded to f32.
const fn formula(double: fn(&[f64]) -> Option<f64>, margin: f64) -> Peer {
    Peer { single: None, double: Some(double), margin }
}

fn draw_logs(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    match kind {
        Kind::Bits => [random.sign() * random.positive(ty), random.sign() * random.positive(ty), 0.0],
        Kind::Range => {
            let x = random.uniform(-800.0, 800.0);
            [x, x + random.uniform(-60.0, 60.0), 0.0]
        }
        Kind::Hard if random.below(2) == 0 => {
            let x = random.sign() * random.spread(-30.0, 7.0);
            [x, near(random, ty, x), 0.0]
        }
        Kind::Hard => {
            // Near a zero of the sum's logarithm, as far as results are promised.
            let part = random.uniform(0.01, 0.99);
            let away = 1.0 + random.sign() * random.spread(-33.0, -1.0);
            [ty.round(part.ln()), (1.0 - part).ln() * away, 0.0]
        }
    }
}

fn draw_product(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    match kind {
        Kind::Bits => [random.sign() * random.positive(ty), random.positive(ty), 0.0],
        Kind::Range => [random.uniform(-10.0, 10.0), random.uniform(0.0, 10.0), 0.0],
        Kind::Hard => [random.uniform(-10.0, 10.0), near(random, ty, 1.0).abs(), 0.0],
    }
}

fn draw_product_1p(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    let [x, y, _] = draw_product(random, ty, kind);
    match kind {
        Kind::Bits => [x, if y < 1.0 { random.sign() * y } else { y }, 0.0],
        Kind::Range => [x, y - 1.0, 0.0],
        Kind::Hard => {
            let point = if random.below(2) == 0 { 0.0 } else { -1.0 };
            [x, near(random, ty, point).max(-1.0), 0.0]
        }
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::sigmoid",
        arity: 1,
        reference: &["expit"],
        accepts: EVERY,
        run: run!(math::sigmoid(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-746.0, 40.0),
            single: (-104.0, 20.0),
            hard: Hard::Points(&[0.0, -708.4, -87.4, 36.7, 1.0]),
        },
        peer: formula(|x| Some(1.0 / (1.0 + (-x[0]).exp())), 4.0),
        close: Some(|x| close::sigmoid(x[0])),
        truth: truth!(sigmoid),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0], 0.5),
            (&[-0.0], 0.5),
            (&[1e5], 1.0),
            (&[-1e5], 0.0),
            (&[INF], 1.0),
            (&[-INF], 0.0),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::logit",
        arity: 1,
        reference: &["logit"],
        accepts: EVERY,
        run: run!(math::logit(0)),
        draw: Draw::One {
            bits: (0.0, 1.0),
            double: (0.0, 1.0),
            single: (0.0, 1.0),
            hard: Hard::Points(&[0.5, 0.25, 0.75, 0.41421356237309503]),
        },
        // 1 − p is exact for p from f32 unless p is tiny, and then it counts for nothing.
        peer: formula(
            |p| {
                if p[0] > 0.25 && p[0] < 0.75 {
                    Some(((2.0 * p[0] - 1.0) / (1.0 - p[0])).ln_1p())
                } else {
                    Some((p[0] / (1.0 - p[0])).ln())
                }
            },
            8.0,
        ),
        close: Some(|p| close::logit(p[0])),
        truth: truth!(logit),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.5], 0.0),
            (&[0.0], -INF),
            (&[-0.0], -INF),
            (&[1.0], INF),
            (&[1.5], NAN),
            (&[-0.5], NAN),
            (&[INF], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::softplus",
        arity: 1,
        reference: &["softplus"],
        accepts: EVERY,
        run: run!(math::softplus(0)),
        draw: Draw::One {
            bits: WHOLE,
            double: (-746.0, 40.0),
            single: (-104.0, 20.0),
            hard: Hard::Points(&[0.0, -708.4, -87.4, -36.7, 33.0, 1.0]),
        },
        peer: formula(|x| Some(x[0].max(0.0) + (-x[0].abs()).exp().ln_1p()), 4.0),
        close: Some(|x| close::softplus(x[0])),
        truth: truth!(softplus),
        by_argument: BY_RESULT,
        std: None,
        special: &[(&[1e5], 1e5), (&[-1e5], 0.0), (&[INF], INF), (&[-INF], 0.0), (&[NAN], NAN)],
    },
    Function {
        name: "math::log_add_exp",
        arity: 2,
        reference: &["logaddexp"],
        accepts: EVERY,
        run: run!(math::log_add_exp(0, 1)),
        draw: Draw::Many(draw_logs),
        peer: NO_PEER,
        close: Some(|x| close::log_add_exp(x[0], x[1])),
        truth: |oracle, x| {
            let unit = oracle.number(1.0);
            oracle.log_add(x[0], x[1], &unit).into()
        },
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[INF, 1.0], INF),
            (&[-INF, 1.0], 1.0),
            (&[1.0, -INF], 1.0),
            (&[-INF, -INF], -INF),
            (&[INF, INF], INF),
            (&[INF, -INF], INF),
            (&[NAN, 1.0], NAN),
            (&[1.0, NAN], NAN),
        ],
    },
    Function {
        name: "math::log_add_exp2",
        arity: 2,
        reference: &["logaddexp2"],
        accepts: EVERY,
        run: run!(math::log_add_exp2(0, 1)),
        draw: Draw::Many(draw_logs),
        peer: NO_PEER,
        close: Some(|x| close::log_add_exp2(x[0], x[1])),
        truth: |oracle, x| {
            let unit = oracle.ln_2();
            oracle.log_add(x[0], x[1], &unit).into()
        },
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[3.0, 3.0], 4.0),
            (&[INF, 1.0], INF),
            (&[-INF, 1.0], 1.0),
            (&[1.0, -INF], 1.0),
            (&[-INF, -INF], -INF),
            (&[INF, INF], INF),
            (&[INF, -INF], INF),
            (&[NAN, 1.0], NAN),
            (&[1.0, NAN], NAN),
        ],
    },
    Function {
        name: "math::xlogy",
        arity: 2,
        reference: &["xlogy"],
        accepts: EVERY,
        run: run!(math::xlogy(0, 1)),
        draw: Draw::Many(draw_product),
        peer: NO_PEER,
        close: Some(|x| close::xlogy(x[0], x[1])),
        truth: |oracle, x| {
            if x[0] == 0.0 || x[1] == 0.0 {
                return Value::Special(if x[0] == 0.0 { 0.0 } else { x[0] * -INF });
            }
            let (x, y) = (oracle.number(x[0]), oracle.number(x[1]));
            let ln = oracle.ln(&y);
            oracle.mul(&x, &ln).into()
        },
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0, 0.0], 0.0),
            (&[0.0, -1.0], 0.0),
            (&[0.0, INF], 0.0),
            (&[2.0, 0.0], -INF),
            (&[-2.0, 0.0], INF),
            (&[2.0, -1.0], NAN),
            (&[2.0, INF], INF),
            (&[0.0, NAN], NAN),
            (&[NAN, 1.0], NAN),
            (&[NAN, 2.0], NAN),
        ],
    },
    Function {
        name: "math::xlog1py",
        arity: 2,
        reference: &["xlog1py"],
        accepts: EVERY,
        run: run!(math::xlog1py(0, 1)),
        draw: Draw::Many(draw_product_1p),
        peer: NO_PEER,
        close: Some(|x| close::xlog1py(x[0], x[1])),
        truth: |oracle, x| {
            if x[0] == 0.0 || x[1] == -1.0 {
                return Value::Special(if x[0] == 0.0 { 0.0 } else { x[0] * -INF });
            }
            if x[1] < -1.0 {
                return NOT_A_NUMBER;
            }
            let (x, y) = (oracle.number(x[0]), oracle.number(x[1]));
            let ln = oracle.ln_1p(&y);
            oracle.mul(&x, &ln).into()
        },
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0, -1.0], 0.0),
            (&[0.0, -2.0], 0.0),
            (&[0.0, INF], 0.0),
            (&[2.0, -1.0], -INF),
            (&[-2.0, -1.0], INF),
            (&[2.0, -2.0], NAN),
            (&[2.0, INF], INF),
            (&[0.0, NAN], NAN),
            (&[NAN, 1.0], NAN),
        ],
    },
];
