//! How long a thread looks for what it waits for before it goes to sleep.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::config::{WaitPolicy, allowed_cores, wait_policy_now};

/// Looks of a passive thread with nothing but a pause between them.
const SPINS: u32 = 100;
/// Looks of a passive thread that lets others run between them.
const YIELDS: u32 = 32;
/// How long a thread looks by default: about three times what it took to wake one, 65 µs, on a virtual machine.
const AUTO: Duration = Duration::from_micros(200);
/// How long an active thread looks. A program that makes short calls seldom does more than that between two of them.
const ACTIVE: Duration = Duration::from_millis(100);
/// Looks between two looks at the clock.
const CLOCK_LOOKS: u32 = 256;

/// How threads wait if so many work together. Where there are more of them than cores, none keeps a core from those that
/// have work.
pub(super) fn policy_of(threads: usize) -> WaitPolicy {
    static CORES: OnceLock<usize> = OnceLock::new();
    let is_crowded = threads > *CORES.get_or_init(allowed_cores);
    if is_crowded { WaitPolicy::Passive } else { wait_policy_now() }
}

/// The patience of one thread that waits.
#[derive(Debug)]
pub(super) struct Patience {
    policy: WaitPolicy,
    looks: u32,
    end: Option<Instant>,
}

impl Patience {
    /// For one of so many threads that work together.
    pub(super) fn new(threads: usize) -> Self {
        Patience { policy: policy_of(threads), looks: 0, end: None }
    }

    /// Waits for a moment; false once it is time to sleep.
    #[inline]
    pub(super) fn look_again(&mut self) -> bool {
        self.looks += 1;
        match self.policy {
            WaitPolicy::Passive if self.looks <= SPINS => std::hint::spin_loop(),
            WaitPolicy::Passive if self.looks <= SPINS + YIELDS => std::thread::yield_now(),
            WaitPolicy::Passive => return false,
            WaitPolicy::Auto => {
                let goes_on = self.look_until(AUTO);
                if self.looks == 0 {
                    std::thread::yield_now();
                }
                return goes_on;
            }
            WaitPolicy::Active => return self.look_until(ACTIVE),
        }
        true
    }

    /// Looks on, for so long since the first look at the clock.
    #[inline]
    fn look_until(&mut self, patience: Duration) -> bool {
        std::hint::spin_loop();
        if self.looks < CLOCK_LOOKS {
            return true;
        }
        self.looks = 0;
        let now = Instant::now();
        now < *self.end.get_or_insert(now + patience)
    }
}
