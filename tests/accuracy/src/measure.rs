//! The largest error of a function over many arguments, on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::float_type::Type;
use crate::function::Function;
use crate::judge::{Finding, Judge};
use crate::levels;

/// Arguments that are computed at once.
const CHUNK: u64 = 1 << 13;

/// Which arguments.
#[derive(Debug, Clone, Copy)]
pub enum Arguments {
    /// So many random ones.
    Random(u64),
    /// Every so-manyth number of f32, for functions of one argument.
    EverySingle(u64),
}

impl Arguments {
    /// How many there are.
    pub fn count(self) -> u64 {
        match self {
            Arguments::Random(count) => count,
            Arguments::EverySingle(step) => (1_u64 << 32).div_ceil(step),
        }
    }

    /// Those of one chunk, a column for each argument.
    fn columns(self, function: &Function, ty: Type, chunk: u64) -> Vec<Vec<f64>> {
        let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(self.count());
        match self {
            Arguments::Random(_) => {
                let count = (range.end - range.start) as usize;
                function.draw.columns(chunk, ty, count, function.arity)
            }
            Arguments::EverySingle(step) => {
                vec![range.map(|index| f64::from(f32::from_bits((index * step) as u32))).collect()]
            }
        }
    }
}

/// What one measurement found.
#[derive(Debug, Default)]
pub struct Measurement {
    /// The function's errors.
    pub ours: Finding,
    /// The errors of `std`'s function on the same arguments.
    pub std: Option<Finding>,
    /// A result that has other bits at another level, of those compared.
    pub difference: Option<String>,
}

/// What is measured besides the errors.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Which arguments.
    pub arguments: Arguments,
    /// The levels are compared on every so-manyth chunk.
    pub levels_every: u64,
    /// Whether `std` is measured too.
    pub std: bool,
}

/// Measures one function in one type.
///
/// # Panics
/// If the function has no row in the table.
pub fn measure(function: &Function, ty: Type, plan: Plan) -> Measurement {
    let chunks = plan.arguments.count().div_ceil(CHUNK);
    let next = AtomicU64::new(0);
    let work = || {
        let mut judge = Judge::new(function, ty);
        // std promises nothing.
        let mut std = function.std.map(|_| Judge::with_bound(function, ty, f64::INFINITY));
        let mut difference = None;
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks {
                break;
            }
            let columns = plan.arguments.columns(function, ty, chunk);
            let results = levels::results(function, ty, &columns);
            judge.note_all(&columns, &results);
            if let (true, Some(scalar), Some(std)) = (plan.std, function.std, &mut std) {
                std.note_all(&columns, &scalar_results(scalar, ty, &columns));
            }
            if chunk.is_multiple_of(plan.levels_every) && difference.is_none() {
                difference = levels::difference(function, ty, &columns, &results);
            }
        }
        (judge.finish(), std.map(Judge::finish), difference)
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(chunks.max(1) as usize);
    let mut whole = Measurement::default();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let (ours, std, difference) = worker.join().expect("the worker has told why");
            whole.ours.merge(ours);
            if let Some(std) = std.filter(|_| plan.std) {
                whole.std.get_or_insert_default().merge(std);
            }
            whole.difference = whole.difference.take().or(difference);
        }
    });
    whole
}

fn scalar_results(scalar: fn(Type, &[f64]) -> f64, ty: Type, columns: &[Vec<f64>]) -> Vec<f64> {
    let mut args = vec![0.0; columns.len()];
    let count = columns.first().map_or(0, Vec::len);
    (0..count)
        .map(|index| {
            for (arg, column) in args.iter_mut().zip(columns) {
                *arg = column[index];
            }
            scalar(ty, &args)
        })
        .collect()
}
