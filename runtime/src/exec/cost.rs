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

/// How many cores it takes to use up the memory's bandwidth.
const MEMORY_CORES: f64 = 4.0;

/// ns for a byte that comes from memory or goes there, on one core.
const NS_PER_BYTE: f64 = 0.04;

/// Bytes above which a call's operands do not stay in a core's own caches.
const CACHE: usize = 1 << 20;

impl Cost {
    /// The cost of `len` elements, which are `bytes` together with their results.
    pub(crate) fn of(report: &Report, level: Level, len: usize, bytes: usize) -> Self {
        let len = len as f64;
        let bytes = len * bytes as f64;
        let compute = len * f64::from(report.cost.max(1)) * ns_per_operation(level, report.widest);
        let memory = if bytes > CACHE as f64 { bytes * NS_PER_BYTE } else { 0.0 };
        Cost { serial: compute.max(memory), memory }
    }

    /// Whether nothing can be won, whatever the number of threads.
    pub(crate) fn is_small(&self) -> bool {
        self.serial < 2.0 * LEAST_FORK
    }

    /// Whether `threads` are faster than one, if it takes `fork` ns to start and join them.
    pub(crate) fn is_worth(&self, threads: usize, fork: f64) -> bool {
        let threads = threads as f64;
        let parallel = (self.serial / threads).max(self.memory / threads.min(MEMORY_CORES));
        self.serial - parallel > 2.0 * fork
    }
}

/// ns for a simple operation on one lane, where a gang's latency is hidden: measured on Zen 5 with kernels of
/// many operations.
fn ns_per_operation(level: Level, widest: u32) -> f64 {
    let wide = match level {
        Level::Fallback => 0.4,
        Level::Sse2 => 0.12,
        Level::Sse4_2 | Level::Neon => 0.1,
        Level::Avx2 => 0.05,
        Level::Avx512 => 0.025,
    };
    if widest <= 32 { wide / 2.0 } else { wide }
}
