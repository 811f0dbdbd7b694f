//! Errors of the mathematical functions, against the bounds that `ufunc::math::table` states.
//!
//! Two sources: reference values in `../shared/reference` beside the workspace, where they are there, and random
//! arguments against an arbitrary-precision oracle. Every call goes through the public ufuncs on whole arrays, at every
//! level that the machine has; the bits must be the same at all of them.

#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    clippy::print_stdout,
    reason = "an error that is NaN must count as the largest; the largest errors are worth reading"
)]

#[path = "accuracy/functions.rs"]
mod functions;
#[path = "accuracy/oracle.rs"]
mod oracle;
#[path = "accuracy/random.rs"]
mod random;
#[path = "accuracy/reference.rs"]
mod reference;

use functions::Function;
use oracle::{Oracle, Value};
use ufunc::math::{self, table};
use ufunc::{Level, Options};

/// What one function did over a list of arguments.
#[derive(Debug, Default)]
struct Tally {
    checked: usize,
    worst: f64,
    at: String,
    failures: Vec<String>,
}

impl Tally {
    /// Notes one result that is `error` units in the last place from the truth.
    fn note(&mut self, error: f64, allowed: f64, describe: impl Fn() -> String) {
        self.checked += 1;
        if !(error <= self.worst) {
            self.worst = error;
            self.at = describe();
        }
        if !(error <= allowed) {
            self.failures.push(format!("{error:.3} ULP (allowed {allowed:.3}): {}", describe()));
        }
    }

    fn finish(self, name: &str, bits: u32) {
        println!(
            "{name} f{bits}: {} results, largest error {:.4} ULP at {}",
            self.checked, self.worst, self.at
        );
        assert!(
            self.failures.is_empty(),
            "{name} f{bits}: {} of {} results are too far off, such as\n{}",
            self.failures.len(),
            self.checked,
            self.failures[..self.failures.len().min(8)].join("\n")
        );
    }
}

/// The function's results at the best level; at every other level the bits must be the same.
fn results_at_every_level(function: &Function, bits: u32, args: &[Vec<f64>]) -> Vec<f64> {
    let at = |level| (function.run)(&Options::new().max_simd(level).threads(1), bits, args);
    let best = at(Level::best());
    for level in Level::available() {
        let here = at(level);
        for (i, (x, y)) in best.iter().zip(&here).enumerate() {
            let same = x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan();
            let arg: Vec<f64> = args.iter().map(|arg| arg[i]).collect();
            assert!(
                same,
                "{} f{bits} of {arg:?} is {x:e} at {:?} and {y:e} at {level:?}",
                function.name,
                Level::best()
            );
        }
    }
    best
}

/// Checks results against reference rows.
fn check_rows(function: &Function, bits: u32, rows: &[&reference::Row]) {
    let bound = table::row(function.name, bits).expect("every function has a row").bound;
    let args: Vec<Vec<f64>> =
        (0..function.arity).map(|i| rows.iter().map(|row| row.args[i]).collect()).collect();
    let results = results_at_every_level(function, bits, &args);
    let oracle = Oracle::new();
    let mut tally = Tally::default();
    for (row, &got) in rows.iter().zip(&results) {
        let error = match &row.expected {
            Value::Special(expected) => {
                let same = expected.is_nan() && got.is_nan() || *expected == got;
                let flushed = *expected == 0.0 && got.abs() <= oracle::smallest(bits);
                if same || flushed { 0.0 } else { f64::INFINITY }
            }
            Value::Number(expected) => oracle.ulps(got, expected, bits),
        };
        let allowed = bound.max(bound * row.cond_ulps) + if row.rounded { 0.5 } else { 0.0 };
        tally.note(error, allowed, || {
            format!("{}({:?}) = {got:e}, {}", function.name, &row.args[..function.arity], row.text)
        });
    }
    tally.finish(function.name, bits);
}

#[test]
fn reference_values_are_met_at_every_level() {
    let Some(rows) = reference::load() else {
        println!("skipped: there are no reference values in {}", reference::folder().display());
        return;
    };
    for function in functions::ALL {
        for bits in [64, 32] {
            for name in function.reference {
                let name = if bits == 32 { format!("f32.{name}") } else { (*name).to_owned() };
                let mine = reference::of(&rows, &name, function);
                if !mine.is_empty() {
                    check_rows(function, bits, &mine);
                }
            }
        }
    }
}

#[test]
fn random_arguments_are_within_the_bound_at_every_level() {
    let mut random = random::Random::new(0x5eed_2026);
    let mut oracle = Oracle::new();
    for function in functions::ALL {
        for bits in [64, 32] {
            let bound = table::row(function.name, bits).expect("every function has a row").bound;
            let args = (function.draw)(&mut random, bits, 1500);
            let results = results_at_every_level(function, bits, &args);
            let mut tally = Tally::default();
            for (i, &got) in results.iter().enumerate() {
                let arg: Vec<f64> = args.iter().map(|arg| arg[i]).collect();
                let error = (function.error)(&mut oracle, &arg, got, bits, bound);
                tally.note(error, bound, || format!("{}({arg:?}) = {got:e}", function.name));
            }
            tally.finish(function.name, bits);
        }
    }
}

#[test]
fn sin_cos_gives_the_bits_of_sin_and_cos() {
    let mut random = random::Random::new(0x5eed_2027);
    for bits in [64, 32] {
        let xs = functions::angles(&mut random, bits, 20_000);
        for level in Level::available() {
            let options = Options::new().max_simd(level);
            if bits == 64 {
                let (sin, cos) = math::sin_cos::call_with(&options, &xs);
                assert_eq!(sin, math::sin::call_with(&options, &xs), "at {level:?}");
                assert_eq!(cos, math::cos::call_with(&options, &xs), "at {level:?}");
            } else {
                let xs: Vec<f32> = xs.iter().map(|&x| x as f32).collect();
                let (sin, cos) = math::sin_cos::call_with(&options, &xs);
                assert_eq!(sin, math::sin::call_with(&options, &xs), "at {level:?}");
                assert_eq!(cos, math::cos::call_with(&options, &xs), "at {level:?}");
            }
        }
    }
}

#[test]
fn special_arguments_give_what_the_documentation_says() {
    for function in functions::ALL {
        for bits in [64, 32] {
            let args: Vec<Vec<f64>> = (0..function.arity)
                .map(|i| function.special.iter().map(|(arg, _)| arg.get(i).copied().unwrap_or(0.0)).collect())
                .collect();
            let results = results_at_every_level(function, bits, &args);
            for ((arg, expected), got) in function.special.iter().zip(results) {
                let same = expected.is_nan() && got.is_nan()
                    || *expected == got && expected.is_sign_negative() == got.is_sign_negative();
                assert!(same, "{} f{bits} of {arg:?} is {got:?}, not {expected:?}", function.name);
            }
        }
    }
}
