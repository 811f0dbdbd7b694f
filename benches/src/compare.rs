//! A bench's session: criterion measures each way by itself, and a line tells the ratio of two that were measured in
//! turns.

use std::time::Duration;

use criterion::Criterion;

use crate::way::{Clock, Way};

/// What a figure should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// A ratio of at least so much.
    AtLeast(f64),
    /// A figure of at most so much.
    AtMost(f64),
    /// Nothing was promised.
    None,
}

/// Criterion, and what else the command line says.
pub struct Session {
    criterion: Criterion,
    is_test: bool,
    filter: Option<String>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Session { criterion: _, is_test, filter } = self;
        f.debug_struct("Session").field("is_test", is_test).field("filter", filter).finish_non_exhaustive()
    }
}

impl Session {
    /// Reads the command line as criterion does: `--test` runs everything once, and a word selects what is run.
    #[must_use]
    pub fn from_arguments() -> Self {
        let criterion = Criterion::default()
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1))
            .sample_size(20)
            .without_plots()
            .configure_from_args();
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
        // Cargo says `--bench` when it benches, and nothing when it tests.
        let is_test = has("--test") || !has("--bench");
        let filter = arguments.into_iter().find(|argument| !argument.starts_with('-'));
        Session { criterion, is_test, filter }
    }

    /// Whether everything shall run only once.
    #[must_use]
    pub fn is_test(&self) -> bool {
        self.is_test
    }

    /// Whether the command line asks for this comparison.
    #[must_use]
    pub fn wants(&self, name: &str) -> bool {
        self.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()))
    }

    /// Elements for a bench that wants `len` of them: in a test, fewer.
    #[must_use]
    pub fn len(&self, len: usize) -> usize {
        if self.is_test { len.min(1 << 12) } else { len }
    }

    /// Median seconds of ways that are measured in turns.
    #[must_use]
    pub fn medians<const N: usize>(&self, clock: Clock, ways: &mut [Way<'_>; N]) -> [f64; N] {
        let clock = if self.is_test { Clock::TEST } else { clock };
        clock.medians(ways)
    }

    /// The same for a number of ways that is known at run time.
    #[must_use]
    pub fn medians_of(&self, clock: Clock, ways: &mut [Way<'_>]) -> Vec<f64> {
        let clock = if self.is_test { Clock::TEST } else { clock };
        clock.medians_of(ways)
    }

    /// How many times as fast the second way is as the first. Callers have checked that both give the same.
    pub fn ratio(&mut self, name: &str, goal: Goal, clock: Clock, mut ways: [Way<'_>; 2]) {
        if !self.wants(name) {
            return;
        }
        let [reference, ours] = self.medians(clock, &mut ways);
        self.tell(name, reference / ours, goal);
        self.bench(name, &mut ways);
    }

    /// Lets criterion measure each way by itself.
    pub fn bench(&mut self, name: &str, ways: &mut [Way<'_>]) {
        let mut group = self.criterion.benchmark_group(name);
        for way in ways {
            group.bench_function(way.name, |bencher| bencher.iter(|| way.run()));
        }
        group.finish();
    }

    /// Prints a line of text, in a test too.
    #[allow(clippy::print_stdout, reason = "the bench's result")]
    pub fn say(&self, line: impl std::fmt::Display) {
        println!("{line}");
    }

    /// Prints a figure beside its goal; not in a test, where it means nothing.
    #[allow(clippy::print_stdout, reason = "the bench's result")]
    pub fn tell(&self, name: &str, value: f64, goal: Goal) {
        if self.is_test {
            return;
        }
        let (goal, verdict) = match goal {
            Goal::AtLeast(least) => (format!("{least:.2}"), if value >= least { "ok" } else { "below" }),
            Goal::AtMost(most) => (format!("{most:.2}"), if value <= most { "ok" } else { "above" }),
            Goal::None => ("-".to_owned(), ""),
        };
        println!("ratio: {name:<44} {value:>8.2} {goal:>8} {verdict}");
    }
}
