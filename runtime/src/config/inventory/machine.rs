//! The machine, and how much of it this process may use.

use std::fs;
use std::path::Path;

use super::cgroup::{self, CpuLimit, Read};
use super::tool;
use crate::config::allowed_cores;

/// The machine, and how much of it this process may use.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Machine {
    /// Its architecture, such as `x86_64`.
    pub architecture: String,
    /// Its operating system, such as `linux`.
    pub system: String,
    /// The order of bytes: `little` or `big`.
    pub endian: String,
    /// The processor's name, where the system tells it.
    pub processor: Option<String>,
    /// The cores, or hardware threads, that are switched on, where the system tells it.
    pub cores: Option<usize>,
    /// The cores that the calling thread may run on, by their numbers, where the system tells it.
    pub affinity: Option<Vec<usize>>,
    /// How much processor time the control group of this process may use, if it is limited.
    pub cpu_limit: Option<CpuLimit>,
    /// How many cores this process may use, all limits together: what threads are counted by.
    pub allowed_cores: usize,
    /// The memory, where the system tells it.
    pub memory: Option<Memory>,
}

/// The memory, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Memory {
    /// What the machine has.
    pub total: u64,
    /// What this process can still take, its control group's limit included.
    pub available: u64,
}

/// Looks at this machine.
pub(super) fn machine() -> Machine {
    let read = |path: &Path| fs::read_to_string(path).ok();
    Machine {
        architecture: std::env::consts::ARCH.to_owned(),
        system: std::env::consts::OS.to_owned(),
        endian: if cfg!(target_endian = "big") { "big" } else { "little" }.to_owned(),
        processor: processor(&read),
        cores: cores(&read),
        affinity: affinity(&read),
        cpu_limit: cgroup::cpu_limit(&read),
        allowed_cores: allowed_cores(),
        memory: memory(&read),
    }
}

fn processor(read: Read<'_>) -> Option<String> {
    if cfg!(target_os = "macos") {
        return tool::answer("sysctl", &["-n", "machdep.cpu.brand_string"]);
    }
    let text = read(Path::new("/proc/cpuinfo"))?;
    // ARM's kernel tells no name but that of the board.
    value_of(&text, "model name").or_else(|| value_of(&text, "Hardware"))
}

fn cores(read: Read<'_>) -> Option<usize> {
    let online = read(Path::new("/sys/devices/system/cpu/online"))?;
    parse_list(online.trim()).map(|cores| cores.len())
}

fn affinity(read: Read<'_>) -> Option<Vec<usize>> {
    let status = read(Path::new("/proc/thread-self/status"))?;
    parse_list(&value_of(&status, "Cpus_allowed_list")?)
}

fn memory(read: Read<'_>) -> Option<Memory> {
    let text = read(Path::new("/proc/meminfo"))?;
    let bytes = |name: &str| {
        let kib: u64 = value_of(&text, name)?.strip_suffix(" kB")?.parse().ok()?;
        Some(kib * 1024)
    };
    let (total, available) = (bytes("MemTotal")?, bytes("MemAvailable")?);
    let left = cgroup::memory_left(read).unwrap_or(u64::MAX);
    Some(Memory { total, available: available.min(left) })
}

/// What stands behind `name` and a colon.
fn value_of(text: &str, name: &str) -> Option<String> {
    let mut pairs = text.lines().filter_map(|line| line.split_once(':'));
    let value = pairs.find(|(found, _)| found.trim() == name)?.1.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The numbers of `0-3,8`.
fn parse_list(text: &str) -> Option<Vec<usize>> {
    let mut numbers = Vec::new();
    for range in text.split(',') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (usize, usize) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        numbers.extend(first..=last);
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_cores_are_read() {
        assert_eq!(parse_list("0-3,8"), Some(vec![0, 1, 2, 3, 8]));
        assert_eq!(parse_list("5"), Some(vec![5]));
        assert_eq!(parse_list(""), None);
        assert_eq!(parse_list("0-x"), None);
    }

    #[test]
    fn the_system_s_files_are_read() {
        let read = |path: &Path| {
            let text = match path.to_str()? {
                "/proc/cpuinfo" => "processor\t: 0\nmodel name\t: Example 9000\nflags\t\t: fpu\n",
                "/sys/devices/system/cpu/online" => "0-7\n",
                "/proc/thread-self/status" => "Name:\tx\nCpus_allowed:\t0c\nCpus_allowed_list:\t2-3\n",
                "/proc/meminfo" => "MemTotal:  1000 kB\nMemFree:  10 kB\nMemAvailable:  600 kB\n",
                _ => return None,
            };
            Some(text.to_owned())
        };
        assert_eq!(cores(&read), Some(8));
        assert_eq!(affinity(&read), Some(vec![2, 3]));
        assert_eq!(memory(&read), Some(Memory { total: 1_024_000, available: 614_400 }));
        if !cfg!(target_os = "macos") {
            assert_eq!(processor(&read).as_deref(), Some("Example 9000"));
        }
    }

    #[test]
    fn what_the_system_does_not_tell_is_left_open() {
        assert_eq!(cores(&|_| None), None);
        assert_eq!(affinity(&|_| None), None);
        assert_eq!(memory(&|_| None), None);
    }
}
