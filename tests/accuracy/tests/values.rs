//! Published reference values, and special ones, at every level.
#![allow(clippy::neg_cmp_op_on_partial_ord, reason = "an error that is NaN must count as the largest")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use ufunc::math::{self, table};
use ufunc_accuracy::draw::{Draw, Kind};
use ufunc_accuracy::float_type::Type;
use ufunc_accuracy::function::Function;
use ufunc_accuracy::oracle::{Oracle, Value};
use ufunc_accuracy::random::Random;
use ufunc_accuracy::{functions, levels, reference};

/// Results at the best level, those of the other levels being the same.
fn results(function: &Function, ty: Type, columns: &[Vec<f64>]) -> Vec<f64> {
    let results = levels::results(function, ty, columns);
    assert_eq!(levels::difference(function, ty, columns, &results), None);
    results
}

/// The results on reference rows that are too far off.
fn wrong_rows(function: &Function, ty: Type, rows: &[&reference::Row]) -> Vec<String> {
    let bound = table::row(function.name, ty.bits()).expect("every function has a row").bound;
    let columns: Vec<Vec<f64>> =
        (0..function.arity).map(|i| rows.iter().map(|row| row.args[i]).collect()).collect();
    let mut oracle = Oracle::new();
    let mut wrong = Vec::new();
    for (row, &got) in rows.iter().zip(&results(function, ty, &columns)) {
        let error = function.error(&mut oracle, &row.args[..function.arity], got, &row.expected, ty);
        let allowed = bound.max(bound * row.cond_ulps) + if row.rounded { 0.5 } else { 0.0 };
        if !(error <= allowed) {
            let call = function.call(&row.args);
            wrong.push(format!(
                "{call} = {got:?} in {ty}, not {}: {error:.3} ULP, not {allowed:.3}",
                row.text
            ));
        }
    }
    wrong
}

#[test]
fn reference_values() {
    let Some(rows) = reference::load() else {
        println!("skipped: there are no reference values in {}", reference::folder().display());
        return;
    };
    let mut wrong = Vec::new();
    for function in functions::all() {
        for ty in Type::ALL {
            let mine = reference::of(&rows, function, ty);
            let here = wrong_rows(function, ty, &mine);
            println!("{} {ty}: {} rows, {} wrong", function.name, mine.len(), here.len());
            wrong.extend(here);
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn special_values() {
    let oracle = Oracle::new();
    let mut wrong = Vec::new();
    for function in functions::all() {
        for ty in Type::ALL {
            let bound = table::row(function.name, ty.bits()).expect("every function has a row").bound;
            let column = |i: usize| function.special.iter().map(|(args, _)| args[i]).collect();
            let columns: Vec<Vec<f64>> = (0..function.arity).map(column).collect();
            for ((args, expected), got) in function.special.iter().zip(results(function, ty, &columns)) {
                // Those that the type does not have are as good as any other result.
                let is_right = if ty.round(*expected) == *expected && expected.to_bits() & 0xffff == 0 {
                    got == *expected && got.is_sign_negative() == expected.is_sign_negative()
                } else {
                    oracle.error(got, &Value::Special(*expected), ty) <= bound
                };
                if !is_right {
                    wrong.push(format!("{} in {ty} is {got:?}, not {expected:?}", function.call(args)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn sin_cos_gives_the_bits_of_sin_and_cos() {
    let sin = functions::all().find(|function| function.name == "math::sin").expect("it is listed");
    let Draw::One { .. } = sin.draw else { panic!("sin has one argument") };
    let mut random = Random::new(0x5eed);
    for ty in Type::ALL {
        let xs: Vec<f64> = (0..20_000).map(|i| sin.draw.draw(&mut random, ty, Kind::of(i))[0]).collect();
        for level in ufunc::Level::available() {
            let options = levels::options(level);
            if ty == Type::F64 {
                let (sin, cos) = math::sin_cos::call_with(&options, &xs);
                assert_eq!(sin, math::sin::call_with(&options, &xs), "at {level}");
                assert_eq!(cos, math::cos::call_with(&options, &xs), "at {level}");
            } else {
                let xs: Vec<f32> = xs.iter().map(|&x| x as f32).collect();
                let (sin, cos) = math::sin_cos::call_with(&options, &xs);
                assert_eq!(sin, math::sin::call_with(&options, &xs), "at {level}");
                assert_eq!(cos, math::cos::call_with(&options, &xs), "at {level}");
            }
        }
    }
}

/// Functions whose bits `exact.rs` compares.
const EXACT: [&str; 21] = [
    "math::ceil",
    "math::copysign",
    "math::fdim",
    "math::floor",
    "math::fmax",
    "math::fmin",
    "math::fmod",
    "math::fract",
    "math::frexp",
    "math::heaviside",
    "math::ldexp",
    "math::modf",
    "math::next_down",
    "math::next_up",
    "math::nextafter",
    "math::rem_euclid",
    "math::remainder",
    "math::rint",
    "math::round",
    "math::spacing",
    "math::trunc",
];

#[test]
fn every_row_of_the_table_is_tested() {
    let tested = |name: &str| {
        let measured = functions::all().any(|function| function.name == name);
        measured || name == "math::sin_cos" || EXACT.contains(&name)
    };
    let untested: Vec<&str> = table::TABLE.iter().map(|row| row.name).filter(|name| !tested(name)).collect();
    assert_eq!(untested, Vec::<&str>::new());
}
