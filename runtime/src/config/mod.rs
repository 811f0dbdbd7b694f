//! The knobs: what the environment says, what is set globally, and what holds for a call.
//!
//! A setting for a call comes before one for the scope around it ([`Options`]), that before a global one
//! ([`set_num_threads`] and its like), and that before the environment.

mod environment;
mod inventory;
mod policy;

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Once, OnceLock};

pub(crate) use self::environment::allowed_cores;
#[cfg(any(feature = "linalg", feature = "openblas"))]
pub(crate) use self::environment::{BACKEND_VARIABLE, backend as backend_named};
use self::environment::{Display, Environment};
use self::inventory::Setting;
pub use self::inventory::{
    Compiler, Configuration, CpuLimit, InstructionSets, Knob, Library, LinearAlgebra, Linked, Loaded,
    LoadedApi, LoadedLibrary, Machine, Memory, OpenBlasRuntime, Origin, Section, config,
};
pub use self::policy::{ProcBind, WaitPolicy};
use crate::error::ConfigError;
use crate::exec::{self, Schedule};
use crate::options::Options;
use crate::simd::Level;

/// Stands for "each kernel's cost decides".
const AUTOMATIC: usize = usize::MAX;

// The global settings, the environment's where nothing is set. `LEVEL` is written last: once it is not 0, all hold.
static LEVEL: AtomicU8 = AtomicU8::new(0);
static MIN_PARALLEL_LEN: AtomicUsize = AtomicUsize::new(AUTOMATIC);
static THREADS: AtomicUsize = AtomicUsize::new(0);
static BLAS_THREADS: AtomicUsize = AtomicUsize::new(0);
static SCHEDULE: AtomicU64 = AtomicU64::new(0);
static PROC_BIND: AtomicU8 = AtomicU8::new(0);
static WAIT_POLICY: AtomicU8 = AtomicU8::new(0);

/// What holds for a call, as far as every call needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) level: Level,
    pub(crate) min_parallel_len: Option<usize>,
    options: Options,
}

impl Settings {
    /// The settings for a call with `options`.
    #[inline]
    #[track_caller]
    pub(crate) fn of(options: Options) -> Self {
        let options = options.or(Options::of_scope());
        let level = match LEVEL.load(Ordering::Acquire) {
            0 => start(),
            code => Level::ALL[usize::from(code - 1)],
        };
        let min_parallel_len = options.min_parallel_len.or_else(|| {
            let len = MIN_PARALLEL_LEN.load(Ordering::Relaxed);
            (len != AUTOMATIC).then_some(len)
        });
        Settings { level: options.max_simd.unwrap_or(level), min_parallel_len, options }
    }

    /// How many threads may work on the call: as many as a borrowed pool has, unless the call or its scope says.
    pub(crate) fn threads(&self, borrowed: Option<usize>) -> usize {
        self.threads_or(borrowed, &THREADS)
    }

    fn threads_or(&self, borrowed: Option<usize>, global: &AtomicUsize) -> usize {
        let own = self.options.threads.map(NonZeroUsize::get);
        own.or(borrowed).unwrap_or_else(|| global.load(Ordering::Relaxed))
    }

    /// The schedule for work that is even or not.
    pub(crate) fn schedule(&self, is_even: bool) -> Schedule {
        let global = unpack(SCHEDULE.load(Ordering::Relaxed));
        self.options.schedule.unwrap_or(Schedule::Runtime).resolve(global, is_even)
    }
}

/// Checks all settings that come from the environment.
///
/// # Errors
/// The first variable whose value means nothing, with the value and what is allowed. Every call panics with this
/// message as long as it is so.
pub fn check() -> Result<(), ConfigError> {
    environment().as_ref().map(|_| ()).map_err(Clone::clone)
}

/// How many threads a call may use, the calling one included: as set for the scope, globally or by the environment.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn num_threads() -> usize {
    Settings::of(Options::new()).threads(None)
}

/// How many threads a call of linear algebra may use, the calling one included: as set for the scope, as many as a pool
/// has that is lent ([`with_pool`](crate::with_pool)), as set globally ([`set_num_threads`]), or else by the first that is
/// set of `UFUNC_NUM_THREADS`, `OPENBLAS_NUM_THREADS`, `GOTO_NUM_THREADS`, `MKL_NUM_THREADS` and `OMP_NUM_THREADS`.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn blas_threads() -> usize {
    Settings::of(Options::new()).threads_or(exec::borrowed_threads(), &BLAS_THREADS)
}

/// Sets the number of threads for all calls, those of linear algebra too, the calling thread included. It may go up and
/// down at any time.
///
/// # Errors
/// If it is 0, or the environment holds a bad value.
pub fn set_num_threads(threads: usize) -> Result<(), ConfigError> {
    if threads == 0 {
        return Err(ConfigError::ZeroThreads);
    }
    initialise()?;
    THREADS.store(threads, Ordering::Relaxed);
    BLAS_THREADS.store(threads, Ordering::Relaxed);
    Setting::Threads.mark_called(true);
    exec::trim(threads - 1);
    Ok(())
}

/// The schedule that holds here: as set for the scope, globally or by the environment.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn schedule() -> Schedule {
    let settings = Settings::of(Options::new());
    let global = unpack(SCHEDULE.load(Ordering::Relaxed));
    match settings.options.schedule {
        None | Some(Schedule::Runtime) => global,
        Some(schedule) => schedule,
    }
}

/// Sets the schedule for all calls; [`Schedule::Runtime`] goes back to what the environment says.
///
/// # Errors
/// If the environment holds a bad value.
pub fn set_schedule(schedule: Schedule) -> Result<(), ConfigError> {
    initialise()?;
    Setting::Schedule.mark_called(schedule != Schedule::Runtime);
    let schedule = match (schedule, environment()) {
        (Schedule::Runtime, Ok(environment)) => environment.schedule.value,
        _ => schedule,
    };
    SCHEDULE.store(pack(schedule), Ordering::Relaxed);
    Ok(())
}

/// The least number of elements for which a call goes parallel, or `None` where each kernel's cost decides.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn min_parallel_len() -> Option<usize> {
    Settings::of(Options::new()).min_parallel_len
}

/// Sets the least number of elements for which a call goes parallel; with `None` each kernel's cost decides.
///
/// # Errors
/// If the environment holds a bad value.
pub fn set_min_parallel_len(len: impl Into<Option<usize>>) -> Result<(), ConfigError> {
    initialise()?;
    MIN_PARALLEL_LEN.store(len.into().unwrap_or(AUTOMATIC), Ordering::Relaxed);
    Setting::MinParallelLen.mark_called(true);
    Ok(())
}

/// The instruction set that calls use here.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn max_simd() -> Level {
    Settings::of(Options::new()).level
}

/// Sets the highest instruction set that calls use.
///
/// # Errors
/// If this machine or build does not have it, or the environment holds a bad value.
pub fn set_max_simd(level: Level) -> Result<(), ConfigError> {
    check_level(level)?;
    initialise()?;
    LEVEL.store(code_of(level), Ordering::Release);
    Setting::MaxSimd.mark_called(true);
    Ok(())
}

/// Which cores the threads of the pool run on: as set globally or by the environment.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn proc_bind() -> ProcBind {
    Settings::of(Options::new());
    proc_bind_now()
}

/// Sets which cores the threads of the pool run on. Those that there are end when they have done what they are at; the next
/// parallel call makes others. A pool from outside ([`with_pool`](crate::with_pool)) stays as it is.
///
/// # Errors
/// If the environment holds a bad value.
pub fn set_proc_bind(bind: ProcBind) -> Result<(), ConfigError> {
    initialise()?;
    Setting::ProcBind.mark_called(true);
    if PROC_BIND.swap(bind as u8, Ordering::Relaxed) != bind as u8 {
        exec::trim(0);
    }
    Ok(())
}

/// How threads wait: as set globally or by the environment.
///
/// # Panics
/// If the environment holds a bad value; see [`check`].
#[track_caller]
pub fn wait_policy() -> WaitPolicy {
    Settings::of(Options::new());
    wait_policy_now()
}

/// Sets how threads wait, from the next time on that they begin to.
///
/// # Errors
/// If the environment holds a bad value.
pub fn set_wait_policy(policy: WaitPolicy) -> Result<(), ConfigError> {
    initialise()?;
    Setting::WaitPolicy.mark_called(true);
    if WAIT_POLICY.swap(policy as u8, Ordering::Relaxed) != policy as u8 {
        exec::forget_fork_cost();
    }
    Ok(())
}

/// All settings in the manner of `OMP_DISPLAY_ENV`; `verbose` adds where each comes from and what the machine has.
///
/// # Errors
/// If the environment holds a bad value.
pub fn describe(verbose: bool) -> Result<String, ConfigError> {
    initialise()?;
    let environment = environment().as_ref().ok().filter(|_| verbose);
    Ok(settings_text(environment))
}

/// Refuses an instruction set that is not there.
pub(crate) fn check_level(level: Level) -> Result<(), ConfigError> {
    let available = Level::available();
    if available.contains(&level) { Ok(()) } else { Err(ConfigError::LevelUnavailable { level, available }) }
}

/// What holds at this moment for threads that are started; a call has looked at the settings before.
pub(crate) fn proc_bind_now() -> ProcBind {
    ProcBind::ALL[usize::from(PROC_BIND.load(Ordering::Relaxed))]
}

/// What holds at this moment for threads that begin to wait; a call has looked at the settings before.
#[inline]
pub(crate) fn wait_policy_now() -> WaitPolicy {
    WaitPolicy::ALL[usize::from(WAIT_POLICY.load(Ordering::Relaxed))]
}

/// Reads the environment at the first use.
#[cold]
#[inline(never)]
#[track_caller]
fn start() -> Level {
    if let Err(error) = initialise() {
        panic!("{error}");
    }
    Level::ALL[usize::from(LEVEL.load(Ordering::Acquire) - 1)]
}

/// Makes sure that the global settings hold.
fn initialise() -> Result<(), ConfigError> {
    static STARTED: Once = Once::new();
    let environment = environment().as_ref().map_err(Clone::clone)?;
    STARTED.call_once(|| {
        THREADS.store(environment.threads.value, Ordering::Relaxed);
        BLAS_THREADS.store(environment.blas_threads.value, Ordering::Relaxed);
        SCHEDULE.store(pack(environment.schedule.value), Ordering::Relaxed);
        MIN_PARALLEL_LEN.store(environment.min_parallel_len.value.unwrap_or(AUTOMATIC), Ordering::Relaxed);
        PROC_BIND.store(environment.proc_bind.value as u8, Ordering::Relaxed);
        WAIT_POLICY.store(environment.wait_policy.value as u8, Ordering::Relaxed);
        LEVEL.store(code_of(environment.max_simd.value), Ordering::Release);
        display(environment);
    });
    Ok(())
}

/// Prints the settings, if the environment asks for it.
fn display(environment: &Environment) {
    match environment.display {
        Display::Off => {}
        Display::On => eprintln!("{}", settings_text(None)),
        Display::Verbose => eprintln!("{}", settings_text(Some(environment))),
    }
}

/// The settings that hold, and with `environment` what they were at start.
fn settings_text(environment: Option<&Environment>) -> String {
    let min_len = min_parallel_len().map_or_else(|| "automatic".to_owned(), |len| len.to_string());
    let mut text = String::from("UFUNC DISPLAY ENVIRONMENT BEGIN\n");
    let mut line = |name: &str, value: &dyn std::fmt::Display| {
        writeln!(text, "  {name} = '{value}'").expect("a string takes every text");
    };
    line("UFUNC_NUM_THREADS", &num_threads());
    line("UFUNC_MIN_PARALLEL_LEN", &min_len);
    line("UFUNC_SCHEDULE", &schedule());
    line("UFUNC_MAX_SIMD", &max_simd());
    line("UFUNC_PROC_BIND", &proc_bind());
    line("UFUNC_WAIT_POLICY", &wait_policy());
    if let Some(environment) = environment {
        line("threads at start", &environment.threads);
        line("threads of linear algebra", &blas_threads());
        line("threads of linear algebra at start", &environment.blas_threads);
        line("least parallel length at start", &environment.min_parallel_len);
        line("schedule at start", &environment.schedule);
        line("highest instruction set at start", &environment.max_simd);
        line("binding of threads at start", &environment.proc_bind);
        line("wait policy at start", &environment.wait_policy);
        line("cores allowed", &environment::allowed_cores());
        let levels: Vec<&str> = Level::available().iter().map(|level| level.name()).collect();
        line("instruction sets", &levels.join(" "));
        line("version", &env!("CARGO_PKG_VERSION"));
    }
    text.push_str("UFUNC DISPLAY ENVIRONMENT END");
    text
}

fn environment() -> &'static Result<Environment, ConfigError> {
    static ENVIRONMENT: OnceLock<Result<Environment, ConfigError>> = OnceLock::new();
    ENVIRONMENT.get_or_init(Environment::read)
}

fn code_of(level: Level) -> u8 {
    let index = Level::ALL.iter().position(|candidate| *candidate == level).unwrap_or(0);
    u8::try_from(index + 1).unwrap_or(1)
}

/// A schedule as one number that an atomic can hold, never 0.
fn pack(schedule: Schedule) -> u64 {
    let chunk = schedule.chunk().map_or(0, |chunk| (chunk as u64).min(u64::MAX >> 3));
    let kind = match schedule {
        Schedule::Static { .. } => 1,
        Schedule::Dynamic { .. } => 2,
        Schedule::Guided { .. } => 3,
        Schedule::Auto => 4,
        Schedule::Runtime => 5,
    };
    chunk << 3 | kind
}

fn unpack(packed: u64) -> Schedule {
    let chunk = usize::try_from(packed >> 3).ok().and_then(NonZeroUsize::new);
    match packed & 7 {
        1 => Schedule::Static { chunk },
        2 => Schedule::Dynamic { chunk },
        3 => Schedule::Guided { chunk },
        5 => Schedule::Runtime,
        _ => Schedule::Auto,
    }
}
