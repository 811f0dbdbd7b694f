//! Schedules: who works on which indices. How they are read and written, and what each means.

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

use super::deal::Policy;
pub(crate) use super::deal::{Deal, Taken};
use crate::error::ConfigError;

/// The schedules that a text may name.
pub(crate) const SCHEDULES: &str =
    "`static`, `dynamic`, `guided` or `auto`, each with `,chunk` after it if wanted";

/// How indices are dealt out to threads, with OpenMP's names and meaning. Results never depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Schedule {
    /// Fixed in advance: one range for each thread, or chunks of that size in turn.
    Static {
        /// Elements in a chunk.
        chunk: Option<NonZeroUsize>,
    },
    /// A thread that is done takes the next chunk.
    Dynamic {
        /// Elements in a chunk; by default a sixteenth of a thread's share.
        chunk: Option<NonZeroUsize>,
    },
    /// As dynamic, but chunks start large and shrink with what is left.
    Guided {
        /// The least number of elements in a chunk.
        chunk: Option<NonZeroUsize>,
    },
    /// Static for even work, dynamic for kernels whose elements differ much in cost.
    #[default]
    Auto,
    /// What is set globally, or by `UFUNC_SCHEDULE` or `OMP_SCHEDULE`.
    Runtime,
}

impl Schedule {
    /// Static, one range for each thread.
    pub const STATIC: Schedule = Schedule::Static { chunk: None };
    /// Dynamic, with the default chunk.
    pub const DYNAMIC: Schedule = Schedule::Dynamic { chunk: None };
    /// Guided, with the default least chunk.
    pub const GUIDED: Schedule = Schedule::Guided { chunk: None };

    /// The same kind of schedule with that chunk; `auto` and `runtime` have none and stay as they are.
    ///
    /// # Panics
    /// If `chunk` is 0.
    #[must_use]
    #[track_caller]
    pub fn with_chunk(self, chunk: usize) -> Schedule {
        let chunk = Some(NonZeroUsize::new(chunk).expect("a chunk has at least one element"));
        match self {
            Schedule::Static { .. } => Schedule::Static { chunk },
            Schedule::Dynamic { .. } => Schedule::Dynamic { chunk },
            Schedule::Guided { .. } => Schedule::Guided { chunk },
            Schedule::Auto => Schedule::Auto,
            Schedule::Runtime => Schedule::Runtime,
        }
    }

    /// The chunk, if one is set.
    #[must_use]
    pub fn chunk(self) -> Option<usize> {
        match self {
            Schedule::Static { chunk } | Schedule::Dynamic { chunk } | Schedule::Guided { chunk } => {
                chunk.map(NonZeroUsize::get)
            }
            Schedule::Auto | Schedule::Runtime => None,
        }
    }

    /// What `auto` and `runtime` mean for a piece of work.
    pub(crate) fn resolve(self, runtime: Schedule, is_even: bool) -> Schedule {
        match (self, runtime) {
            (Schedule::Static { .. } | Schedule::Dynamic { .. } | Schedule::Guided { .. }, _) => self,
            (
                Schedule::Runtime,
                Schedule::Static { .. } | Schedule::Dynamic { .. } | Schedule::Guided { .. },
            ) => runtime,
            (Schedule::Auto, _) | (Schedule::Runtime, Schedule::Auto | Schedule::Runtime) => {
                if is_even {
                    Schedule::STATIC
                } else {
                    Schedule::DYNAMIC
                }
            }
        }
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Schedule::Static { .. } => "static",
            Schedule::Dynamic { .. } => "dynamic",
            Schedule::Guided { .. } => "guided",
            Schedule::Auto => "auto",
            Schedule::Runtime => "runtime",
        };
        match self.chunk() {
            Some(chunk) => write!(f, "{name},{chunk}"),
            None => f.write_str(name),
        }
    }
}

impl FromStr for Schedule {
    type Err = ConfigError;

    /// Reads OpenMP's syntax: `kind[,chunk]`, with an optional `monotonic:` or `nonmonotonic:` before it, which
    /// makes no difference here.
    fn from_str(text: &str) -> Result<Schedule, ConfigError> {
        let bad = || ConfigError::BadSchedule { text: text.to_owned() };
        let lower = text.trim().to_ascii_lowercase();
        let plain =
            lower.strip_prefix("nonmonotonic:").or(lower.strip_prefix("monotonic:")).unwrap_or(&lower);
        let (kind, chunk) = match plain.split_once(',') {
            Some((kind, chunk)) => (kind, Some(chunk.trim().parse::<NonZeroUsize>().map_err(|_| bad())?)),
            None => (plain, None),
        };
        match kind.trim() {
            "static" => Ok(Schedule::Static { chunk }),
            "dynamic" => Ok(Schedule::Dynamic { chunk }),
            "guided" => Ok(Schedule::Guided { chunk }),
            "auto" => Ok(Schedule::Auto),
            _ => Err(bad()),
        }
    }
}

impl Deal {
    /// Deals `len` elements out to `parts`. Chunks start at multiples of `grain` elements.
    pub(crate) fn new(schedule: Schedule, len: usize, grain: usize, parts: usize) -> Self {
        let grains = |chunk: NonZeroUsize| chunk.get().div_ceil(grain);
        let policy = match schedule {
            Schedule::Static { chunk: None } | Schedule::Auto | Schedule::Runtime => Policy::Ranges,
            Schedule::Static { chunk: Some(chunk) } => Policy::RoundRobin { chunk: grains(chunk) },
            Schedule::Dynamic { chunk: Some(chunk) } => Policy::Fixed { chunk: grains(chunk) },
            Schedule::Dynamic { chunk: None } => {
                Policy::Fixed { chunk: (len.div_ceil(grain) / (parts * 16)).clamp(1, 1 << 16) }
            }
            Schedule::Guided { chunk } => Policy::Shrinking { least: chunk.map_or(1, grains) },
        };
        Deal::by(policy, len, grain, parts)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;

    /// The chunks of each part, if parts take turns.
    fn deal(schedule: Schedule, len: usize, grain: usize, parts: usize) -> Vec<Vec<Range<usize>>> {
        let deal = Deal::new(schedule, len, grain, parts);
        let mut chunks = vec![Vec::new(); parts];
        let mut taken: Vec<Taken> = (0..parts).map(|_| Taken::default()).collect();
        loop {
            let before: usize = chunks.iter().map(Vec::len).sum();
            for part in 0..parts {
                chunks[part].extend(deal.draw(part, &mut taken[part]));
            }
            if chunks.iter().map(Vec::len).sum::<usize>() == before {
                return chunks;
            }
        }
    }

    fn schedules() -> impl Strategy<Value = Schedule> {
        let kinds = prop_oneof![
            Just(Schedule::STATIC),
            Just(Schedule::DYNAMIC),
            Just(Schedule::GUIDED),
            Just(Schedule::Auto)
        ];
        let chunk = prop_oneof![Just(None), (1_usize..300).prop_map(Some), Just(Some(usize::MAX))];
        (kinds, chunk).prop_map(|(kind, chunk)| chunk.map_or(kind, |chunk| kind.with_chunk(chunk)))
    }

    proptest! {
        #[test]
        fn every_index_is_dealt_once(
            schedule in schedules(),
            len in 0_usize..5000,
            grain in prop_oneof![Just(1_usize), Just(64)],
            parts in 1_usize..9,
        ) {
            let mut count = vec![0; len];
            for chunk in deal(schedule, len, grain, parts).concat() {
                prop_assert!(!chunk.is_empty() && chunk.start % grain == 0);
                count[chunk].iter_mut().for_each(|count| *count += 1);
            }
            prop_assert!(count.iter().all(|&count| count == 1));
        }

        #[test]
        fn a_schedule_is_read_as_it_is_written(schedule in schedules()) {
            prop_assert_eq!(schedule.to_string().parse::<Schedule>().unwrap(), schedule);
        }
    }

    #[test]
    fn static_is_one_range_each() {
        let ranges = deal(Schedule::STATIC, 10, 1, 4).concat();
        assert_eq!(ranges, [0..3, 3..6, 6..8, 8..10]);
        let ranges = deal(Schedule::STATIC, 2, 1, 4);
        assert_eq!(ranges.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0, 0]);
    }

    #[test]
    fn static_with_a_chunk_goes_round() {
        let chunks = deal(Schedule::STATIC.with_chunk(2), 9, 1, 2);
        assert_eq!(chunks, [vec![0..2, 4..6, 8..9], vec![2..4, 6..8]]);
    }

    #[test]
    fn guided_shrinks_down_to_its_chunk() {
        let chunks = deal(Schedule::GUIDED.with_chunk(7), 100, 1, 4);
        let mut chunks = chunks.concat();
        chunks.sort_by_key(|chunk| chunk.start);
        let lens: Vec<usize> = chunks.iter().map(ExactSizeIterator::len).collect();
        assert_eq!(lens, [25, 19, 14, 11, 8, 7, 7, 7, 2]);
    }

    #[test]
    fn what_is_not_a_schedule_is_refused() {
        for text in ["", "fast", "static,", "static,0", "static,-1", "dynamic,1,2", "runtime", "monotonic"] {
            assert_eq!(text.parse::<Schedule>(), Err(ConfigError::BadSchedule { text: text.to_owned() }));
        }
        assert_eq!(" Guided , 8 ".parse(), Ok(Schedule::GUIDED.with_chunk(8)));
        assert_eq!("nonmonotonic:dynamic,4".parse(), Ok(Schedule::DYNAMIC.with_chunk(4)));
    }
}
