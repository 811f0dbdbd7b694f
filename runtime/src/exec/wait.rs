//! How long a thread looks for what it waits for before it goes to sleep.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::config::{WaitPolicy, allowed_cores, wait_policy_now};

/// Looks of a passive thread with nothing but a pause between them.
const SPINS: u32 = 100;
/// Looks of a passive thread that lets others run between them.
const YIELDS: u32 = 32;
/// How long an active thread looks. A program that makes short calls seldom does more than that between two of them.
const ACTIVE: Duration = Duration::from_millis(100);
/// Looks between two looks at the clock.
const CLOCK_LOOKS: u32 = 256;

/// The patience of one thread that waits.
#[derive(Debug)]
pub(super) struct Patience {
    policy: WaitPolicy,
    looks: u32,
    end: Option<Instant>,
}

impl Patience {
    /// For one of so many threads that work together. Where there are more of them than cores, none keeps a core from
    /// those that have work.
    pub(super) fn new(threads: usize) -> Self {
        static CORES: OnceLock<usize> = OnceLock::new();
        let is_crowded = threads > *CORES.get_or_init(allowed_cores);
        let policy = if is_crowded { WaitPolicy::Passive } else { wait_policy_now() };
        Patience { policy, looks: 0, end: None }
    }

    /// Waits for a moment; false once it is time to sleep.
    #[inline]
    pub(super) fn look_again(&mut self) -> bool {
        self.looks += 1;
        match self.policy {
            WaitPolicy::Passive if self.looks <= SPINS => std::hint::spin_loop(),
            WaitPolicy::Passive if self.looks <= SPINS + YIELDS => std::thread::yield_now(),
            WaitPolicy::Passive => return false,
            WaitPolicy::Active => {
                std::hint::spin_loop();
                if self.looks >= CLOCK_LOOKS {
                    self.looks = 0;
                    let now = Instant::now();
                    return now < *self.end.get_or_insert(now + ACTIVE);
                }
            }
        }
        true
    }
}
