//! The environment variables. This is the only file that reads them.

use std::fmt;
use std::num::NonZeroUsize;

use super::inventory::Origin;
use super::policy::{PROC_BINDS, ProcBind, WAIT_POLICIES, WaitPolicy};
use crate::error::ConfigError;
use crate::exec::{SCHEDULES, Schedule};
#[cfg(any(feature = "linalg", feature = "openblas"))]
use crate::linalg::Backend;
use crate::simd::Level;

const THREADS: &str = "a number from 1 on";
const THREAD_LIST: &str = "a number from 1 on, or a list of them of which the first counts";
const LENGTH: &str = "a number from 0 on";
const LEVELS: &str = "`fallback`, `sse2`, `sse4.2`, `avx2`, `avx512` or `neon`";
const PROC_BIND_LIST: &str =
    "`false`, `true`, `close`, `spread`, `primary` or `master`, or a list of them of which the first counts";
#[cfg(any(feature = "linalg", feature = "openblas"))]
const BACKENDS: &str = "`embedded` or `openblas`";
const DISPLAY: &str = "`true`, `false` or `verbose`";

/// Where the number of threads of a call is looked for.
pub(super) const THREAD_VARIABLES: [&str; 2] = ["UFUNC_NUM_THREADS", "OMP_NUM_THREADS"];
/// Where the number of threads of linear algebra is looked for: OpenBLAS's own two before those of MKL and OpenMP.
pub(super) const BLAS_THREAD_VARIABLES: [&str; 5] =
    ["UFUNC_NUM_THREADS", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"];

/// A setting, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sourced<T> {
    pub(super) value: T,
    source: Option<&'static str>,
    default: &'static str,
}

/// Whether settings are printed at start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    Off,
    On,
    Verbose,
}

/// What the environment says, and the defaults where it says nothing.
#[derive(Debug, Clone)]
pub(super) struct Environment {
    pub(super) threads: Sourced<usize>,
    pub(super) blas_threads: Sourced<usize>,
    pub(super) min_parallel_len: Sourced<Option<usize>>,
    pub(super) schedule: Sourced<Schedule>,
    pub(super) max_simd: Sourced<Level>,
    pub(super) proc_bind: Sourced<ProcBind>,
    pub(super) wait_policy: Sourced<WaitPolicy>,
    pub(super) display: Display,
}

impl Environment {
    pub(super) fn read() -> Result<Self, ConfigError> {
        Ok(Environment {
            threads: threads(&THREAD_VARIABLES)?,
            blas_threads: threads(&BLAS_THREAD_VARIABLES)?,
            min_parallel_len: min_parallel_len()?,
            schedule: schedule()?,
            max_simd: max_simd()?,
            proc_bind: proc_bind()?,
            wait_policy: wait_policy()?,
            display: display()?,
        })
    }
}

impl<T> Sourced<T> {
    /// Where the value comes from.
    pub(super) fn origin(&self) -> Origin {
        match self.source {
            Some(name) => Origin::Variable { name: name.to_owned() },
            None => Origin::Default { reason: self.default.to_owned() },
        }
    }
}

impl<T: fmt::Debug> fmt::Display for Sourced<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Some(variable) => write!(f, "from {variable}"),
            None => write!(f, "{}", self.default),
        }
    }
}

/// The cores that this process may use, by affinity and cgroup.
pub(crate) fn allowed_cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// The number that the first of these variables gives which is set.
fn threads(variables: &[&'static str]) -> Result<Sourced<usize>, ConfigError> {
    let default = "the cores allowed";
    for &name in variables {
        let (allowed, read): (_, fn(&str) -> Option<NonZeroUsize>) = match name {
            "OMP_NUM_THREADS" => (THREAD_LIST, first_of_list),
            _ => (THREADS, |text| text.parse().ok()),
        };
        if let Some(text) = variable(name, allowed)? {
            let value = parse(name, &text, allowed, read)?;
            return Ok(Sourced { value: value.get(), source: Some(name), default });
        }
    }
    Ok(Sourced { value: allowed_cores(), source: None, default })
}

/// The first of `4,2,1`, which OpenMP takes for nested regions; the others must be numbers too.
fn first_of_list(text: &str) -> Option<NonZeroUsize> {
    let numbers: Option<Vec<NonZeroUsize>> =
        text.split(',').map(|number| number.trim().parse().ok()).collect();
    numbers?.first().copied()
}

fn min_parallel_len() -> Result<Sourced<Option<usize>>, ConfigError> {
    const NAME: &str = "UFUNC_MIN_PARALLEL_LEN";
    let default = "each kernel's cost decides";
    match variable(NAME, LENGTH)? {
        Some(text) => {
            let value = parse(NAME, &text, LENGTH, |text| text.parse().ok())?;
            Ok(Sourced { value: Some(value), source: Some(NAME), default })
        }
        None => Ok(Sourced { value: None, source: None, default }),
    }
}

fn schedule() -> Result<Sourced<Schedule>, ConfigError> {
    let default = "auto";
    for name in ["UFUNC_SCHEDULE", "OMP_SCHEDULE"] {
        if let Some(text) = variable(name, SCHEDULES)? {
            let value = parse(name, &text, SCHEDULES, |text| text.parse().ok())?;
            return Ok(Sourced { value, source: Some(name), default });
        }
    }
    Ok(Sourced { value: Schedule::Auto, source: None, default })
}

fn max_simd() -> Result<Sourced<Level>, ConfigError> {
    const NAME: &str = "UFUNC_MAX_SIMD";
    let default = "the best there is";
    let Some(text) = variable(NAME, LEVELS)? else {
        return Ok(Sourced { value: Level::best(), source: None, default });
    };
    let value: Level = parse(NAME, &text, LEVELS, |text| text.parse().ok())?;
    match super::check_level(value) {
        Ok(()) => Ok(Sourced { value, source: Some(NAME), default }),
        Err(_) => Err(ConfigError::UnavailableInVariable {
            variable: NAME,
            value: text,
            available: Level::available(),
        }),
    }
}

fn proc_bind() -> Result<Sourced<ProcBind>, ConfigError> {
    const NAMES: [&str; 2] = ["UFUNC_PROC_BIND", "OMP_PROC_BIND"];
    let default = "the system decides";
    if let Some(text) = variable(NAMES[0], PROC_BINDS)? {
        let value = parse(NAMES[0], &text, PROC_BINDS, |text| text.parse().ok())?;
        return Ok(Sourced { value, source: Some(NAMES[0]), default });
    }
    if let Some(text) = variable(NAMES[1], PROC_BIND_LIST)? {
        let value = parse(NAMES[1], &text, PROC_BIND_LIST, first_bind_of_list)?;
        return Ok(Sourced { value, source: Some(NAMES[1]), default });
    }
    Ok(Sourced { value: ProcBind::default(), source: None, default })
}

/// The first of `spread,close`, which OpenMP takes for nested regions; the others must be names too. What OpenMP leaves
/// open (`true`) and what would put all threads on the calling thread's core (`primary`) is close.
fn first_bind_of_list(text: &str) -> Option<ProcBind> {
    let bind = |name: &str| match name.trim().to_ascii_lowercase().as_str() {
        "true" | "primary" | "master" => Some(ProcBind::Close),
        name => name.parse().ok(),
    };
    let binds: Option<Vec<ProcBind>> = text.split(',').map(bind).collect();
    binds?.first().copied()
}

fn wait_policy() -> Result<Sourced<WaitPolicy>, ConfigError> {
    let default = "threads look for the next call, then sleep";
    for name in ["UFUNC_WAIT_POLICY", "OMP_WAIT_POLICY"] {
        if let Some(text) = variable(name, WAIT_POLICIES)? {
            let value = parse(name, &text, WAIT_POLICIES, |text| text.parse().ok())?;
            return Ok(Sourced { value, source: Some(name), default });
        }
    }
    Ok(Sourced { value: WaitPolicy::default(), source: None, default })
}

fn display() -> Result<Display, ConfigError> {
    const NAME: &str = "UFUNC_DISPLAY_ENV";
    let Some(text) = variable(NAME, DISPLAY)? else { return Ok(Display::Off) };
    parse(NAME, &text, DISPLAY, |text| match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(Display::On),
        "false" | "0" => Some(Display::Off),
        "verbose" => Some(Display::Verbose),
        _ => None,
    })
}

/// What names the backend of linear algebra.
#[cfg(any(feature = "linalg", feature = "openblas"))]
pub(crate) const BACKEND_VARIABLE: &str = "UFUNC_BLAS";

/// The backend of linear algebra that is named, whether it is compiled in or not.
#[cfg(any(feature = "linalg", feature = "openblas"))]
pub(crate) fn backend() -> Result<Option<Backend>, ConfigError> {
    let text = variable(BACKEND_VARIABLE, BACKENDS)?;
    text.map(|text| parse(BACKEND_VARIABLE, &text, BACKENDS, |text| text.parse().ok())).transpose()
}

/// The text of a variable that is no setting of ours, such as the folder of a library or the name of a compiler.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub(super) fn foreign(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.is_empty())
}

/// The text of a variable, if it is set.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn variable(variable: &'static str, allowed: &'static str) -> Result<Option<String>, ConfigError> {
    match std::env::var(variable) {
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(value)) => {
            Err(ConfigError::BadVariable { variable, value: value.to_string_lossy().into_owned(), allowed })
        }
    }
}

fn parse<T>(
    variable: &'static str,
    text: &str,
    allowed: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, ConfigError> {
    let bad = || ConfigError::BadVariable { variable, value: text.to_owned(), allowed };
    read(text.trim()).ok_or_else(bad)
}
