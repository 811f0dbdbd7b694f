//! One kernel against its plain function, over every axis.

use std::fmt;
use std::ops::Range;

use ufunc::{Level, Options, Schedule};

use crate::LARGE;
use crate::row::{Columns, Row, Tolerance};

/// Lengths around every gang: 0, 1, and N-1, N, N+1, 3N+1 of gangs of 2 to 32 lanes.
pub const SMALL_LENGTHS: [usize; 22] =
    [0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 25, 31, 32, 33, 49, 63, 64, 65, 97];

pub(crate) const THREADS: [usize; 3] = [1, 2, 5];

/// Every schedule that the tests run.
///
/// # Panics
/// Never: the names are right.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    ["static", "static,64", "dynamic,1000", "dynamic", "guided", "auto"]
        .map(|name| name.parse().expect("the name of a schedule"))
        .to_vec()
}

/// A kernel and its plain function, with arguments of [`LARGE`] elements inside.
///
/// The functions are called through pointers, so that comparing is compiled once for all kernels of the same types.
pub struct Case<'a, R, C> {
    /// The kernel's name, for messages.
    pub name: &'static str,
    /// How near the results must be.
    pub tolerance: Tolerance,
    /// The plain function on one element.
    pub plain: &'a dyn Fn(usize) -> R,
    /// The kernel on one element.
    pub scalar: &'a dyn Fn(usize) -> R,
    /// The kernel on a range of elements.
    pub array: &'a dyn Fn(&Options, Range<usize>) -> C,
}

impl<R, C> fmt::Debug for Case<'_, R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("name", &self.name)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

impl<R: Row, C: Columns<Row = R>> Case<'_, R, C> {
    /// Compares everything.
    ///
    /// # Panics
    /// If two results differ.
    pub fn run(self) {
        let reference = (self.array)(&Options::new().threads(1), 0..LARGE);
        self.compare_with_plain(&reference);
        self.compare_scalar_calls(&reference);
        for level in Level::available() {
            let options = Options::new().max_simd(level).threads(1);
            for len in SMALL_LENGTHS {
                // The ranges start at different elements, so that lanes differ from run to run.
                let start = len * 1009;
                self.compare_runs(&reference, &options, start..start + len, level);
            }
        }
        for (level, threads, schedule) in runs() {
            let options =
                Options::new().max_simd(level).threads(threads).schedule(schedule).min_parallel_len(1);
            self.compare_runs(&reference, &options, 0..LARGE, level);
        }
    }

    fn compare_with_plain(&self, reference: &C) {
        assert_eq!(reference.len(), LARGE);
        for at in 0..LARGE {
            let (found, expected) = (reference.row(at), (self.plain)(at));
            assert!(
                found.is_near(expected, self.tolerance),
                "{}, element {at}: the kernel gives {found:?}, the plain function {expected:?} ({:?})",
                self.name,
                self.tolerance,
            );
        }
    }

    fn compare_scalar_calls(&self, reference: &C) {
        for at in (0..LARGE).step_by(499) {
            let (found, expected) = ((self.scalar)(at), reference.row(at));
            assert!(
                found.is_near(expected, Tolerance::EXACT),
                "{}, element {at}: {found:?} as a scalar call, {expected:?} in an array",
                self.name,
            );
        }
    }

    fn compare_runs(&self, reference: &C, options: &Options, range: Range<usize>, level: Level) {
        let found = (self.array)(options, range.clone());
        assert_eq!(found.len(), range.len(), "{} at {level:?}", self.name);
        for (at, element) in range.clone().enumerate() {
            let (found, expected) = (found.row(at), reference.row(element));
            assert!(
                found.is_near(expected, Tolerance::EXACT),
                "{}, element {element} of {range:?}: {found:?} under {options:?}, {expected:?} in the first run",
                self.name,
            );
        }
    }
}

/// All schedules with all thread counts at the best level, and every level with each of them in turn.
fn runs() -> Vec<(Level, usize, Schedule)> {
    let schedules = schedules();
    let mut runs = Vec::new();
    for threads in THREADS {
        runs.extend(schedules.iter().map(|&schedule| (Level::best(), threads, schedule)));
    }
    for (at, level) in Level::available().into_iter().enumerate() {
        for turn in [at, at + 1] {
            runs.push((level, THREADS[turn % THREADS.len()], schedules[(at + 3 * turn) % schedules.len()]));
        }
    }
    runs
}
