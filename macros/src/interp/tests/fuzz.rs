//! Random programs: the lane IR against the scalar IR.
//!
//! `UFUNC_FUZZ_PROGRAMS` says how many, `UFUNC_FUZZ_SEED` where to start. A failure is shrunk and printed as source; it
//! belongs into `regressions/`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use ufunc_programs::{BinOp, Block, Expr, Features, Program, Rng, shrink};

use crate::compile::Form;
use crate::interp::compare::{Row, compare, compile};
use crate::interp::value::Datum;

const THREADS: usize = 2;

/// A number from the environment.
fn setting(name: &str, default: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => match text.replace('_', "").parse() {
            Ok(number) => number,
            Err(error) => panic!("{name}={text}: {error}"),
        },
        Err(_) => default,
    }
}

fn program(seed: u64) -> Program {
    let statements = [2, 3, 4, 8][(seed % 4) as usize];
    let program = Program::random(seed, &Features { statements, ..Features::ALL });
    let mut rng = Rng::new(seed);
    if rng.chance(50) {
        return program;
    }
    let tail = program.body.tail.clone().map(|tail| Box::new(thinned(*tail, &mut rng)));
    let thin = Program { body: Block { tail, ..program.body.clone() }, ..program.clone() };
    if thin.check().is_ok() { thin } else { program }
}

/// The sum of all variables that a program ends with, less some of them: what is never read again must not matter.
fn thinned(sum: Expr, rng: &mut Rng) -> Expr {
    match sum {
        Expr::Tuple(parts) => Expr::Tuple(parts.into_iter().map(|part| thinned(part, rng)).collect()),
        Expr::Binary(op @ (BinOp::BitXor | BinOp::Add), lhs, rhs) => {
            let lhs = thinned(*lhs, rng);
            if rng.chance(70) { lhs } else { Expr::binary(op, lhs, *rhs) }
        }
        Expr::Method(method, mut operands) if method.name == "rotate_left" => {
            let turned = operands.remove(0);
            operands.insert(0, thinned(turned, rng));
            Expr::Method(method, operands)
        }
        other => other,
    }
}

/// Compiles a program and compares the IRs on random rows.
fn check(program: &Program, seed: u64) -> Result<[usize; 2], String> {
    let run = || {
        let compiled =
            compile(Form::Ufunc, &program.to_source("kernel")).map_err(|errors| errors.join("\n"))?;
        let mut rng = Rng::new(!seed);
        let lanes = [7, 4, 1, 7][(seed % 4) as usize];
        let rows: Vec<Row> = program
            .inputs(&mut rng, 14)
            .iter()
            .map(|row| row.iter().map(|&value| Datum::One(value.into())).collect())
            .collect();
        let mut ends = [0; 2];
        for compiled in &compiled {
            let [fine, trapped] = compare(compiled, &rows, lanes, &mut rng)?;
            ends = [ends[0] + fine, ends[1] + trapped];
        }
        Ok(ends)
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or(payload.downcast_ref::<&str>().copied()).unwrap_or("?");
        Err(format!("a panic: {text}"))
    })
}

/// The kind of a failure: shrinking must not turn one into another.
fn kind(failure: &str) -> String {
    failure.chars().take_while(|c| !c.is_ascii_digit()).take(24).collect()
}

fn shrunk(failing: Program, seed: u64, failure: &str) -> String {
    let small =
        shrink(failing, |smaller| check(smaller, seed).is_err_and(|other| kind(&other) == kind(failure)));
    let failure = check(&small, seed).err().unwrap_or_default();
    format!("seed {seed}: {failure}\n{}", small.to_source("kernel"))
}

fn run(count: u64) {
    let count = setting("UFUNC_FUZZ_PROGRAMS", count);
    let seed = setting("UFUNC_FUZZ_SEED", 1);
    eprintln!("UFUNC_FUZZ_PROGRAMS={count} UFUNC_FUZZ_SEED={seed}");
    let ends = [const { AtomicUsize::new(0) }; 2];
    let failures: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|worker| {
                let ends = &ends;
                scope.spawn(move || {
                    let mut failures = Vec::new();
                    for at in (worker as u64..count).step_by(THREADS) {
                        let seed = seed.wrapping_add(at);
                        let program = program(seed);
                        match check(&program, seed) {
                            Ok([fine, trapped]) => {
                                ends[0].fetch_add(fine, Ordering::Relaxed);
                                ends[1].fetch_add(trapped, Ordering::Relaxed);
                            }
                            Err(failure) => failures.push(shrunk(program, seed, &failure)),
                        }
                        if failures.len() >= 4 {
                            break;
                        }
                    }
                    failures
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker does not panic")).collect()
    });
    let [fine, trapped] = ends.map(AtomicUsize::into_inner);
    eprintln!("{fine} elements gave results, {trapped} trapped");
    assert!(failures.is_empty(), "{} programs differ:\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(fine > 0, "no program has been run");
}

#[test]
fn random_programs_mean_the_same_in_lanes() {
    run(100_000);
}

#[test]
#[ignore = "takes an hour: 10^7 programs"]
fn many_random_programs_mean_the_same_in_lanes() {
    run(10_000_000);
}
