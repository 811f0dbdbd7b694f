//! Results at one level and another.

use ufunc::{Level, Options};

use crate::float_type::Type;
use crate::function::Function;
use crate::judge::is_same;

/// Options for one level; the caller's threads are enough.
pub fn options(level: Level) -> Options {
    Options::new().max_simd(level).threads(1)
}

/// Results at the best level.
pub fn results(function: &Function, ty: Type, columns: &[Vec<f64>]) -> Vec<f64> {
    (function.run)(&options(Level::best()), ty, columns)
}

/// The first result that has other bits at another level.
pub fn difference(function: &Function, ty: Type, columns: &[Vec<f64>], best: &[f64]) -> Option<String> {
    for level in Level::available().into_iter().filter(|&level| level != Level::best()) {
        let here = (function.run)(&options(level), ty, columns);
        let found = best.iter().zip(&here).position(|(&x, &y)| !is_same(x, y));
        if let Some(index) = found {
            let args: Vec<f64> = columns.iter().map(|column| column[index]).collect();
            let (call, x, y) = (function.call(&args), best[index], here[index]);
            return Some(format!("{call} in {ty} is {x:?} at {} and {y:?} at {level}", Level::best()));
        }
    }
    None
}
