//! The processor time of this process, and of all others.

use std::fs;

/// Ticks a second in `/proc/stat`: the kernel counts in hundredths for programs, whatever it uses itself.
const TICKS: f64 = 100.0;

/// Seconds of processor time that this process has used, in user code and in the kernel, on all its threads.
#[cfg(unix)]
pub(crate) fn own_seconds() -> Option<f64> {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: the pointer leads to room for the structure that the function fills in.
    if unsafe { libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr()) } != 0 {
        return None;
    }
    // SAFETY: the function says that it has filled it in.
    let usage = unsafe { usage.assume_init() };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    Some(seconds(usage.ru_utime) + seconds(usage.ru_stime))
}

/// Nothing is known of other systems.
#[cfg(not(unix))]
pub(crate) fn own_seconds() -> Option<f64> {
    None
}

/// Seconds that these cores were busy, for whomever, where the system tells it.
pub(crate) fn busy_seconds(cores: Option<&[usize]>) -> Option<f64> {
    busy_in(&fs::read_to_string("/proc/stat").ok()?, cores?)
}

/// Of a line `cpu0 user nice system idle iowait irq softirq steal …` all but idle and waiting; time that other guests of a
/// virtual machine's host took (steal) counts as busy.
fn busy_in(stat: &str, cores: &[usize]) -> Option<f64> {
    let mut seconds = 0.0;
    for core in cores {
        let name = format!("cpu{core}");
        let line = stat.lines().find(|line| line.split_whitespace().next() == Some(&name))?;
        let ticks: Vec<f64> =
            line.split_whitespace().skip(1).take(8).map_while(|tick| tick.parse().ok()).collect();
        let [user, nice, system, _idle, _waiting, irq, softirq, steal] = ticks[..] else { return None };
        seconds += (user + nice + system + irq + softirq + steal) / TICKS;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_time_is_summed_over_the_cores() {
        let stat = "cpu  100 0 0 0 0 0 0 0 0 0\ncpu0 100 10 20 5000 30 1 2 7 0 0\ncpu1 50 0 0 9 9 0 0 0 0 0\ncpu10 1 2\n";
        assert_eq!(busy_in(stat, &[0]), Some(1.4));
        assert_eq!(busy_in(stat, &[0, 1]), Some(1.9));
        assert_eq!(busy_in(stat, &[2]), None);
        assert_eq!(busy_in(stat, &[10]), None);
        assert_eq!(busy_in("", &[]), Some(0.0));
    }

    #[test]
    fn work_takes_processor_time() {
        let Some(before) = own_seconds() else { return };
        let start = std::time::Instant::now();
        let mut sum = 0_u64;
        while start.elapsed().as_millis() < 20 {
            sum = std::hint::black_box(sum.wrapping_mul(3) + 1);
        }
        assert!(own_seconds().expect("it was known before") > before);
    }
}
