//! Generic kernels, helpers with uniform parameters, and how the interpreters notice a wrong kernel.

use ufunc_programs::Rng;

use super::oracle::read;
use super::oracle::{check_lanes, outcome};
use crate::compile::Form;
use crate::interp::compare::{Outcome, compile, expected, random_rows};
use crate::interp::program::Program;
use crate::interp::value::{Datum, Value};
use crate::ir::{Expr, StmtKind};
use crate::lane::LaneKind;
use crate::ty::Scalar;

fn found(program: &Program<'_>, row: &[Datum]) -> Outcome {
    expected(program, row).expect("the scalar IR is right").expect("it ends").outcome
}

/// One source, in both float types.
macro_rules! generic {
    ($x:ident, $n:ident, $body:block) => {{
        mod single {
            type T = f32;
            pub(super) fn plain($x: T, $n: i32) -> T $body
        }
        mod double {
            type T = f64;
            pub(super) fn plain($x: T, $n: i32) -> T $body
        }
        let source = concat!(
            "fn kernel<T: Float>(", stringify!($x), ": T, ", stringify!($n), ": i32) -> T ", stringify!($body)
        );
        (source, single::plain as fn(f32, i32) -> f32, double::plain as fn(f64, i32) -> f64)
    }};
}

#[test]
fn a_generic_kernel_is_two() {
    let (source, single, double) = generic!(x, n, {
        const SMALL: T = 0.125;
        let mut y = x;
        for i in 0..n & 7 {
            y = y * 0.5 + i as T;
            if y < SMALL {
                return y - T::EPSILON;
            }
        }
        y + n as T
    });
    let compiled = compile(Form::Ufunc, source).expect("it compiles");
    assert_eq!(
        compiled.iter().map(|one| one.kernel.instance).collect::<Vec<_>>(),
        [Some(Scalar::F32), Some(Scalar::F64)]
    );
    let mut rng = Rng::new(1);
    for compiled in &compiled {
        let rows = random_rows(&compiled.kernel, &mut rng, 210);
        let program = Program::new(compiled);
        for row in &rows {
            let n = read::i32(&row[1]);
            let wanted: Outcome = match row[0].one() {
                Value::F32(x) => outcome(|| single(x, n)),
                _ => outcome(|| double(read::f64(&row[0]), n)),
            };
            assert_eq!(found(&program, row), wanted);
        }
        check_lanes(compiled, &rows, source, &mut rng);
    }
}

#[test]
fn a_bound_says_the_types() {
    use Scalar::{F32, F64, I32, I64, U32, U64};
    let instances = |source| {
        let compiled = compile(Form::Ufunc, source).expect("it compiles");
        compiled.iter().filter_map(|one| one.kernel.instance).collect::<Vec<_>>()
    };
    assert_eq!(instances("fn f<T: Float>(x: T) -> T { x + x }"), [F32, F64]);
    assert_eq!(instances("fn f<T: ufunc::Int>(x: T) -> T { x & x }"), [I32, U32, I64, U64]);
    assert_eq!(instances("fn f<T: Number>(x: T) -> bool { x > 0 as T }"), [F32, I32, U32, F64, I64, U64]);
}

#[test]
fn a_branch_on_the_kind_of_type_is_none() {
    let source = "fn kernel<T: Number>(x: T) -> T { if T::IS_FLOAT { x / 2 as T } else { x % 2 as T } }";
    for compiled in &compile(Form::Ufunc, source).expect("it compiles") {
        assert!(!compiled.kernel.body.iter().any(|stmt| matches!(stmt.kind, StmtKind::If { .. })));
    }
}

/// The type that a kernel is compiled for is known to its `if`s.
#[test]
fn a_branch_on_the_type_is_none() {
    let source = "fn kernel<T: Float>(x: T) -> T { if size_of::<T>() == 4 { x + 1.0 } else { x + 2.0 } }";
    for compiled in &compile(Form::Ufunc, source).expect("it compiles") {
        assert!(!compiled.kernel.body.iter().any(|stmt| matches!(stmt.kind, StmtKind::If { .. })));
        let one = Value::of_literal(
            &crate::ir::Literal::Float("1".into(), None),
            compiled.kernel.instance.expect("a type"),
            false,
        );
        let row = [Datum::One(one.expect("a literal"))];
        let wanted =
            if compiled.kernel.instance == Some(Scalar::F32) { Value::F32(2.0) } else { Value::F64(3.0) };
        assert_eq!(found(&Program::new(compiled), &row), Ok(vec![wanted]));
    }
}

/// Helpers whose parameters are tables and counts, the same for all lanes.
#[test]
fn uniform_parameters() {
    let sources = [
        "fn poly(x: f64, c: &[f64; 4]) -> f64 { let mut r = c[3]; for i in (0..3).rev() { r = r * x + c[i]; } r }",
        "fn guarded(x: f64, c: &[f64]) -> f64 {
            let mut r = 0.0;
            for i in (0..c.len()).rev() { r = r * x + c[i]; }
            if r > 1e10 { return c[0]; }
            if x > 1e300 { r = c[17]; }
            r
        }",
        "fn chosen(x: f64, c: &[f64], n: usize) -> f64 {
            if x > 0.0 { c[n] } else { let k = n + 1; c[k % c.len()] }
        }",
        "fn counted(x: f64, n: usize) -> f64 {
            let mut y = x;
            for i in 0..n { y += i as f64; if y > 5.0 { break; } }
            for _ in 0..=n { y *= 0.5; }
            if n > 2 { y - 1.0 } else { y }
        }",
    ];
    for source in sources {
        for compiled in &compile(Form::LaneFn, source).expect("it compiles") {
            for seed in 0..8 {
                let mut rng = Rng::new(seed);
                let rows = random_rows(&compiled.kernel, &mut rng, 42);
                check_lanes(compiled, &rows, source, &mut rng);
            }
        }
    }
}

/// What is wrong with the lane IR is noticed: the comparison can fail.
#[test]
fn a_missing_blend_is_noticed() {
    let source = "fn kernel(x: f64) -> f64 { let mut y = x; if x > 1.0 { y = x * 2.0; } y }";
    let mut compiled = compile(Form::Ufunc, source).expect("it compiles");
    let mut changed = 0;
    for stmt in &mut compiled[0].lanes.body {
        if let LaneKind::Assign { blend, .. } = &mut stmt.kind {
            *blend = false;
            changed += 1;
        }
    }
    assert_eq!(changed, 1);
    let failure = compare_all(&compiled[0]).expect_err("a lane reads what was never set");
    assert!(failure.contains("reads `y` before it is set there"), "{failure}");
}

#[test]
fn a_wrong_mask_is_noticed() {
    let source = "fn kernel(x: f64) -> f64 { let mut y = x; if x > 1.0 { y = x * 2.0; } y }";
    let mut compiled = compile(Form::Ufunc, source).expect("it compiles");
    for stmt in &mut compiled[0].lanes.body {
        if let LaneKind::Assign { mask, .. } = &mut stmt.kind {
            *mask = crate::lane::ENTRY;
        }
    }
    let failure = compare_all(&compiled[0]).expect_err("all lanes are assigned to");
    assert!(failure.contains("gives"), "{failure}");
}

/// A trap in lanes that are off, as a division without its mask would be.
#[test]
fn a_trap_of_a_dead_lane_is_noticed() {
    let source = "fn kernel(n: u32) -> u32 { let mut y = 1; if n > 0 { y = 100 / n; } y }";
    let mut compiled = compile(Form::Ufunc, source).expect("it compiles");
    let values: Vec<Expr> = compiled[0].lanes.body.iter_mut().filter_map(lift).collect();
    assert!(!values.is_empty());
    assert!(compare_all(&compiled[0]).is_err());
}

/// Gives the value of an assignment all lanes.
fn lift(stmt: &mut crate::lane::LaneStmt) -> Option<Expr> {
    match &mut stmt.kind {
        LaneKind::IfAny { body, .. } => body.iter_mut().find_map(lift),
        LaneKind::Assign { mask, value, .. } => {
            *mask = crate::lane::ENTRY;
            Some(value.clone())
        }
        _ => None,
    }
}

fn compare_all(compiled: &crate::compile::Compiled) -> Result<(), String> {
    let mut rng = Rng::new(5);
    let rows = random_rows(&compiled.kernel, &mut rng, 70);
    crate::interp::compare::compare(compiled, &rows, 7, &mut rng).map(|_| ())
}
