//! The functions under test: how each is called, where its reference rows are, and what its true value is.

use ufunc::stats::norm;
use ufunc::{Options, math, special};

use crate::oracle::Oracle;
use crate::random::{Random, round_to};

/// One function.
pub(crate) struct Function {
    /// Its name in `ufunc::math::table`.
    pub(crate) name: &'static str,
    pub(crate) arity: usize,
    /// Names of its rows in the reference files.
    pub(crate) reference: &'static [&'static str],
    /// Whether a row's arguments are ones of this function.
    pub(crate) accepts: fn(&[f64; 4]) -> bool,
    /// The public ufunc over arrays, in the type of so many bits.
    pub(crate) run: fn(&Options, u32, &[Vec<f64>]) -> Vec<f64>,
    /// Random arguments, each list as long as asked.
    pub(crate) draw: fn(&mut Random, u32, usize) -> Vec<Vec<f64>>,
    /// Units in the last place from the truth; for quantiles 0 or infinity, by the bound.
    pub(crate) error: fn(&mut Oracle, &[f64], f64, u32, f64) -> f64,
    /// Arguments with the one result that is right, sign of zero included.
    pub(crate) special: &'static [(&'static [f64], f64)],
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// Calls a ufunc in either type, on arguments held as doubles.
macro_rules! run {
    ($($path:ident)::+ ($($arg:literal),+)) => {
        |options, bits, args| {
            if bits == 32 {
                let args: Vec<Vec<f32>> = args.iter().map(|arg| arg.iter().map(|&x| x as f32).collect()).collect();
                let out: Vec<f32> = $($path)::+::call_with(options, $(&args[$arg]),+);
                out.into_iter().map(f64::from).collect()
            } else {
                $($path)::+::call_with(options, $(&args[$arg]),+)
            }
        }
    };
}

fn run_powi(options: &Options, bits: u32, args: &[Vec<f64>]) -> Vec<f64> {
    let exponents: Vec<i32> = args[1].iter().map(|&n| n as i32).collect();
    if bits == 32 {
        let bases: Vec<f32> = args[0].iter().map(|&x| x as f32).collect();
        let out: Vec<f32> = math::powi::call_with(options, &bases, &exponents);
        out.into_iter().map(f64::from).collect()
    } else {
        math::powi::call_with(options, &args[0], &exponents)
    }
}

/// One list of arguments from a distribution.
fn one(random: &mut Random, bits: u32, len: usize, draw: impl Fn(&mut Random) -> f64) -> Vec<Vec<f64>> {
    vec![(0..len).map(|_| round_to(bits, draw(random))).collect()]
}

fn any_angle(random: &mut Random, bits: u32) -> f64 {
    let size = match random.bits() % 4 {
        0 => random.uniform(0.0, 7.0),
        1 => random.uniform(0.0, 1e6),
        2 => (random.uniform(0.0, 6e5).round() * std::f64::consts::FRAC_PI_2).max(1e-300),
        _ => random.positive(bits),
    };
    random.sign() * size
}

/// Arguments of sine and cosine of every size.
pub(crate) fn angles(random: &mut Random, bits: u32, len: usize) -> Vec<f64> {
    (0..len).map(|_| round_to(bits, any_angle(random, bits))).collect()
}

fn pair_for_hypot(random: &mut Random, bits: u32, len: usize) -> Vec<Vec<f64>> {
    let mut lists = vec![Vec::new(), Vec::new()];
    for _ in 0..len {
        let x = random.positive(bits) * 0.5;
        let y = random.sign() * x * random.spread(-2.0, 2.0).min(1.0);
        lists[0].push(round_to(bits, x));
        lists[1].push(round_to(bits, y));
    }
    lists
}

/// Bases whose powers cover the whole range of the type, both ends included.
fn pair_for_powi(random: &mut Random, bits: u32, len: usize) -> Vec<Vec<f64>> {
    let range = if bits == 32 { 103.0 } else { 744.0 };
    let mut lists = vec![Vec::new(), Vec::new()];
    for _ in 0..len {
        let largest = if random.bits() & 1 == 0 { 4.0 } else { 21.4 };
        let n = (random.sign() * random.spread(0.7, largest)).round();
        let base = random.sign() * (random.uniform(-range, range * 0.95) / n).exp();
        lists[0].push(round_to(bits, base));
        lists[1].push(n);
    }
    lists
}

/// z about a location, for densities and probabilities: standard ones first.
fn normal_arguments(random: &mut Random, bits: u32, len: usize) -> Vec<Vec<f64>> {
    let widest = if bits == 32 { 13.0 } else { 37.0 };
    let mut lists = vec![Vec::new(), Vec::new(), Vec::new()];
    for i in 0..len {
        let standard = i % 2 == 0;
        let loc = if standard { 0.0 } else { round_to(bits, random.uniform(-5.0, 5.0)) };
        let scale = if standard { 1.0 } else { round_to(bits, random.spread(-3.0, 3.0)) };
        let z = if i % 4 < 2 { random.uniform(-3.0, 3.0) } else { random.uniform(-widest, widest) };
        lists[0].push(round_to(bits, loc + scale * z));
        lists[1].push(loc);
        lists[2].push(scale);
    }
    lists
}

fn probabilities(random: &mut Random, bits: u32, len: usize) -> Vec<Vec<f64>> {
    let p = one(random, bits, len, |random| match random.bits() % 4 {
        0 => random.unit().max(1e-9),
        1 => 0.5 + random.sign() * random.spread(-36.0, -1.0),
        2 => 1.0 - random.spread(if bits == 32 { -16.0 } else { -36.0 }, -1.0),
        _ => random.spread(if bits == 32 { -103.0 } else { -744.0 }, -1.0),
    });
    vec![p[0].clone(), vec![0.0; len], vec![1.0; len]]
}

/// Whether the true value of the inverse of the upper tail is within `bound` units of `got`, which is so if the tail
/// passes through `q` between the two ends.
fn quantile_error(oracle: &mut Oracle, q: f64, got: f64, bits: u32, bound: f64) -> f64 {
    let step = if bits == 32 {
        f64::from((got as f32).abs().next_up()) - got.abs()
    } else {
        got.abs().next_up() - got.abs()
    };
    let within = oracle.tail_reaches(got, -bound, step, q) && !oracle.tail_reaches(got, bound, step, q);
    if within { 0.0 } else { INF }
}

const EVERY: fn(&[f64; 4]) -> bool = |_| true;
const NORMAL_SPECIAL_CDF: &[(&[f64], f64)] = &[
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
];

/// All of them.
pub(crate) const ALL: &[Function] = &[
    Function {
        name: "math::exp",
        arity: 1,
        reference: &["exp"],
        accepts: EVERY,
        run: run!(math::exp(0)),
        draw: |random, bits, len| {
            let ends = if bits == 32 { (-103.5, 88.7) } else { (-745.1, 709.7) };
            one(random, bits, len, |random| {
                if random.bits() % 2 == 0 {
                    random.uniform(-2.0, 2.0)
                } else {
                    random.uniform(ends.0, ends.1)
                }
            })
        },
        error: |oracle, x, got, bits, _| {
            let number = oracle.number(x[0]);
            let truth = oracle.exp(&number);
            oracle.ulps(got, &truth, bits)
        },
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
        name: "math::ln",
        arity: 1,
        reference: &["log"],
        accepts: EVERY,
        run: run!(math::ln(0)),
        draw: |random, bits, len| {
            one(random, bits, len, |random| match random.bits() % 3 {
                0 => random.uniform(0.5, 2.0),
                1 => 1.0 + random.sign() * random.spread(-30.0, -1.0),
                _ => random.positive(bits).max(1e-320),
            })
        },
        error: |oracle, x, got, bits, _| {
            let number = oracle.number(x[0]);
            let truth = oracle.ln(&number);
            oracle.ulps(got, &truth, bits)
        },
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
        name: "math::sin",
        arity: 1,
        reference: &["sin"],
        accepts: EVERY,
        run: run!(math::sin(0)),
        draw: |random, bits, len| one(random, bits, len, |random| any_angle(random, bits)),
        error: |oracle, x, got, bits, _| {
            let truth = oracle.sin(x[0]);
            oracle.ulps(got, &truth, bits)
        },
        special: &[(&[0.0], 0.0), (&[-0.0], -0.0), (&[INF], NAN), (&[-INF], NAN), (&[NAN], NAN)],
    },
    Function {
        name: "math::cos",
        arity: 1,
        reference: &["cos"],
        accepts: EVERY,
        run: run!(math::cos(0)),
        draw: |random, bits, len| one(random, bits, len, |random| any_angle(random, bits)),
        error: |oracle, x, got, bits, _| {
            let truth = oracle.cos(x[0]);
            oracle.ulps(got, &truth, bits)
        },
        special: &[(&[0.0], 1.0), (&[-0.0], 1.0), (&[INF], NAN), (&[-INF], NAN), (&[NAN], NAN)],
    },
    Function {
        name: "math::hypot",
        arity: 2,
        reference: &["hypot"],
        accepts: EVERY,
        run: run!(math::hypot(0, 1)),
        draw: pair_for_hypot,
        error: |oracle, x, got, bits, _| {
            let (a, b) = (oracle.number(x[0]), oracle.number(x[1]));
            let squares = oracle.add(&oracle.mul(&a, &a), &oracle.mul(&b, &b));
            let truth = oracle.sqrt(&squares);
            oracle.ulps(got, &truth, bits)
        },
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
    Function {
        name: "math::powi",
        arity: 2,
        reference: &["pow"],
        accepts: |row| row[1] == row[1].trunc() && row[1].abs() < 2147483648.0,
        run: run_powi,
        draw: pair_for_powi,
        error: |oracle, x, got, bits, _| {
            let truth = oracle.powi(x[0], x[1] as i32);
            oracle.ulps(got, &truth, bits)
        },
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
        name: "special::erf",
        arity: 1,
        reference: &["erf"],
        accepts: EVERY,
        run: run!(special::erf(0)),
        draw: |random, bits, len| {
            one(random, bits, len, |random| match random.bits() % 3 {
                0 => random.uniform(-1.5, 1.5),
                1 => random.uniform(-6.5, 6.5),
                _ => random.sign() * random.spread(-80.0, 0.0),
            })
        },
        error: |oracle, x, got, bits, _| {
            let number = oracle.number(x[0]);
            let truth = oracle.erf(&number);
            oracle.ulps(got, &truth, bits)
        },
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
        draw: |random, bits, len| {
            let end = if bits == 32 { 10.0 } else { 27.2 };
            one(random, bits, len, |random| match random.bits() % 3 {
                0 => random.uniform(0.0, 2.0),
                1 => random.uniform(0.0, end),
                _ => random.uniform(-6.0, 0.0),
            })
        },
        error: |oracle, x, got, bits, _| {
            let number = oracle.number(x[0]);
            let truth = oracle.erfc(&number);
            oracle.ulps(got, &truth, bits)
        },
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
    Function {
        name: "stats::norm::pdf",
        arity: 3,
        reference: &["norm.pdf", "norm.pdf@loc_scale"],
        accepts: EVERY,
        run: run!(norm::pdf(0, 1, 2)),
        draw: normal_arguments,
        error: |oracle, x, got, bits, _| {
            let truth = oracle.normal_pdf(x[0], x[1], x[2]);
            oracle.ulps(got, &truth, bits)
        },
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
        draw: normal_arguments,
        error: |oracle, x, got, bits, _| {
            let truth = oracle.normal_cdf(x[0], x[1], x[2]);
            oracle.ulps(got, &truth, bits)
        },
        special: NORMAL_SPECIAL_CDF,
    },
    Function {
        name: "stats::norm::sf",
        arity: 3,
        reference: &["norm.sf", "norm.sf@loc_scale"],
        accepts: EVERY,
        run: run!(norm::sf(0, 1, 2)),
        draw: normal_arguments,
        error: |oracle, x, got, bits, _| {
            let truth = oracle.normal_sf(x[0], x[1], x[2]);
            oracle.ulps(got, &truth, bits)
        },
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
        draw: probabilities,
        error: |oracle, p, got, bits, bound| quantile_error(oracle, p[0], -got, bits, bound),
        special: &[
            (&[0.0, 0.0, 1.0], -INF),
            (&[1.0, 0.0, 1.0], INF),
            (&[0.5, 0.0, 1.0], 0.0),
            (&[0.5, 3.0, 2.0], 3.0),
            (&[0.0, 3.0, 2.0], -INF),
            (&[-0.1, 0.0, 1.0], NAN),
            (&[1.1, 0.0, 1.0], NAN),
            (&[NAN, 0.0, 1.0], NAN),
            (&[0.3, 0.0, 0.0], NAN),
            (&[0.3, 0.0, -1.0], NAN),
        ],
    },
    Function {
        name: "stats::norm::isf",
        arity: 3,
        reference: &["norm.isf"],
        accepts: EVERY,
        run: run!(norm::isf(0, 1, 2)),
        draw: probabilities,
        error: |oracle, q, got, bits, bound| quantile_error(oracle, q[0], got, bits, bound),
        special: &[
            (&[0.0, 0.0, 1.0], INF),
            (&[1.0, 0.0, 1.0], -INF),
            (&[0.5, 0.0, 1.0], 0.0),
            (&[0.5, 3.0, 2.0], 3.0),
            (&[1.0, 3.0, 2.0], -INF),
            (&[-0.1, 0.0, 1.0], NAN),
            (&[1.1, 0.0, 1.0], NAN),
            (&[NAN, 0.0, 1.0], NAN),
            (&[0.3, 0.0, 0.0], NAN),
            (&[0.3, NAN, 1.0], NAN),
        ],
    },
];
