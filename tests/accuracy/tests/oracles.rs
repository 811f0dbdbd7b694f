//! The oracles against each other, where their margins say that they agree, and against published values.
#![allow(clippy::neg_cmp_op_on_partial_ord, reason = "an error that is NaN must count as the largest")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use astro_float_num::BigFloat;
use ufunc_accuracy::double_double::Dd;
use ufunc_accuracy::draw::Kind;
use ufunc_accuracy::float_type::Type;
use ufunc_accuracy::oracle::{Oracle, Value, to_f64};
use ufunc_accuracy::random::Random;
use ufunc_accuracy::{functions, reference};

/// Lists of arguments for each function.
const COUNT: usize = 150;

#[test]
fn peers_and_estimates_are_within_their_margins() {
    let mut oracle = Oracle::new();
    let mut random = Random::new(0x0dd5);
    let mut wrong = Vec::new();
    for function in functions::all() {
        for ty in Type::ALL {
            for index in 0..COUNT {
                let args = function.draw.draw(&mut random, ty, Kind::of(index));
                let args = &args[..function.arity];
                let truth = function.value(&mut oracle, args);
                // At its poles the peer's tan_pi may have the other sign.
                let is_pole = matches!(truth, Value::Special(value) if value.is_infinite());
                let mut check = |what: &str, error: f64, margin: f64| {
                    if !is_pole && !(error <= margin * (1.0 + 1e-12)) {
                        wrong.push(format!("{what}, {}: {error:.4}, not {margin:.4}", function.call(args)));
                    }
                };
                if let Some(single) = function.peer.single.filter(|_| ty == Type::F32) {
                    check("f32", oracle.error(single(args), &truth, Type::F32), 0.5);
                }
                let double = function.peer.double.filter(|_| function.peer.margin < 1.0);
                if let Some(got) = double.and_then(|double| double(args)) {
                    check("f64", oracle.error(got, &truth, Type::F64), function.peer.margin);
                }
                if let (Some(close), Value::Number(truth)) =
                    (function.close.and_then(|close| close(args)), &truth)
                {
                    let estimate = oracle.add(&oracle.number(close.value.hi), &oracle.number(close.value.lo));
                    let distance = oracle.sub(&estimate, truth);
                    let distance = oracle.div(&distance, &oracle.number(close.margin));
                    check("estimate", if distance.is_zero() { 0.0 } else { to_f64(&distance).abs() }, 1.0);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} results:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn true_values_are_those_of_the_references() {
    let Some(rows) = reference::load() else {
        println!("skipped: there are no reference values in {}", reference::folder().display());
        return;
    };
    let mut oracle = Oracle::new();
    let mut wrong = Vec::new();
    for function in functions::all() {
        for ty in Type::ALL {
            for row in reference::of(&rows, function, ty).into_iter().filter(|row| !row.rounded) {
                let Value::Number(expected) = &row.expected else { continue };
                let truth = function.value(&mut oracle, &row.args[..function.arity]);
                let error = match &truth {
                    Value::Number(truth) => relative_error(&oracle, expected, truth),
                    Value::Special(truth) => relative_error(&oracle, expected, &oracle.number(*truth)),
                };
                // Nearly all have 25 digits; special ones may be rounded to a double.
                let is_short = matches!(truth, Value::Special(_)) || row.text.len() < 20;
                let allowed = if is_short { 2e-16 } else { 1e-24 };
                if !(error <= allowed) {
                    wrong.push(format!("{}: {} is {error:e} off", function.call(&row.args), row.text));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} results:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// The relative error of an estimate.
fn relative_error(oracle: &Oracle, found: &BigFloat, truth: &BigFloat) -> f64 {
    let rest = oracle.div(&oracle.sub(found, truth), truth);
    if rest.is_zero() { 0.0 } else { to_f64(&rest).abs() }
}

#[test]
fn sums_of_two_doubles_have_ninety_bits() {
    let mut oracle = Oracle::new();
    let number = |oracle: &Oracle, x: Dd| oracle.add(&oracle.number(x.hi), &oracle.number(x.lo));
    for x in [-650.1, -30.3, -1.1, -0.3, 1e-5, 0.2, 0.7, 12.5, 640.2] {
        let truth = oracle.exp(&oracle.number(x));
        let exp = number(&oracle, Dd::from(x).exp().expect("in range"));
        assert!(relative_error(&oracle, &exp, &truth) < 2_f64.powi(-91), "exp({x})");
    }
    for x in [1e-250, 0.01, 0.7, 0.76, 0.9, 1.0 + 1e-14, 1.2, 1.3, 2.0, 1e200] {
        let truth = oracle.ln(&oracle.number(x));
        let ln = number(&oracle, Dd::from(x).ln().expect("in range"));
        assert!(relative_error(&oracle, &ln, &truth) < 2_f64.powi(-91), "ln({x})");
    }
}

#[test]
fn quantiles_are_inverses() {
    let mut oracle = Oracle::new();
    for q in [f64::from_bits(1), 1e-300, 1e-17, 0.25, 0.5 - 1e-16, 0.75, 1.0 - 1e-16] {
        let Value::Number(z) = oracle.normal_isf(q, 0.0, 1.0) else { panic!("{q:e} has a quantile") };
        let tail = oracle.normal_tail(&z);
        let error = relative_error(&oracle, &tail, &oracle.number(q));
        assert!(error < 1e-35, "the tail of the quantile of {q:e} is {error:e} off");
    }
}

#[test]
fn ranks_count_the_numbers_of_a_type() {
    for ty in Type::ALL {
        assert_eq!(ty.at_rank(1), ty.smallest());
        assert_eq!(ty.at_rank(ty.rank(ty.largest()) + 1), f64::INFINITY);
        assert_eq!(ty.at_rank(ty.rank(-1.5)), -1.5);
    }
}

#[test]
fn units_are_those_of_the_numbers_below() {
    assert_eq!(Type::F64.unit_below(1.0), f64::EPSILON / 2.0);
    assert_eq!(Type::F64.unit_below(1.5), f64::EPSILON);
    assert_eq!(Type::F32.unit_below(1.5), f64::from(f32::EPSILON));
    assert_eq!(Type::F64.unit_below(0.0), f64::from_bits(1));
    assert_eq!(Type::F64.unit_below(f64::MIN_POSITIVE * 2.0), f64::from_bits(1));
    assert_eq!(Type::F64.unit_below(f64::MIN_POSITIVE * 3.0), f64::from_bits(2));
    assert_eq!(Type::F32.unit_below(1e-42), f64::from(f32::from_bits(1)));
}
