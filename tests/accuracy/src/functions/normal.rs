//! The normal distribution.

use ufunc::stats::norm;

use super::{INF, NAN};
use crate::close;
use crate::draw::{Draw, Kind};
use crate::float_type::Type;
use crate::function::{BY_RESULT, EVERY, Function, NO_PEER, Special};
use crate::random::Random;
use crate::run;

/// z about a location, for densities and probabilities: half of them standard.
fn draw_argument(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    let widest = if ty == Type::F32 { 14.0 } else { 38.6 };
    let z = match kind {
        Kind::Bits => random.sign() * random.ranked(ty, 0.0, widest),
        Kind::Range => random.uniform(-widest, widest),
        Kind::Hard => random.uniform(-3.0, 3.0),
    };
    if random.below(2) == 0 {
        return [z, 0.0, 1.0];
    }
    let (loc, scale) = (ty.round(random.uniform(-5.0, 5.0)), ty.round(random.spread(-3.0, 3.0)));
    [loc + scale * z, loc, scale]
}

/// Probabilities. The location is 0: next to one of opposite sign the promise is another.
fn draw_probability(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    let scale = if random.below(2) == 0 { 1.0 } else { random.spread(-3.0, 3.0) };
    let p = match kind {
        Kind::Bits => random.ranked(ty, ty.smallest(), 1.0),
        Kind::Range => random.unit(),
        Kind::Hard => match random.below(2) {
            0 => 0.5 + random.sign() * random.spread(-36.0, -1.0),
            _ => 1.0 - random.spread(if ty == Type::F32 { -16.0 } else { -36.0 }, -1.0),
        },
    };
    // Zero and one have infinite quantiles.
    let last = ty.at_rank(ty.rank(1.0) - 1);
    [ty.round(p).clamp(ty.smallest(), last), 0.0, scale]
}

const PPF: Special = &[
    (&[0.0, 0.0, 1.0], -INF),
    (&[1.0, 0.0, 1.0], INF),
    (&[0.0, 3.0, 2.0], -INF),
    (&[0.5, 0.0, 1.0], 0.0),
    (&[0.5, 3.0, 2.0], 3.0),
    (&[-0.1, 0.0, 1.0], NAN),
    (&[1.1, 0.0, 1.0], NAN),
    (&[NAN, 0.0, 1.0], NAN),
    (&[0.3, 0.0, 0.0], NAN),
    (&[0.3, 0.0, -1.0], NAN),
    (&[0.3, NAN, 1.0], NAN),
];

const ISF: Special = &[
    (&[0.0, 0.0, 1.0], INF),
    (&[1.0, 0.0, 1.0], -INF),
    (&[1.0, 3.0, 2.0], -INF),
    (&[0.5, 0.0, 1.0], 0.0),
    (&[0.5, 3.0, 2.0], 3.0),
    (&[-0.1, 0.0, 1.0], NAN),
    (&[1.1, 0.0, 1.0], NAN),
    (&[NAN, 0.0, 1.0], NAN),
    (&[0.3, 0.0, 0.0], NAN),
    (&[0.3, 0.0, -1.0], NAN),
    (&[0.3, NAN, 1.0], NAN),
];

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "stats::norm::pdf",
        arity: 3,
        reference: &["norm.pdf", "norm.pdf@loc_scale"],
        accepts: EVERY,
        run: run!(norm::pdf(0, 1, 2)),
        draw: Draw::Many(draw_argument),
        peer: NO_PEER,
        close: Some(|x| close::normal_pdf(x[0], x[1], x[2])),
        truth: |oracle, x| oracle.normal_pdf(x[0], x[1], x[2]),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[INF, 0.0, 1.0], 0.0),
            (&[-INF, 0.0, 1.0], 0.0),
            (&[NAN, 0.0, 1.0], NAN),
            (&[0.0, 0.0, 0.0], NAN),
            (&[0.0, 0.0, -1.0], NAN),
            (&[0.0, 0.0, NAN], NAN),
        ],
    },
    Function {
        name: "stats::norm::cdf",
        arity: 3,
        reference: &["norm.cdf", "norm.cdf@loc_scale", "ndtr"],
        accepts: EVERY,
        run: run!(norm::cdf(0, 1, 2)),
        draw: Draw::Many(draw_argument),
        peer: NO_PEER,
        close: Some(|x| close::normal_cdf(x[0], x[1], x[2])),
        truth: |oracle, x| oracle.normal_cdf(x[0], x[1], x[2]),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[-INF, 0.0, 1.0], 0.0),
            (&[INF, 0.0, 1.0], 1.0),
            (&[0.0, 0.0, 1.0], 0.5),
            (&[NAN, 0.0, 1.0], NAN),
            (&[0.0, 0.0, 0.0], NAN),
            (&[0.0, 0.0, -1.0], NAN),
            (&[0.0, NAN, 1.0], NAN),
            (&[0.0, 0.0, NAN], NAN),
            (&[3.0, 3.0, 2.0], 0.5),
            (&[3.0e38, 0.0, 1.0], 1.0),
        ],
    },
    Function {
        name: "stats::norm::sf",
        arity: 3,
        reference: &["norm.sf", "norm.sf@loc_scale"],
        accepts: EVERY,
        run: run!(norm::sf(0, 1, 2)),
        draw: Draw::Many(draw_argument),
        peer: NO_PEER,
        close: Some(|x| close::normal_sf(x[0], x[1], x[2])),
        truth: |oracle, x| oracle.normal_sf(x[0], x[1], x[2]),
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[-INF, 0.0, 1.0], 1.0),
            (&[INF, 0.0, 1.0], 0.0),
            (&[0.0, 0.0, 1.0], 0.5),
            (&[NAN, 0.0, 1.0], NAN),
            (&[0.0, 0.0, 0.0], NAN),
            (&[0.0, 0.0, -2.0], NAN),
        ],
    },
    Function {
        name: "stats::norm::ppf",
        arity: 3,
        reference: &["norm.ppf", "norm.ppf@loc_scale", "ndtri"],
        accepts: EVERY,
        run: run!(norm::ppf(0, 1, 2)),
        draw: Draw::Many(draw_probability),
        peer: NO_PEER,
        close: Some(|p| close::normal_ppf(p[0], p[1], p[2])),
        truth: |oracle, p| oracle.normal_ppf(p[0], p[1], p[2]),
        by_argument: BY_RESULT,
        std: None,
        special: PPF,
    },
    Function {
        name: "stats::norm::isf",
        arity: 3,
        reference: &["norm.isf"],
        accepts: EVERY,
        run: run!(norm::isf(0, 1, 2)),
        draw: Draw::Many(draw_probability),
        peer: NO_PEER,
        close: Some(|q| close::normal_isf(q[0], q[1], q[2])),
        truth: |oracle, q| oracle.normal_isf(q[0], q[1], q[2]),
        by_argument: BY_RESULT,
        std: None,
        special: ISF,
    },
];
