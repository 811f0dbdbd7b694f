//! The comparison: every lane ends as its element does in the scalar IR.

use syn::ItemFn;
use ufunc_programs::Rng;

use super::lane::{self, Entry};
use super::program::Program;
use super::scalar;
use super::value::{Datum, Value};
use super::{Stop, Trap};
use crate::compile::{Compiled, Form, compile_instance};
use crate::errors::Errors;
use crate::ir;
use crate::parse::parse_signature;
use crate::ty::Scalar;

/// Statements that one element may run.
const STEPS: u64 = 200_000;

/// What a kernel gives for one element.
pub(crate) type Outcome = Result<Vec<Value>, Trap>;

/// What the scalar IR gives for one element, and how many statements that takes.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) outcome: Outcome,
    steps: u64,
}

/// The arguments of one element.
pub(crate) type Row = Vec<Datum>;

/// Compiles a function as one of the attributes does, once for each type if it is generic; or its errors.
pub(crate) fn compile(form: Form, source: &str) -> Result<Vec<Compiled>, Vec<String>> {
    let function: ItemFn = syn::parse_str(source).map_err(|error| vec![error.to_string()])?;
    let errors = Errors::default();
    let signature = parse_signature(&function, form, None, &errors);
    let compiled: Option<Vec<Compiled>> = signature
        .instances()
        .into_iter()
        .map(|instance| compile_instance(form, &function, &signature, instance, &errors))
        .collect();
    match compiled {
        Some(compiled) if errors.is_empty() => Ok(compiled),
        _ => Err(errors.messages()),
    }
}

/// What the scalar IR gives for a row; `None` if that takes too long.
pub(crate) fn expected(program: &Program<'_>, row: &[Datum]) -> Result<Option<Expected>, String> {
    let mut left = STEPS;
    let outcome = match scalar::run(program, row, &mut left) {
        Ok(values) => Ok(values),
        Err(Stop::Trap(trap)) => Err(trap),
        Err(Stop::Steps) => return Ok(None),
        Err(Stop::Broken(what)) => return Err(format!("the scalar IR is broken for {}: {what}", show(row))),
    };
    Ok(Some(Expected { outcome, steps: STEPS - left }))
}

/// Compares the two IRs on all rows, `lanes` at a time, with and without overflow checks; how many rows ended without a
/// trap, and with one.
pub(crate) fn compare(
    compiled: &Compiled,
    rows: &[Row],
    lanes: usize,
    rng: &mut Rng,
) -> Result<[usize; 2], String> {
    let mut ends = [0; 2];
    let (mut source, mut program) = (Program::source(compiled), Program::new(compiled));
    for checks in [true, false] {
        source.set_checks(checks);
        program.set_checks(checks);
        for gang in rows.chunks(lanes) {
            compare_gang(&source, &program, gang, lanes, rng, &mut ends)
                .map_err(|what| format!("{what}\n(gangs of {lanes} lanes, overflow checks {checks})"))?;
        }
    }
    Ok(ends)
}

fn compare_gang(
    source: &Program<'_>,
    program: &Program<'_>,
    rows: &[Row],
    lanes: usize,
    rng: &mut Rng,
    ends: &mut [usize; 2],
) -> Result<(), String> {
    let mut wanted = Vec::new();
    for row in rows {
        match expected(source, row)? {
            Some(expected) => wanted.push(expected),
            None => return Ok(()),
        }
    }
    for expected in &wanted {
        ends[usize::from(expected.outcome.is_err())] += 1;
    }
    // A kernel that another one calls may start with some lanes off.
    let all = (1u64 << rows.len()) - 1;
    let some = rng.bits() & all;
    let mask = if some != 0 && rng.chance(20) { some } else { all };
    compare_lanes(program, &|lane| &rows[lane], &|lane| &wanted[lane], lanes, mask, rng)?;
    if wanted.iter().any(|expected| expected.outcome.is_err()) {
        // As the launch does to find the first that fails.
        for (row, expected) in rows.iter().zip(&wanted) {
            compare_lanes(program, &|_| row, &|_| expected, 2, 0b11, rng)?;
        }
    }
    Ok(())
}

fn compare_lanes<'r>(
    program: &Program<'_>,
    row: &'r dyn Fn(usize) -> &'r [Datum],
    expected: &dyn Fn(usize) -> &'r Expected,
    lanes: usize,
    mask: u64,
    rng: &mut Rng,
) -> Result<(), String> {
    let on = || (0..lanes).filter(|lane| mask >> lane & 1 == 1);
    let outcome = |lane| &expected(lane).outcome;
    // A statement becomes several, and lanes that part run one after another.
    let steps = 10_000 + 100 * on().map(|lane| expected(lane).steps).sum::<u64>();
    let entry = Entry { lanes, mask, args: row, steps, seed: rng.bits() };
    let gang =
        || on().map(|lane| format!("  lane {lane}: {}", show(row(lane)))).collect::<Vec<_>>().join("\n");
    let failing: Vec<&Trap> = on().filter_map(|lane| outcome(lane).as_ref().err()).collect();
    match lane::run(program, &entry) {
        Ok(results) if failing.is_empty() => {
            for lane in on() {
                let found: Vec<Value> = results.iter().map(|result| result[lane]).collect();
                if Ok(&found) != outcome(lane).as_ref() {
                    let wanted = outcome(lane).as_ref().map(|values| show_values(values));
                    return Err(format!(
                        "lane {lane} gives {}, the scalar IR {wanted:?}\n{}",
                        show_values(&found),
                        gang()
                    ));
                }
            }
            Ok(())
        }
        Ok(_) => Err(format!("no lane traps, the scalar IR does: {failing:?}\n{}", gang())),
        Err(Stop::Trap(trap)) if failing.contains(&&trap) => Ok(()),
        Err(Stop::Trap(trap)) => {
            Err(format!("the lanes trap with {trap:?}, the scalar IR with {failing:?}\n{}", gang()))
        }
        Err(Stop::Steps) => Err(format!("the lanes do not end\n{}", gang())),
        Err(Stop::Broken(what)) => Err(format!("the lane IR is broken: {what}\n{}", gang())),
    }
}

/// Random arguments for a kernel; tables get a few elements, `usize` a small number.
pub(crate) fn random_rows(kernel: &ir::Kernel, rng: &mut Rng, count: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for at in 0..count {
        let mut row = Row::new();
        for (arg, param) in kernel.params.iter().enumerate() {
            let local = &kernel.locals[param.0];
            row.push(match (&local.form, local.declared) {
                // Uniform ones are the same in all rows.
                (ir::Form::Uniform { .. }, _) if at > 0 => rows[0][arg].clone(),
                (ir::Form::Uniform { .. }, Some(ty)) => {
                    Datum::One(Value::of_int(ty, rng.between(0, 5).into()))
                }
                (ir::Form::Uniform { element, .. }, None) => {
                    let ty = element.unwrap_or(Scalar::F64);
                    Datum::Many((0..4).map(|_| Datum::One(random(ty, rng))).collect())
                }
                (_, ty) => Datum::One(random(ty.unwrap_or(Scalar::F64), rng)),
            });
        }
        rows.push(row);
    }
    rows
}

fn random(ty: Scalar, rng: &mut Rng) -> Value {
    let ty = match ty {
        Scalar::F32 => ufunc_programs::Ty::F32,
        Scalar::F64 => ufunc_programs::Ty::F64,
        Scalar::I32 => ufunc_programs::Ty::I32,
        Scalar::I64 | Scalar::Isize => ufunc_programs::Ty::I64,
        Scalar::U32 => ufunc_programs::Ty::U32,
        Scalar::U64 | Scalar::Usize => ufunc_programs::Ty::U64,
        Scalar::Bool => ufunc_programs::Ty::Bool,
    };
    ufunc_programs::interesting_input(ty, rng).into()
}

/// A row, for messages.
pub(crate) fn show(row: &[Datum]) -> String {
    let args: Vec<String> = row
        .iter()
        .map(|arg| match arg {
            Datum::One(value) => value.to_string(),
            Datum::Many(values) => format!("{values:?}"),
        })
        .collect();
    format!("({})", args.join(", "))
}

/// Results, for messages.
pub(crate) fn show_values(values: &[Value]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("({})", values.join(", "))
}
