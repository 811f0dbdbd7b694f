//! Whether a call is worth going parallel.

use crate::report::Report;
use crate::simd::Level;

/// What a kernel's work costs, in ns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// Of all elements on one thread.
    serial: f64,
    /// Of moving all elements between memory and one core.
    memory: f64,
}

/// Least time between the decision and the first element computed by another thread, in ns. Below twice that no
/// call goes parallel, whatever has been measured.
pub(crate) const LEAST_FORK: f64 = 1_000.0;

/// Time of a call on one thread up to which another could win nothing, in ns.
const SMALL: f64 = 2.0 * LEAST_FORK;

/// How many cores it takes to use up the memory's bandwidth.
const MEMORY_CORES: f64 = 4.0;

/// Bytes up to which a call's operands stay in a core's own caches.
const OWN_CACHE: f64 = 1e6;

/// Bytes up to which a call's operands stay in the caches that cores share.
const SHARED_CACHE: f64 = 16e6;

impl Cost {
    /// The cost of `len` elements, which are `bytes` together with their results.
    pub(crate) fn of(report: &Report, level: Level, len: usize, bytes: usize) -> Self {
        let len = len as f64;
        let bytes = len * bytes as f64;
        let compute = len * f64::from(report.cost.max(1)) * ns_per_operation(level, report.widest);
        let memory = bytes * ns_per_byte(bytes);
        Cost { serial: compute.max(memory), memory }
    }

    /// The cost of so many simple operations on lanes of 64 bits.
    pub(crate) fn of_operations(operations: f64, level: Level) -> Self {
        Cost { serial: operations * ns_per_operation(level, 64), memory: 0.0 }
    }

    /// Whether nothing can be won, whatever the number of threads.
    pub(crate) fn is_small(&self) -> bool {
        self.serial < SMALL
    }

    /// Whether a call whose operands stay in a core's own caches is small, in few instructions.
    #[inline]
    pub(crate) fn is_small_in_cache(report: &Report, level: Level, len: u32) -> bool {
        let operations = u64::from(len) * u64::from(report.cost.max(1));
        operations < SMALL_OPERATIONS[level as usize][usize::from(report.widest <= 32)]
    }

    /// How many threads should work, of `threads` that there are and that take `fork` ns to come together: 1 if that is
    /// not worth it, and never so many that one has less to do than it takes it to come.
    pub(crate) fn threads_worth_using(&self, threads: usize, fork: f64) -> usize {
        let all = threads as f64;
        let parallel = (self.serial / all).max(self.memory / all.min(MEMORY_CORES));
        if self.serial - parallel <= 2.0 * fork {
            return 1;
        }
        threads.min((self.serial / fork) as usize)
    }
}

/// ns for a byte that comes from memory or goes there, on one core, if a call moves so many: measured on Zen 5.
fn ns_per_byte(bytes: f64) -> f64 {
    if bytes <= OWN_CACHE {
        0.0
    } else if bytes <= SHARED_CACHE {
        0.01
    } else {
        0.03
    }
}

/// ns for a simple operation on one lane, where a gang's latency is hidden: measured on Zen 5 with polynomials, `exp`
/// and `sin`.
const fn ns_per_operation(level: Level, widest: u32) -> f64 {
    let wide = match level {
        Level::Fallback => 0.3,
        Level::Sse2 | Level::Sse4_2 | Level::Neon => 0.06,
        Level::Avx2 => 0.03,
        Level::Avx512 => 0.016,
    };
    if widest <= 32 { wide / 2.0 } else { wide }
}

/// How many operations take [`SMALL`], on each instruction set, on lanes of 64 and of 32 bits.
const SMALL_OPERATIONS: [[u64; 2]; Level::ALL.len()] = {
    let mut operations = [[0; 2]; Level::ALL.len()];
    let mut at = 0;
    while at < operations.len() {
        let level = Level::ALL[at];
        operations[level as usize] =
            [(SMALL / ns_per_operation(level, 64)) as u64, (SMALL / ns_per_operation(level, 32)) as u64];
        at += 1;
    }
    operations
};

#[cfg(test)]
mod tests {
    use super::*;

    const FORK: f64 = 5_000.0;

    fn cost(operations: u32, len: usize) -> Cost {
        let report = Report { name: "", file: "", line: 0, widest: 64, cost: operations, remarks: &[] };
        Cost::of(&report, Level::Avx2, len, 16)
    }

    #[test]
    fn small_calls_stay_serial() {
        assert!(cost(1, 1000).is_small());
        assert_eq!(cost(1, 10_000).threads_worth_using(8, FORK), 1);
        assert_eq!(cost(100, 1000).threads_worth_using(8, FORK), 1);
    }

    #[test]
    fn what_is_small_is_so_in_integers_too() {
        for level in Level::ALL {
            for (widest, cost) in [(64, 1), (32, 1), (64, 40), (32, 700)] {
                let report = Report { name: "", file: "", line: 0, widest, cost, remarks: &[] };
                for len in (1..8192).step_by(61) {
                    let is_small = Cost::is_small_in_cache(&report, level, len);
                    assert_eq!(
                        is_small,
                        Cost::of(&report, level, len as usize, 0).is_small(),
                        "{level} {len}"
                    );
                }
            }
        }
    }

    #[test]
    fn threads_have_enough_to_do() {
        let middling = cost(100, 10_000);
        assert!(!middling.is_small());
        assert_eq!(middling.threads_worth_using(2, FORK), 2);
        assert_eq!(middling.threads_worth_using(64, FORK), 6);
        assert_eq!(cost(100, 10_000_000).threads_worth_using(64, FORK), 64);
    }

    #[test]
    fn nothing_is_won_by_one_thread() {
        assert_eq!(cost(100, 10_000_000).threads_worth_using(1, FORK), 1);
    }
}
