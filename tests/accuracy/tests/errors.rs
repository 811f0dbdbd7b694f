//! Errors over many arguments, against the bounds of the table. The bits are the same at every level.
#![allow(clippy::print_stdout, reason = "the largest errors are worth reading")]

use ufunc::math::table;
use ufunc_accuracy::float_type::Type;
use ufunc_accuracy::functions;
use ufunc_accuracy::measure::{Arguments, Plan, measure};

/// Measures every function in one type, and tells all that is wrong at once.
fn check(ty: Type, arguments: fn(usize) -> Option<Arguments>, levels_every: u64) {
    let mut wrong = Vec::new();
    for function in functions::all() {
        let Some(arguments) = arguments(function.arity) else { continue };
        let found = measure(function, ty, Plan { arguments, levels_every, std: false });
        let row = table::row(function.name, ty.bits()).expect("every function has a row");
        let ours = &found.ours;
        let at = ours
            .at
            .as_ref()
            .map_or(String::new(), |(args, got)| format!(" at {} = {got:?}", function.call(args)));
        println!("{} {ty}: {} results, largest error {:.4}{at}", function.name, ours.checked, ours.worst);
        if ours.too_far > 0 {
            let (count, bound) = (ours.too_far, row.bound);
            wrong.push(format!("{} {ty}: {count} results beyond {bound} ULP:", function.name));
            wrong.extend(ours.failures.iter().map(|failure| format!("    {failure}")));
        } else if ours.worst > row.found + 0.01 {
            wrong.push(format!(
                "{} {ty}: the table says that {} is the largest error found, but there is {:.4}{at}",
                function.name, row.found, ours.worst
            ));
        }
        wrong.extend(found.difference);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn random_arguments_of_f64() {
    check(Type::F64, |_| Some(Arguments::Random(200_000)), 10);
}

#[test]
fn thinned_arguments_of_f32() {
    check(
        Type::F32,
        |arity| match arity {
            1 => Some(Arguments::EverySingle(4093)),
            _ => Some(Arguments::Random(200_000)),
        },
        50,
    );
}

#[test]
#[ignore = "takes half an hour on two cores"]
fn ten_million_arguments_of_f64() {
    check(Type::F64, |_| Some(Arguments::Random(10_000_000)), 100);
}

#[test]
#[ignore = "takes an hour on two cores"]
fn every_argument_of_f32() {
    check(Type::F32, |arity| (arity == 1).then_some(Arguments::EverySingle(1)), 1000);
}
