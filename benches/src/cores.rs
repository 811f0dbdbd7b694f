//! How many cores this process really gets, beside whatever else runs on the machine.

use std::hint::black_box;
use std::panic::resume_unwind;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// How long threads spin.
const SPIN: Duration = Duration::from_millis(60);
/// How long they spin before that, so that the scheduler has spread them.
const WARM_UP: Duration = Duration::from_millis(60);
const ROUNDS: usize = 3;

/// The cores that this process may use.
#[must_use]
pub fn cores_allowed() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What two spinning threads get done, against one: 2 on an idle machine with two cores.
#[must_use]
pub fn cores_given() -> f64 {
    let mut given: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let one = spin(SPIN);
            let start = Barrier::new(2);
            let waiting_spin = || {
                start.wait();
                spin(WARM_UP);
                spin(SPIN)
            };
            let two = thread::scope(|scope| {
                let other = scope.spawn(waiting_spin);
                waiting_spin() + other.join().unwrap_or_else(|panic| resume_unwind(panic))
            });
            two / one
        })
        .collect();
    given.sort_by(f64::total_cmp);
    given[ROUNDS / 2]
}

/// Steps a second.
fn spin(time: Duration) -> f64 {
    let start = Instant::now();
    let (mut steps, mut state) = (0_u64, 1_u64);
    while start.elapsed() < time {
        for _ in 0..1000 {
            state = black_box(state).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        }
        steps += 1000;
    }
    black_box(state);
    steps as f64 / start.elapsed().as_secs_f64()
}
