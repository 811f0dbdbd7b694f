//! How long it takes until threads work together.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::pool::{borrowed, has_crew, run_parts};
use super::wait::policy_of;
use crate::config::{WaitPolicy, wait_policy_now};

/// What was measured, in ns; 0 as long as nobody knows.
static MEASURED: AtomicUsize = AtomicUsize::new(0);

/// How long a measurement waits for threads to come.
const LONGEST_FORK: Duration = Duration::from_micros(100);

/// What [`fork_cost`] gives at this moment without measuring.
#[inline]
pub(crate) fn last_fork_cost() -> f64 {
    match MEASURED.load(Ordering::Relaxed) {
        _ if borrowed().is_some() => fork_cost_at_first(WaitPolicy::Passive),
        0 => fork_cost_at_first(wait_policy_now()),
        ns => ns as f64,
    }
}

/// How many ns it takes until `threads` work together: measured once there is a pool, which this does not make.
pub(crate) fn fork_cost(threads: usize) -> f64 {
    if MEASURED.load(Ordering::Relaxed) == 0 && borrowed().is_none() && has_crew() {
        MEASURED.store(measure(threads).max(1), Ordering::Relaxed);
    }
    last_fork_cost()
}

/// Measures again when it is asked for the next time, because threads wait in another way.
pub(crate) fn forget_fork_cost() {
    MEASURED.store(0, Ordering::Relaxed);
}

/// What is taken as long as nothing has been measured, and for the threads of others, in ns.
fn fork_cost_at_first(policy: WaitPolicy) -> f64 {
    match policy {
        WaitPolicy::Passive => 10_000.0,
        WaitPolicy::Auto => 5_000.0,
        WaitPolicy::Active => 2_000.0,
    }
}

/// The fastest of a few parallel calls in which everybody waits for the last to come. What other processes do at this
/// moment is not to decide for good; and a call whose workers come late costs hardly more than a serial one, because
/// nobody waits for them. So the workers are awake here unless they never are: by default calls that follow each other
/// closely find them so, and calls that do not are too few for waking them in vain to matter.
fn measure(threads: usize) -> usize {
    let is_passive = policy_of(threads) == WaitPolicy::Passive;
    let times = (0..9).map(|_| {
        if is_passive {
            std::thread::sleep(Duration::from_micros(100));
        }
        let arrived = AtomicUsize::new(0);
        let start = Instant::now();
        run_parts(threads, &|_| {
            arrived.fetch_add(1, Ordering::Relaxed);
            while arrived.load(Ordering::Relaxed) < threads && start.elapsed() < LONGEST_FORK {
                std::hint::spin_loop();
            }
        });
        start.elapsed()
    });
    times.min().map_or(usize::MAX, |time| usize::try_from(time.as_nanos()).unwrap_or(usize::MAX))
}
