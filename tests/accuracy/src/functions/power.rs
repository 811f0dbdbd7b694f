//! Powers, roots and the hypotenuse.

use ufunc::{Options, math};

use super::{INF, NAN, POSITIVE, WHOLE};
use crate::draw::{Draw, Hard, Kind, near};
use crate::float_type::Type;
use crate::function::{BY_RESULT, EVERY, Function, Peer};
use crate::oracle::Value;
use crate::random::Random;
use crate::{pxfm, run, std_method, truth};

fn run_powi(options: &Options, ty: Type, args: &[Vec<f64>]) -> Vec<f64> {
    let exponents: Vec<i32> = args[1].iter().map(|&n| n as i32).collect();
    match ty {
        Type::F32 => {
            let bases: Vec<f32> = args[0].iter().map(|&x| x as f32).collect();
            let out: Vec<f32> = math::powi::call_with(options, &bases, &exponents);
            out.into_iter().map(f64::from).collect()
        }
        Type::F64 => math::powi::call_with(options, &args[0], &exponents),
    }
}

/// The logarithms of the smallest and the largest number.
fn range_of_ln(ty: Type) -> (f64, f64) {
    if ty == Type::F32 { (-104.0, 88.8) } else { (-745.2, 709.8) }
}

/// Bases and exponents whose powers cover the whole range of the type.
fn draw_pow(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    let (low, high) = range_of_ln(ty);
    let target = random.uniform(low, high);
    match kind {
        Kind::Bits => {
            let x = random.positive(ty);
            [x, if random.below(2) == 0 { target / x.ln() } else { random.sign() * random.positive(ty) }, 0.0]
        }
        Kind::Range => {
            let x = random.spread(-4.0, 4.0);
            [x, target / x.ln(), 0.0]
        }
        Kind::Hard => match random.below(4) {
            0 => {
                let x = ty.round(near(random, ty, 1.0).abs());
                [x, target / x.ln(), 0.0]
            }
            1 => {
                let n = random.sign() * random.spread(0.0, 6.0).round();
                [random.sign() * (target / n).exp(), n, 0.0]
            }
            2 => {
                let x = random.spread(-4.0, 4.0);
                let end = [low, high, 0.0][random.below(3) as usize];
                [x, near(random, ty, end / x.ln()), 0.0]
            }
            _ => [
                random.positive(ty),
                [0.5, -0.5, 1.0, -1.0, 2.0, 1.5, 1.0 / 3.0][random.below(7) as usize],
                0.0,
            ],
        },
    }
}

/// Bases whose integer powers cover the whole range of the type, both ends included.
fn draw_powi(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    let (low, high) = range_of_ln(ty);
    let largest = match kind {
        Kind::Bits => 21.4,
        Kind::Range => 4.0,
        Kind::Hard => 1.5,
    };
    let n = (random.sign() * random.spread(0.7, largest)).round();
    [random.sign() * (random.uniform(low, high) / n).exp(), n, 0.0]
}

fn draw_hypot(random: &mut Random, ty: Type, kind: Kind) -> [f64; 3] {
    match kind {
        Kind::Bits => [random.sign() * random.positive(ty), random.sign() * random.positive(ty), 0.0],
        Kind::Range => [random.uniform(-4.0, 4.0), random.uniform(-4.0, 4.0), 0.0],
        Kind::Hard => {
            let x = random.positive(ty);
            let y = random.sign() * x * random.spread(-40.0, 1.0);
            if random.below(2) == 0 { [x, y, 0.0] } else { [y, x, 0.0] }
        }
    }
}

/// Powers of two or their halves, where the mantissa begins again.
const POWERS: Hard = Hard::Points(&[1.0, 2.0, 4.0, 8.0, 0.5, 0.25, 1e-310, 1e-40]);

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "math::pow",
        arity: 2,
        reference: &["pow"],
        accepts: EVERY,
        run: run!(math::pow(0, 1)),
        draw: Draw::Many(draw_pow),
        peer: pxfm!(f_pow, f_powf, 2),
        close: None,
        truth: |oracle, x| {
            if x[0] == 0.0 || x[1] == 0.0 || !x[0].is_finite() || !x[1].is_finite() {
                return Value::Special(x[0].powf(x[1]));
            }
            oracle.pow(x[0], x[1])
        },
        by_argument: BY_RESULT,
        std: std_method!(powf, 2),
        special: &[
            (&[NAN, 0.0], 1.0),
            (&[1.0, NAN], 1.0),
            (&[1.0, INF], 1.0),
            (&[-1.0, INF], 1.0),
            (&[-1.0, -INF], 1.0),
            (&[NAN, 1.0], NAN),
            (&[2.0, NAN], NAN),
            (&[0.0, 0.0], 1.0),
            (&[INF, -0.0], 1.0),
            (&[0.0, 3.0], 0.0),
            (&[-0.0, 3.0], -0.0),
            (&[-0.0, 2.5], 0.0),
            (&[-0.0, -3.0], -INF),
            (&[0.0, -3.0], INF),
            (&[-0.0, -2.0], INF),
            (&[0.0, -INF], INF),
            (&[0.5, INF], 0.0),
            (&[0.5, -INF], INF),
            (&[-2.0, INF], INF),
            (&[-2.0, -INF], 0.0),
            (&[-INF, 3.0], -INF),
            (&[-INF, 2.0], INF),
            (&[-INF, 0.5], INF),
            (&[-INF, -3.0], -0.0),
            (&[-INF, -2.0], 0.0),
            (&[INF, -1.0], 0.0),
            (&[INF, 0.1], INF),
            (&[-8.0, 0.5], NAN),
            (&[-3.0, 3.0], -27.0),
            (&[-2.0, -2.0], 0.25),
            (&[9.0, 0.5], 3.0),
            (&[2.0, 2000.0], INF),
            (&[2.0, -2000.0], 0.0),
            (&[-2.0, 2001.0], -INF),
            (&[-2.0, -2001.0], -0.0),
        ],
    },
    Function {
        name: "math::powi",
        arity: 2,
        reference: &["pow"],
        accepts: |row| row[1] == row[1].trunc() && row[1].abs() < 2147483648.0,
        run: run_powi,
        draw: Draw::Many(draw_powi),
        // f32 has not all exponents.
        peer: Peer { single: None, double: Some(|x| Some(pxfm::f_pow(x[0], x[1]))), margin: 0.5 },
        close: None,
        truth: |oracle, x| {
            if x[0] == 0.0 || x[1] == 0.0 || !x[0].is_finite() {
                return Value::Special(x[0].powf(x[1]));
            }
            oracle.pow(x[0], x[1])
        },
        by_argument: BY_RESULT,
        std: Some(|ty, x| match ty {
            Type::F32 => f64::from((x[0] as f32).powi(x[1] as i32)),
            Type::F64 => x[0].powi(x[1] as i32),
        }),
        special: &[
            (&[NAN, 0.0], 1.0),
            (&[0.0, 0.0], 1.0),
            (&[INF, 0.0], 1.0),
            (&[NAN, 1.0], NAN),
            (&[-0.0, 3.0], -0.0),
            (&[-0.0, 2.0], 0.0),
            (&[-0.0, -3.0], -INF),
            (&[0.0, -2.0], INF),
            (&[-INF, 3.0], -INF),
            (&[-INF, -3.0], -0.0),
            (&[INF, -1.0], 0.0),
            (&[1.0, -2147483648.0], 1.0),
            (&[-1.0, 2147483647.0], -1.0),
            (&[2.0, -2147483648.0], 0.0),
            (&[0.5, -2147483648.0], INF),
            (&[-3.0, 3.0], -27.0),
        ],
    },
    Function {
        name: "math::sqrt",
        arity: 1,
        reference: &["sqrt"],
        accepts: EVERY,
        run: run!(math::sqrt(0)),
        draw: Draw::One { bits: POSITIVE, double: (0.0, 4.0), single: (0.0, 4.0), hard: POWERS },
        peer: Peer {
            single: Some(|x| f64::from((x[0] as f32).sqrt())),
            double: Some(|x| Some(x[0].sqrt())),
            margin: 0.5,
        },
        close: None,
        truth: truth!(sqrt),
        by_argument: BY_RESULT,
        std: std_method!(sqrt),
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[4.0], 2.0),
            (&[INF], INF),
            (&[-1.0], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::cbrt",
        arity: 1,
        reference: &["cbrt"],
        // One of them is that of a library that gives NaN below zero.
        accepts: |row| row[0] != -1.0,
        run: run!(math::cbrt(0)),
        draw: Draw::One { bits: WHOLE, double: (-8.0, 8.0), single: (-8.0, 8.0), hard: POWERS },
        peer: pxfm!(f_cbrt, f_cbrtf),
        close: None,
        truth: truth!(cbrt),
        by_argument: BY_RESULT,
        std: std_method!(cbrt),
        special: &[
            (&[0.0], 0.0),
            (&[-0.0], -0.0),
            (&[-8.0], -2.0),
            (&[27.0], 3.0),
            (&[INF], INF),
            (&[-INF], -INF),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::rsqrt",
        arity: 1,
        reference: &["rsqrt"],
        accepts: EVERY,
        run: run!(math::rsqrt(0)),
        draw: Draw::One { bits: POSITIVE, double: (0.0, 4.0), single: (0.0, 4.0), hard: POWERS },
        peer: pxfm!(f_rsqrt, f_rsqrtf),
        close: None,
        truth: |oracle, x| {
            let root = oracle.sqrt(&oracle.number(x[0]));
            oracle.div(&oracle.number(1.0), &root).into()
        },
        by_argument: BY_RESULT,
        std: None,
        special: &[
            (&[0.0], INF),
            (&[-0.0], -INF),
            (&[4.0], 0.5),
            (&[INF], 0.0),
            (&[-1.0], NAN),
            (&[-INF], NAN),
            (&[NAN], NAN),
        ],
    },
    Function {
        name: "math::hypot",
        arity: 2,
        reference: &["hypot"],
        accepts: EVERY,
        run: run!(math::hypot(0, 1)),
        draw: Draw::Many(draw_hypot),
        // In f64 its error is up to one unit.
        peer: Peer { margin: 1.0, ..pxfm!(f_hypot, f_hypotf, 2) },
        close: None,
        truth: |oracle, x| oracle.hypot(x[0], x[1]).into(),
        by_argument: BY_RESULT,
        std: std_method!(hypot, 2),
        special: &[
            (&[0.0, 0.0], 0.0),
            (&[-0.0, -0.0], 0.0),
            (&[3.0, -4.0], 5.0),
            (&[INF, NAN], INF),
            (&[NAN, -INF], INF),
            (&[-INF, 1.0], INF),
            (&[NAN, 1.0], NAN),
            (&[1.0, NAN], NAN),
            (&[-7.0, 0.0], 7.0),
        ],
    },
];
