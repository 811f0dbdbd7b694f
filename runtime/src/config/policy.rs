//! Where threads run, and how they wait.

use std::fmt;
use std::str::FromStr;

use crate::error::ConfigError;

/// Which cores the threads of the pool run on. The calling thread is never bound, and the first core is left to it: what
/// it starts, and how many cores it sees, is the program's own business. It is a wish, which some systems do not grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ProcBind {
    /// Wherever the system puts them.
    #[default]
    False,
    /// Each on a core of its own, next to each other in the system's numbering.
    Close,
    /// Each on a core of its own, as far apart from each other in the system's numbering as they can be.
    Spread,
}

/// How threads of the pool wait for the next parallel call, and callers for the last thread at work on theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum WaitPolicy {
    /// They look for it for about three times as long as it takes to wake a thread, then sleep: calls that follow each
    /// other closely begin at once, and a program that makes none leaves the cores to others.
    #[default]
    Auto,
    /// They sleep after a few microseconds.
    Passive,
    /// They look for it, for a tenth of a second, before they sleep, and begin at once: for many short calls in a row, on
    /// cores that nobody else needs. Where there are more threads than cores they are passive, as with `Auto`.
    Active,
}

/// What may be named as a [`ProcBind`].
pub(crate) const PROC_BINDS: &str = "`false`, `close` or `spread`";
/// What may be named as a [`WaitPolicy`].
pub(crate) const WAIT_POLICIES: &str = "`auto`, `passive` or `active`";

impl ProcBind {
    pub(super) const ALL: [ProcBind; 3] = [ProcBind::False, ProcBind::Close, ProcBind::Spread];

    /// The name that [`FromStr`] reads.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ProcBind::False => "false",
            ProcBind::Close => "close",
            ProcBind::Spread => "spread",
        }
    }
}

impl WaitPolicy {
    pub(super) const ALL: [WaitPolicy; 3] = [WaitPolicy::Auto, WaitPolicy::Passive, WaitPolicy::Active];

    /// The name that [`FromStr`] reads.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            WaitPolicy::Auto => "auto",
            WaitPolicy::Passive => "passive",
            WaitPolicy::Active => "active",
        }
    }
}

impl fmt::Display for ProcBind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for WaitPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ProcBind {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<ProcBind, ConfigError> {
        let bind = ProcBind::ALL.into_iter().find(|bind| text.trim().eq_ignore_ascii_case(bind.name()));
        bind.ok_or_else(|| ConfigError::BadName {
            setting: "binding of threads",
            text: text.to_owned(),
            allowed: PROC_BINDS,
        })
    }
}

impl FromStr for WaitPolicy {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<WaitPolicy, ConfigError> {
        let policy =
            WaitPolicy::ALL.into_iter().find(|policy| text.trim().eq_ignore_ascii_case(policy.name()));
        policy.ok_or_else(|| ConfigError::BadName {
            setting: "wait policy",
            text: text.to_owned(),
            allowed: WAIT_POLICIES,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for bind in ProcBind::ALL {
            assert_eq!(bind.to_string().parse(), Ok(bind));
        }
        for policy in WaitPolicy::ALL {
            assert_eq!(policy.to_string().to_uppercase().parse(), Ok(policy));
        }
    }

    #[test]
    fn other_names_are_refused() {
        let error = "far".parse::<ProcBind>().unwrap_err().to_string();
        assert_eq!(error, "`far` is not a binding of threads; allowed is `false`, `close` or `spread`");
        let error = "lazy".parse::<WaitPolicy>().unwrap_err().to_string();
        assert_eq!(error, "`lazy` is not a wait policy; allowed is `auto`, `passive` or `active`");
    }
}
