//! Random loops, plain and under `#[parallel]`.

use std::fmt::Debug;

use ufunc::{Level, Options};
use ufunc_programs::Rng;
use ufunc_programs::loops::{LEAST_WIDTH, RandomLoop};

/// A function with a loop: number of iterations, width of a row, two arrays to read, two to write.
type Run<T> = fn(usize, usize, &[T], &[T], &mut [T], &mut [T]) -> T;

/// A loop compiled as it is and under `#[parallel]`, by the type of its elements.
#[derive(Debug, Clone, Copy)]
pub enum Forms {
    /// Floating-point numbers.
    F64 {
        /// As it is.
        plain: Run<f64>,
        /// Under `#[parallel]`.
        regions: Run<f64>,
    },
    /// Integers.
    I64 {
        /// As it is.
        plain: Run<i64>,
        /// Under `#[parallel]`.
        regions: Run<i64>,
    },
}

/// A loop, compiled both ways.
#[derive(Debug, Clone, Copy)]
pub struct CompiledLoop {
    /// What it was generated from.
    pub seed: u64,
    /// The functions.
    pub forms: Forms,
}

/// Counts of iterations: none, few, around the blocks of reductions, many.
const COUNTS: [usize; 7] = [0, 1, 7, 32, 33, 300, 1003];
const WIDTHS: [usize; 2] = [LEAST_WIDTH, 19];

/// Runs a loop both ways under every schedule, on 1, 2 and 5 threads, at every level.
///
/// # Errors
/// The first difference.
///
/// # Panics
/// Never: the names of the schedules are right.
pub fn compare_loop(compiled: &CompiledLoop, random: &RandomLoop) -> Result<(), String> {
    let mut rng = Rng::new(compiled.seed);
    match compiled.forms {
        Forms::F64 { plain, regions } => {
            let draw = || rng.unit() * 2.0 - 1.0;
            compare(random, plain, regions, draw, |value: f64| {
                if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
            })
        }
        Forms::I64 { plain, regions } => {
            let draw = || rng.between(-1000, 1000);
            compare(random, plain, regions, draw, |value: i64| value as u64)
        }
    }
}

fn compare<T: Copy + Debug>(
    random: &RandomLoop,
    plain: Run<T>,
    regions: Run<T>,
    mut draw: impl FnMut() -> T,
    bits: impl Fn(T) -> u64,
) -> Result<(), String> {
    for n in COUNTS {
        for width in WIDTHS {
            let mut array = || (0..random.len(n, width)).map(|_| draw()).collect::<Vec<T>>();
            let [x, y, a, b] = [array(), array(), array(), array()];
            let outcome = |run: Run<T>| {
                let (mut a, mut b) = (a.clone(), b.clone());
                let reduced = run(n, width, &x, &y, &mut a, &mut b);
                let numbers = [reduced].into_iter().chain(a).chain(b);
                numbers.map(|number| (bits(number), number)).collect::<Vec<_>>()
            };
            let expected = outcome(plain);
            for options in settings() {
                let found = options.run(|| outcome(regions));
                let differing =
                    found.iter().zip(&expected).position(|(found, expected)| found.0 != expected.0);
                if let Some(at) = differing {
                    let (found, expected) = (found[at].1, expected[at].1);
                    return Err(format!(
                        "n = {n}, w = {width}: value {at} is {found:?}, not {expected:?}, under {options:?}"
                    ));
                }
            }
        }
    }
    Ok(())
}

fn settings() -> Vec<Options> {
    let schedules = ["static", "static,64", "dynamic,3", "dynamic", "guided", "auto"];
    let mut settings = Vec::new();
    for level in Level::available() {
        for schedule in schedules {
            let schedule = schedule.parse().expect("the name of a schedule");
            for threads in [1, 2, 5] {
                let options = Options::new().max_simd(level).schedule(schedule).threads(threads);
                settings.push(options.min_parallel_len(1));
            }
        }
    }
    settings
}
