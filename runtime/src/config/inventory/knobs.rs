//! The settings that hold, and where each comes from.

use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};

use super::Machine;
use crate::config::{self, Environment};
use crate::error::ConfigError;
use crate::exec;
use crate::options::Options;

/// A setting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Knob {
    /// What it sets, such as `threads`.
    pub name: String,
    /// Its value, as the environment would name it.
    pub value: String,
    /// Where the value comes from.
    pub origin: Origin,
    /// The environment variables that set it, the first one that is set before the others.
    pub variables: Vec<String>,
}

/// Where the value of a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", tag = "kind"))]
#[non_exhaustive]
pub enum Origin {
    /// Nobody has set it.
    Default {
        /// What the value is then.
        reason: String,
    },
    /// An environment variable.
    Variable {
        /// Its name.
        name: String,
    },
    /// A call, such as that of [`set_num_threads`](crate::set_num_threads).
    Call {
        /// The function.
        function: String,
    },
    /// The scope around, of [`Options::run`].
    Scope,
    /// A pool that is lent, by [`with_pool`](crate::with_pool).
    Pool,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default { reason } => write!(f, "default: {reason}"),
            Origin::Variable { name } => write!(f, "from {name}"),
            Origin::Call { function } => write!(f, "by a call of {function}"),
            Origin::Scope => f.write_str("by the scope around, Options::run"),
            Origin::Pool => f.write_str("by the pool of with_pool"),
        }
    }
}

/// Which settings a call has set, a bit each.
static CALLED: AtomicU8 = AtomicU8::new(0);

/// A setting that a call can set.
#[derive(Debug, Clone, Copy)]
pub(in crate::config) enum Setting {
    Threads,
    MinParallelLen,
    Schedule,
    MaxSimd,
    ProcBind,
    WaitPolicy,
}

impl Setting {
    /// Notes that a call has set it, or has given it back to the environment.
    pub(in crate::config) fn mark_called(self, is_set: bool) {
        let bit = 1 << self as u8;
        if is_set {
            CALLED.fetch_or(bit, Ordering::Relaxed);
        } else {
            CALLED.fetch_and(!bit, Ordering::Relaxed);
        }
    }

    /// Where a setting comes from that neither a scope nor a pool has set.
    fn origin(self, at_start: Origin) -> Origin {
        if CALLED.load(Ordering::Relaxed) & (1 << self as u8) == 0 {
            return at_start;
        }
        Origin::Call { function: self.function().to_owned() }
    }

    fn function(self) -> &'static str {
        match self {
            Setting::Threads => "set_num_threads",
            Setting::MinParallelLen => "set_min_parallel_len",
            Setting::Schedule => "set_schedule",
            Setting::MaxSimd => "set_max_simd",
            Setting::ProcBind => "set_proc_bind",
            Setting::WaitPolicy => "set_wait_policy",
        }
    }
}

/// All settings that hold for this thread.
pub(super) fn knobs() -> Result<Vec<Knob>, ConfigError> {
    config::initialise()?;
    let environment = config::environment().as_ref().map_err(Clone::clone)?;
    Ok(knobs_from(environment, Options::of_scope()))
}

fn knobs_from(environment: &Environment, scope: Options) -> Vec<Knob> {
    let scoped = |is_set: bool, setting: Setting, at_start: Origin| {
        if is_set { Origin::Scope } else { setting.origin(at_start) }
    };
    let threads = |at_start: Origin| match exec::borrowed_threads() {
        Some(_) if scope.threads.is_none() => Origin::Pool,
        _ => scoped(scope.threads.is_some(), Setting::Threads, at_start),
    };
    let settings = config::Settings::of(Options::new());
    let min_len = settings.min_parallel_len.map_or_else(|| "automatic".to_owned(), |len| len.to_string());
    vec![
        knob(
            "threads",
            &settings.threads(exec::borrowed_threads()),
            threads(environment.threads.origin()),
            config::environment::THREAD_VARIABLES.as_slice(),
        ),
        knob(
            "blas_threads",
            &config::blas_threads(),
            threads(environment.blas_threads.origin()),
            config::environment::BLAS_THREAD_VARIABLES.as_slice(),
        ),
        knob(
            "min_parallel_len",
            &min_len,
            scoped(
                scope.min_parallel_len.is_some(),
                Setting::MinParallelLen,
                environment.min_parallel_len.origin(),
            ),
            &["UFUNC_MIN_PARALLEL_LEN"],
        ),
        knob(
            "schedule",
            &config::schedule(),
            scoped(scope.schedule.is_some(), Setting::Schedule, environment.schedule.origin()),
            &["UFUNC_SCHEDULE", "OMP_SCHEDULE"],
        ),
        knob(
            "max_simd",
            &settings.level,
            scoped(scope.max_simd.is_some(), Setting::MaxSimd, environment.max_simd.origin()),
            &["UFUNC_MAX_SIMD"],
        ),
        knob(
            "proc_bind",
            &config::proc_bind(),
            Setting::ProcBind.origin(environment.proc_bind.origin()),
            &["UFUNC_PROC_BIND", "OMP_PROC_BIND"],
        ),
        knob(
            "wait_policy",
            &config::wait_policy(),
            Setting::WaitPolicy.origin(environment.wait_policy.origin()),
            &["UFUNC_WAIT_POLICY", "OMP_WAIT_POLICY"],
        ),
    ]
}

fn knob(name: &str, value: &dyn fmt::Display, origin: Origin, variables: &[&str]) -> Knob {
    Knob {
        name: name.to_owned(),
        value: value.to_string(),
        origin,
        variables: variables.iter().map(|&variable| variable.to_owned()).collect(),
    }
}

/// What is odd about the settings on this machine.
pub(super) fn warnings(knobs: &[Knob], machine: &Machine) -> Vec<String> {
    let many = knobs.iter().filter(|knob| matches!(knob.name.as_str(), "threads" | "blas_threads"));
    many.filter_map(|knob| {
        let threads: usize = knob.value.parse().ok().filter(|threads| *threads > machine.allowed_cores)?;
        let (name, origin, cores) = (&knob.name, &knob.origin, machine.allowed_cores);
        Some(format!("{name} is {threads} ({origin}), but this process may use {cores} cores only"))
    })
    .collect()
}
