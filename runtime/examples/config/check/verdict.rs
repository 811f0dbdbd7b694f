//! What measurements mean, in words. Pure functions of settings and measurements.

use std::fmt;

use ufunc::Configuration;
use ufunc::config::{Knob, Origin};

use super::measure::Sample;

/// With that share of the threads at work, all of them were: nobody starts and ends at once.
const ALMOST_ALL: f64 = 0.75;
/// With that many threads at work on average, there was more than one.
const MORE_THAN_ONE: f64 = 1.4;
/// With that share of a core, others are in the way.
const IN_THE_WAY: f64 = 0.3;
/// With less than that share of a core, a single thread did not get what it asked for.
const HINDERED: f64 = 0.85;
/// With less than that speed-up, the threads were of no use.
const NO_GAIN: f64 = 1.15;

/// What settings ask for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Setting {
    /// The threads.
    pub(crate) threads: usize,
    /// Why it is that number, as `OMP_NUM_THREADS=1 is set`; `None` if nobody has set it.
    reason: Option<String>,
    /// The least number of elements for which a call goes parallel, if somebody has set it, and who.
    min_len: Option<(usize, String)>,
}

impl Setting {
    /// The setting of that name.
    pub(crate) fn of(config: &Configuration, knob: &str) -> Self {
        let threads = config.knob(knob);
        let min_len = config.knob("min_parallel_len");
        Setting {
            threads: threads.and_then(|knob| knob.value.parse().ok()).unwrap_or(1),
            reason: threads.and_then(reason),
            min_len: min_len.and_then(|knob| Some((knob.value.parse().ok()?, reason(knob)?))),
        }
    }
}

/// Who has set a setting, and to what.
fn reason(knob: &Knob) -> Option<String> {
    let value = &knob.value;
    match &knob.origin {
        Origin::Variable { name } => Some(format!("{name}={value} is set")),
        Origin::Call { function } => Some(format!("{function}({value}) was called")),
        Origin::Scope | Origin::Pool => Some(format!("{} is {value} {}", knob.name, knob.origin)),
        // There may be other origins one day; they are shown as they show themselves.
        Origin::Default { .. } => None,
        other => Some(format!("{} is {value} {other}", knob.name)),
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    /// The cores that this process may use.
    pub(crate) cores: usize,
    /// One run on one thread.
    pub(crate) one: Sample,
    /// One run as settings say.
    pub(crate) all: Sample,
    /// How many elements it has.
    pub(crate) elements: usize,
    /// Whether the library that does the work says that it has no threads.
    pub(crate) is_library_sequential: bool,
}

/// What measurements mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// All threads work.
    Parallel { threads: usize },
    /// All threads work, and it is no faster.
    NoGain { threads: usize },
    /// Some of the threads work.
    Partly { threads: usize, of: usize },
    /// One thread works, because it was told so.
    OneAsSet { reason: String },
    /// One thread works, because the library has no others.
    LibrarySequential,
    /// Others use the cores.
    Busy { cores: usize, others: Option<f64> },
    /// One thread works, and nobody knows why.
    OneOnly { threads: usize },
}

impl Verdict {
    /// Whether work is parallel where that was to be expected.
    pub(crate) fn is_fine(&self) -> bool {
        match self {
            Verdict::Parallel { .. }
            | Verdict::NoGain { .. }
            | Verdict::Partly { .. }
            | Verdict::OneAsSet { .. } => true,
            Verdict::LibrarySequential | Verdict::Busy { .. } | Verdict::OneOnly { .. } => false,
        }
    }
}

/// What the measurements mean.
pub(crate) fn judge(setting: &Setting, evidence: &Evidence) -> Verdict {
    if let Some(reason) = why_one(setting, evidence) {
        return Verdict::OneAsSet { reason };
    }
    let wanted = setting.threads.min(evidence.cores);
    let speed_up = evidence.one.wall / evidence.all.wall;
    // Where the system does not count processor time, work on several threads is seen by its speed.
    let used = evidence.all.cpu.map_or(speed_up, |cpu| cpu / evidence.all.wall);
    let seen = match used {
        _ if used >= ALMOST_ALL * wanted as f64 => wanted,
        _ if used >= MORE_THAN_ONE => rounded(used).max(2),
        _ => 1,
    };
    if seen == wanted {
        let is_useless = speed_up < NO_GAIN;
        return if is_useless {
            Verdict::NoGain { threads: seen }
        } else {
            Verdict::Parallel { threads: seen }
        };
    }
    if seen > 1 {
        return Verdict::Partly { threads: seen, of: wanted };
    }
    if is_busy(evidence, used) {
        return Verdict::Busy { cores: evidence.cores, others: evidence.all.others };
    }
    if evidence.is_library_sequential {
        return Verdict::LibrarySequential;
    }
    Verdict::OneOnly { threads: wanted }
}

/// Why one thread is what was asked for.
fn why_one(setting: &Setting, evidence: &Evidence) -> Option<String> {
    if evidence.cores == 1 {
        return Some("this process may use one core only".to_owned());
    }
    if setting.threads == 1 {
        return Some(setting.reason.clone().unwrap_or_else(|| "one thread is the default here".to_owned()));
    }
    let (len, reason) = setting.min_len.as_ref()?;
    (*len > evidence.elements).then(|| reason.clone())
}

/// Whether others are the reason that no more cores were used: they took most of what was left.
fn is_busy(evidence: &Evidence, used: f64) -> bool {
    match evidence.all.others {
        Some(others) => others > IN_THE_WAY && used + others > ALMOST_ALL * evidence.cores as f64,
        // Where the system does not tell, a single thread shows whether it got a core.
        None => evidence.one.cpu.is_some_and(|cpu| cpu / evidence.one.wall < HINDERED),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of threads, rounded")]
fn rounded(threads: f64) -> usize {
    threads.round() as usize
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Parallel { threads } => write!(f, "runs on {threads} threads"),
            Verdict::NoGain { threads } => write!(
                f,
                "runs on {threads} threads, and no faster than on one: memory is the limit, or they share a core"
            ),
            Verdict::Partly { threads, of } => write!(f, "runs on {threads} of {of} threads"),
            Verdict::OneAsSet { reason } => write!(f, "runs on one thread: {reason}"),
            Verdict::LibrarySequential => f.write_str("library is single-threaded"),
            Verdict::Busy { cores, others: Some(others) } => {
                write!(f, "machine is busy: others use {others:.1} of {cores} cores")
            }
            Verdict::Busy { cores, others: None } => {
                write!(f, "machine is busy: others use the {cores} cores, too")
            }
            Verdict::OneOnly { threads } => {
                write!(f, "runs on one thread, although there should be {threads}")
            }
        }
    }
}

#[cfg(test)]
mod tests;
