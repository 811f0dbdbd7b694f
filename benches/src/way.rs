//! One way to do something, and the time that it takes.

use std::time::{Duration, Instant};

/// One of several ways to do the same.
pub struct Way<'a> {
    /// Its name in criterion's output.
    pub name: &'a str,
    run: Box<dyn FnMut() + 'a>,
}

impl std::fmt::Debug for Way<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Way").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<'a> Way<'a> {
    /// A way to do something.
    pub fn new(name: &'a str, run: impl FnMut() + 'a) -> Self {
        Way { name, run: Box::new(run) }
    }

    /// Does it once.
    pub fn run(&mut self) {
        (self.run)();
    }
}

/// How often and how long ways are timed for a ratio.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Rounds in which every way gets its turn.
    pub rounds: usize,
    /// How long a turn takes at least; what is shorter is repeated.
    pub turn: Duration,
    /// How long nothing runs before a turn, which then begins with a run that is not timed.
    pub rest: Duration,
}

impl Clock {
    /// For a comparison on one thread.
    pub const ONE_THREAD: Clock = Clock::turns(41, Duration::from_millis(2));
    /// For functions one by one: turns so short that most are over before the scheduler lets another program run.
    pub const SHORT: Clock = Clock::turns(151, Duration::from_micros(200));
    /// For thread counts: a turn is long enough for the scheduler to spread the threads.
    pub const THREADS: Clock = Clock::turns(15, Duration::from_millis(60));
    /// For thread counts, beside a library whose threads go on for a while when its call is over: libgomp's look for the next
    /// one for some milliseconds, on the core that the other way needs.
    pub const OTHERS_THREADS: Clock = Clock { rest: Duration::from_millis(20), ..Clock::THREADS };
    /// For a look whether everything runs.
    pub const TEST: Clock = Clock::turns(1, Duration::ZERO);

    const fn turns(rounds: usize, turn: Duration) -> Self {
        Clock { rounds, turn, rest: Duration::ZERO }
    }

    /// Median seconds of each way, taken in turns so that all meet the same machine.
    #[must_use]
    pub fn medians<const N: usize>(self, ways: &mut [Way<'_>; N]) -> [f64; N] {
        let medians = self.medians_of(ways);
        std::array::from_fn(|way| medians[way])
    }

    /// The same for a number of ways that is known at run time.
    #[must_use]
    pub fn medians_of(self, ways: &mut [Way<'_>]) -> Vec<f64> {
        let repeats: Vec<u32> = ways.iter_mut().map(|way| self.repeats(way)).collect();
        let mut seconds = vec![Vec::new(); ways.len()];
        for _ in 0..self.rounds {
            for ((way, repeats), seconds) in ways.iter_mut().zip(&repeats).zip(&mut seconds) {
                if self.rest > Duration::ZERO {
                    std::thread::sleep(self.rest);
                    way.run();
                }
                seconds.push(time(way, *repeats).as_secs_f64() / f64::from(*repeats));
            }
        }
        let median = |mut seconds: Vec<f64>| {
            seconds.sort_by(f64::total_cmp);
            seconds[seconds.len() / 2]
        };
        seconds.into_iter().map(median).collect()
    }

    /// How often a way runs in one turn.
    fn repeats(self, way: &mut Way<'_>) -> u32 {
        // The first run also meets pages that are not there yet.
        way.run();
        let mut repeats = 1;
        while repeats < 1 << 24 && time(way, repeats) < self.turn {
            repeats *= 2;
        }
        repeats
    }
}

fn time(way: &mut Way<'_>, repeats: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        way.run();
    }
    start.elapsed()
}
