//! Compares random programs with what `#[ufunc]` makes of them, and random loops with what `#[parallel]` does.
//!
//! The build script writes them; `tests/random_programs.rs` and `tests/random_loops.rs` compile and run them; the
//! example `shrink` makes a failing program small.

mod glue;
mod loops;

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ufunc::{Level, Options};
use ufunc_programs::loops::RandomLoop;
use ufunc_programs::{Program, Rng, Ty, interesting_input};

pub use loops::{CompiledLoop, Forms, compare_loop};
pub use ufunc_programs::Value;

/// Source of a static `PROGRAMS: &[Compiled]` with these programs, each with its seed.
#[must_use]
pub fn programs_source(programs: &[(u64, Program)]) -> String {
    glue::programs_source(programs)
}

/// Source of a static `LOOPS: &[CompiledLoop]` with these loops, each with its seed.
#[must_use]
pub fn loops_source(loops: &[(u64, RandomLoop)]) -> String {
    glue::loops_source(loops)
}

/// Rows that each program runs on: some gangs of every kind, and a tail.
pub const ROWS: usize = 259;

/// The arguments, or the results, for one element.
pub type Row = Vec<Value>;

/// A program, compiled as it is and as a kernel.
#[derive(Debug, Clone, Copy)]
pub struct Compiled {
    /// What it was generated from.
    pub seed: u64,
    /// The plain function on one row of arguments.
    pub plain: fn(&[Value]) -> Vec<Value>,
    /// The kernel on many rows.
    pub lanes: fn(&Options, &[Row]) -> Vec<Row>,
}

/// A difference between the two.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What differs, and where.
    pub what: String,
    /// The level and threads it was found with.
    pub options: Options,
}

/// What a run gave: the results, or the message of the panic.
type Outcome<T> = Result<T, String>;

fn outcome<T>(run: impl FnOnce() -> T) -> Outcome<T> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast::<&str>().map_or_else(|_| "?".to_owned(), |text| (*text).to_owned()),
    })
}

/// Runs a program both ways, at every level and on several threads, on rows drawn for these parameters.
///
/// # Errors
/// The first difference found.
///
/// # Panics
/// Never: the name of the schedule is right.
pub fn compare_rows(compiled: &Compiled, params: &[Ty]) -> Result<(), Difference> {
    let mut rng = Rng::new(compiled.seed);
    let mut row = || params.iter().map(|&ty| interesting_input(ty, &mut rng)).collect::<Vec<Value>>();
    let rows: Vec<Vec<Value>> = (0..ROWS).map(|_| row()).collect();
    let expected: Vec<Outcome<Vec<Value>>> =
        rows.iter().map(|row| outcome(|| (compiled.plain)(row))).collect();
    let panic =
        expected.iter().enumerate().find_map(|(at, outcome)| Some((at, outcome.as_ref().err()?.as_str())));
    let calm: Vec<(&Vec<Value>, &Vec<Value>)> =
        rows.iter().zip(&expected).filter_map(|(row, outcome)| Some((row, outcome.as_ref().ok()?))).collect();
    let (calm_rows, calm_results): (Vec<Vec<Value>>, Vec<&Vec<Value>>) =
        calm.into_iter().map(|(row, result)| (row.clone(), result)).unzip();

    let one_thread = Level::available().into_iter().map(|level| Options::new().threads(1).max_simd(level));
    let dynamic = "dynamic,16".parse().expect("the name of a schedule");
    let two_threads = Options::new().threads(2).schedule(dynamic).min_parallel_len(1);
    for options in one_thread.chain([two_threads]) {
        let differs = |what: String| Err(Difference { what, options });
        match outcome(|| (compiled.lanes)(&options, &calm_rows)) {
            Err(message) => return differs(format!("only the kernel panics: {message}")),
            Ok(found) => {
                for (at, (found, expected)) in found.iter().zip(&calm_results).enumerate() {
                    if found != *expected {
                        let row = &calm_rows[at];
                        return differs(format!("{row:?} gives {found:?}, not {expected:?} (element {at})"));
                    }
                }
            }
        }
        let Some((at, message)) = panic else { continue };
        match outcome(|| (compiled.lanes)(&options, &rows)) {
            Ok(_) => return differs(format!("{:?} does not panic with `{message}`", rows[at])),
            Err(found) => {
                let wanted = format!("{message} in ufunc `kernel` at index {at}");
                if found != wanted {
                    return differs(format!("{:?} panics with `{found}`, not `{wanted}`", rows[at]));
                }
            }
        }
    }
    Ok(())
}

/// A Rust type of values.
pub trait Scalar: Copy + Debug {
    /// The value, which is of this type.
    fn of(value: Value) -> Self;
    /// As a value.
    fn value(self) -> Value;
}

macro_rules! scalars {
    ($($variant:ident $ty:ty),+) => {$(
        impl Scalar for $ty {
            fn of(value: Value) -> Self {
                match value {
                    Value::$variant(value) => value,
                    other => unreachable!("{other:?} is no {}", stringify!($ty)),
                }
            }

            fn value(self) -> Value {
                Value::$variant(self)
            }
        }
    )+};
}

scalars!(F32 f32, F64 f64, I32 i32, I64 i64, U32 u32, U64 u64, Bool bool);

/// The value as the type that is wanted.
pub fn get<T: Scalar>(value: Value) -> T {
    T::of(value)
}

/// One argument of every row.
#[must_use]
pub fn column<T: Scalar>(rows: &[Vec<Value>], at: usize) -> Vec<T> {
    rows.iter().map(|row| T::of(row[at])).collect()
}

/// The result of a plain function.
pub trait Results {
    /// One value, or two.
    fn values(self) -> Vec<Value>;
}

impl<T: Scalar> Results for T {
    fn values(self) -> Vec<Value> {
        vec![self.value()]
    }
}

impl<A: Scalar, B: Scalar> Results for (A, B) {
    fn values(self) -> Vec<Value> {
        vec![self.0.value(), self.1.value()]
    }
}

/// The values of a result.
pub fn values_of(results: impl Results) -> Vec<Value> {
    results.values()
}

/// The results of a kernel.
pub trait ResultRows {
    /// One row for each element.
    fn rows(self) -> Vec<Vec<Value>>;
}

impl<T: Scalar> ResultRows for Vec<T> {
    fn rows(self) -> Vec<Vec<Value>> {
        self.into_iter().map(|value| vec![value.value()]).collect()
    }
}

impl<A: Scalar, B: Scalar> ResultRows for (Vec<A>, Vec<B>) {
    fn rows(self) -> Vec<Vec<Value>> {
        self.0.into_iter().zip(self.1).map(|(a, b)| vec![a.value(), b.value()]).collect()
    }
}

/// The rows of a result.
pub fn rows_of(results: impl ResultRows) -> Vec<Vec<Value>> {
    results.rows()
}
