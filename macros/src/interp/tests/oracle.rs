//! Kernels that rustc compiles too: what the scalar IR must give, and the lane IR after it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ufunc_programs::Rng;

use crate::compile::Form;
use crate::interp::Trap;
use crate::interp::compare::{Outcome, Row, compare, compile, expected, random_rows, show};
use crate::interp::program::Program;
use crate::interp::value::Value;

/// Whether rustc's code here checks overflow.
pub(super) const CHECKS: bool = cfg!(debug_assertions);

/// Rows that every kernel runs on.
const ROWS: usize = 210;

/// The results of a plain function as values.
pub(super) trait Results {
    fn values(self) -> Vec<Value>;
}

impl<T: Into<Value>> Results for T {
    fn values(self) -> Vec<Value> {
        vec![self.into()]
    }
}

impl<A: Into<Value>, B: Into<Value>> Results for (A, B) {
    fn values(self) -> Vec<Value> {
        vec![self.0.into(), self.1.into()]
    }
}

/// Runs a plain function: its results, or the message of its panic.
pub(super) fn outcome<T: Results>(plain: impl FnOnce() -> T) -> Outcome {
    catch_unwind(AssertUnwindSafe(plain)).map(T::values).map_err(|payload| {
        let text = match payload.downcast_ref::<&str>() {
            Some(text) => (*text).to_owned(),
            None => payload.downcast_ref::<String>().cloned().unwrap_or_default(),
        };
        Trap(text.into())
    })
}

/// Compares the scalar IR with the plain function, and the lane IR with the scalar IR. How many rows gave a result,
/// and how many trapped.
pub(super) fn check(source: &str, plain: &dyn Fn(&Row) -> Outcome) -> [usize; 2] {
    let compiled =
        compile(Form::Ufunc, source).unwrap_or_else(|errors| panic!("{}\n{source}", errors.join("\n")));
    let mut rng = Rng::new(source.len() as u64);
    let mut ends = [0; 2];
    for compiled in &compiled {
        let rows = random_rows(&compiled.kernel, &mut rng, ROWS);
        let mut program = Program::source(compiled);
        program.set_checks(CHECKS);
        for row in &rows {
            let found = expected(&program, row).unwrap_or_else(|what| panic!("{what}\n{source}"));
            let found = found.unwrap_or_else(|| panic!("{} takes too long\n{source}", show(row))).outcome;
            let wanted = plain(row);
            assert_eq!(found, wanted, "scalar IR and rustc, for {}\n{source}", show(row));
            ends[usize::from(wanted.is_err())] += 1;
        }
        check_lanes(compiled, &rows, source, &mut rng);
    }
    ends
}

/// Compares the lane IR with the scalar IR on gangs of several sizes.
pub(super) fn check_lanes(compiled: &crate::compile::Compiled, rows: &[Row], source: &str, rng: &mut Rng) {
    for lanes in [1, 4, 7] {
        compare(compiled, rows, lanes, rng).unwrap_or_else(|what| panic!("{what}\n{source}"));
    }
}

/// Tests of kernels: each function is compiled by rustc and by this compiler, and both must agree on random arguments,
/// to the message of a panic.
macro_rules! kernels {
    ($($(#[$attr:meta])* fn $name:ident($($arg:ident: $ty:ident),+) -> $ret:ty $body:block)+) => {$(
        $(#[$attr])*
        #[test]
        #[allow(
            clippy::all,
            unused,
            arithmetic_overflow,
            unconditional_panic,
            reason = "kernels are written as they are to test the compiler"
        )]
        fn $name() {
            fn plain($($arg: $ty),+) -> $ret $body
            let source = concat!(
                "fn ", stringify!($name), "(", stringify!($($arg: $ty),+), ") -> ", stringify!($ret), " ",
                stringify!($body)
            );
            let run = |row: &crate::interp::compare::Row| {
                let [$($arg),+] = &row[..] else { unreachable!("a row has as many values as the kernel parameters") };
                $(let $arg = crate::interp::tests::oracle::read::$ty($arg);)+
                crate::interp::tests::oracle::outcome(|| plain($($arg),+))
            };
            let ends = crate::interp::tests::oracle::check(source, &run);
            assert!(ends[0] > 0, "every row traps");
        }
    )+};
}

pub(super) use kernels;

/// Rust's numbers of the values in a row.
pub(super) mod read {
    use crate::interp::value::{Datum, Value};

    macro_rules! readers {
        ($($t:ident $name:ident),+) => {$(
            pub(in crate::interp::tests) fn $t(datum: &Datum) -> $t {
                match datum.one() {
                    Value::$name(value) => value,
                    other => panic!("{other:?} is no {}", stringify!($t)),
                }
            }
        )+};
    }

    readers!(f32 F32, f64 F64, i32 I32, i64 I64, u32 U32, u64 U64, bool Bool);
}
