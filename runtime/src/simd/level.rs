//! Instruction sets: which there are, which this machine has, and how code is run on one of them.

use std::fmt;
use std::str::FromStr;

use fearless_simd::Simd;

/// An instruction set, weakest first.
///
/// Results do not depend on it; speed does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Scalar code. On x86-64 and AArch64, which always have better, only with the cargo feature `fallback`.
    Fallback,
    /// The baseline of x86-64: 128 bits, no fused multiply-add.
    Sse2,
    /// x86-64-v2: 128 bits, no fused multiply-add.
    Sse4_2,
    /// x86-64-v3: AVX2 and FMA, 256 bits.
    Avx2,
    /// AVX-512 as in Ice Lake and Zen 4: 512 bits, mask registers.
    Avx512,
    /// The baseline of AArch64: 128 bits.
    Neon,
}

/// A name that is not an instruction set's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{name}` is not an instruction set; allowed are `fallback`, `sse2`, `sse4.2`, `avx2`, `avx512` and `neon`"
)]
pub struct ParseLevelError {
    /// The name that was given.
    pub name: String,
}

impl Level {
    /// All of them, weakest first.
    pub const ALL: [Level; 6] =
        [Level::Fallback, Level::Sse2, Level::Sse4_2, Level::Avx2, Level::Avx512, Level::Neon];

    /// The strongest that this machine and build can run.
    #[must_use]
    pub fn best() -> Level {
        Level::of(fearless_simd::Level::new())
    }

    /// Those that this machine and build can run, weakest first.
    #[must_use]
    pub fn available() -> Vec<Level> {
        Level::ALL.into_iter().filter(|level| level.is_available()).collect()
    }

    /// Whether this machine and build can run it.
    #[must_use]
    pub fn is_available(self) -> bool {
        // A build for a newer machine (`-C target-cpu`) prunes the levels below its baseline.
        self.proof().is_some_and(|proof| Level::of(proof) == self && dispatch(self, Which) == self)
    }

    /// The name, as it is written in `UFUNC_MAX_SIMD`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Level::Fallback => "fallback",
            Level::Sse2 => "sse2",
            Level::Sse4_2 => "sse4.2",
            Level::Avx2 => "avx2",
            Level::Avx512 => "avx512",
            Level::Neon => "neon",
        }
    }

    /// A proof that this instruction set is there; the machine alone decides.
    fn proof(self) -> Option<fearless_simd::Level> {
        let best = fearless_simd::Level::new();
        match self {
            #[cfg(feature = "fallback")]
            Level::Fallback => Some(fearless_simd::Level::fallback()),
            #[cfg(not(feature = "fallback"))]
            Level::Fallback => best.is_fallback().then_some(best),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Level::Sse2 => best.as_sse2().map(fearless_simd::Level::Sse2),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Level::Sse4_2 => best.as_sse4_2().map(fearless_simd::Level::Sse4_2),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Level::Avx2 => best.as_avx2().map(fearless_simd::Level::Avx2),
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            Level::Avx512 => best.as_avx512().map(fearless_simd::Level::Avx512),
            #[cfg(target_arch = "aarch64")]
            Level::Neon => best.as_neon().map(fearless_simd::Level::Neon),
            #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
            Level::Sse2 | Level::Sse4_2 | Level::Avx2 | Level::Avx512 => None,
            #[cfg(not(target_arch = "aarch64"))]
            Level::Neon => None,
        }
    }

    fn of(level: fearless_simd::Level) -> Level {
        match level {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fearless_simd::Level::Sse2(_) => Level::Sse2,
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fearless_simd::Level::Sse4_2(_) => Level::Sse4_2,
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fearless_simd::Level::Avx2(_) => Level::Avx2,
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            fearless_simd::Level::Avx512(_) => Level::Avx512,
            #[cfg(target_arch = "aarch64")]
            fearless_simd::Level::Neon(_) => Level::Neon,
            _ => Level::Fallback,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Level {
    type Err = ParseLevelError;

    fn from_str(name: &str) -> Result<Level, ParseLevelError> {
        let found = Level::ALL.into_iter().find(|level| level.name().eq_ignore_ascii_case(name.trim()));
        found.ok_or_else(|| ParseLevelError { name: name.to_owned() })
    }
}

/// Code that is compiled once for every instruction set.
pub(crate) trait WithSimd {
    /// What it gives.
    type Output;

    /// Runs on the instruction set of `s`. Implementations are `#[inline(always)]`, and so is everything they call
    /// that touches lanes: only inlined code gets the instruction set.
    fn run<S: Simd>(self, s: S) -> Self::Output;
}

/// Runs `work` on `level`, or on the best one where the machine does not have it.
#[inline]
pub(crate) fn dispatch<W: WithSimd>(level: Level, work: W) -> W::Output {
    dispatch_on(Found::of(level), work)
}

/// An instruction set that the machine was found to have.
#[derive(Debug, Clone, Copy)]
pub struct Found(fearless_simd::Level);

impl Found {
    /// As what it was found with.
    #[inline(always)]
    #[must_use]
    pub fn get(self) -> fearless_simd::Level {
        self.0
    }

    /// The level, or the best one where the machine does not have it.
    pub(crate) fn of(level: Level) -> Found {
        Found(level.proof().unwrap_or_else(fearless_simd::Level::new))
    }
}

/// As [`dispatch`], on what was looked up before.
#[inline]
pub(crate) fn dispatch_on<W: WithSimd>(found: Found, work: W) -> W::Output {
    fearless_simd::dispatch!(found.0, s => work.run(s))
}

/// Asks which level really runs.
struct Which;

impl WithSimd for Which {
    type Output = Level;

    #[inline(always)]
    fn run<S: Simd>(self, s: S) -> Level {
        Level::of(s.level())
    }
}
