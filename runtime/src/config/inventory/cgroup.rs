//! What a container or a service may use of the machine.

use std::path::{Path, PathBuf};

/// How much processor time the control group of this process may use.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CpuLimit {
    /// As so many cores would give, such as 1.5.
    pub cores: f64,
    /// The file that says so.
    pub file: PathBuf,
}

/// Reads a file of the system, if it is there.
pub(super) type Read<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// The least limit of processor time on the way from this process's control group up to the root.
pub(super) fn cpu_limit(read: Read<'_>) -> Option<CpuLimit> {
    let limits = folders("cpu", read).into_iter().filter_map(|(version, folder)| match version {
        Version::One => {
            let file = folder.join("cpu.cfs_quota_us");
            let quota: f64 = number(&file, read)?;
            let period: f64 = number(&folder.join("cpu.cfs_period_us"), read)?;
            (quota > 0.0 && period > 0.0).then(|| CpuLimit { cores: quota / period, file })
        }
        Version::Two => {
            let file = folder.join("cpu.max");
            let text = read(&file)?;
            let (quota, period) = text.trim().split_once(' ')?;
            let (quota, period): (f64, f64) = (quota.parse().ok()?, period.parse().ok()?);
            (period > 0.0).then(|| CpuLimit { cores: quota / period, file })
        }
    });
    limits.min_by(|a, b| a.cores.total_cmp(&b.cores))
}

/// How many bytes of memory this process's control group may still take.
pub(super) fn memory_left(read: Read<'_>) -> Option<u64> {
    let left = folders("memory", read).into_iter().filter_map(|(version, folder)| {
        let (limit, usage) = match version {
            Version::One => ("memory.limit_in_bytes", "memory.usage_in_bytes"),
            Version::Two => ("memory.max", "memory.current"),
        };
        let limit: u64 = number(&folder.join(limit), read)?;
        let usage: u64 = number(&folder.join(usage), read).unwrap_or(0);
        Some(limit.saturating_sub(usage))
    });
    left.min()
}

fn number<T: std::str::FromStr>(file: &Path, read: Read<'_>) -> Option<T> {
    read(file)?.trim().parse().ok()
}

/// The two forms of control groups that Linux has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

/// The folders that limit this process: that of its own group, and those above.
fn folders(controller: &str, read: Read<'_>) -> Vec<(Version, PathBuf)> {
    let groups = read(Path::new("/proc/self/cgroup")).unwrap_or_default();
    let mounts = read(Path::new("/proc/self/mountinfo")).unwrap_or_default();
    let mut folders = Vec::new();
    for group in groups.lines() {
        let mut fields = group.splitn(3, ':').skip(1);
        let (Some(controllers), Some(path)) = (fields.next(), fields.next()) else { continue };
        let version = if controllers.is_empty() { Version::Two } else { Version::One };
        if version == Version::One && !controllers.split(',').any(|name| name == controller) {
            continue;
        }
        for mount in mounts.lines().filter_map(Mount::parse).filter(|mount| mount.has(version, controller)) {
            // In a container the path may be the host's; then the mounted root is all that can be seen.
            let below = path.strip_prefix(mount.root.as_str()).unwrap_or(path).trim_start_matches('/');
            let own = mount.point.join(below);
            let up = own.ancestors().take_while(|folder| folder.starts_with(&mount.point));
            folders.extend(up.map(|folder| (version, folder.to_owned())));
        }
    }
    folders
}

/// A line of `/proc/self/mountinfo`.
struct Mount {
    root: String,
    point: PathBuf,
    kind: String,
    options: String,
}

impl Mount {
    /// `36 35 0:31 /root /point options optional… - kind source options`
    fn parse(line: &str) -> Option<Mount> {
        let (place, what) = line.split_once(" - ")?;
        let mut place = place.split(' ').skip(3);
        let (root, point) = (place.next()?, place.next()?);
        let mut what = what.split(' ');
        let (kind, options) = (what.next()?, what.nth(1)?);
        Some(Mount {
            root: root.to_owned(),
            point: PathBuf::from(point),
            kind: kind.to_owned(),
            options: options.to_owned(),
        })
    }

    fn has(&self, version: Version, controller: &str) -> bool {
        match version {
            Version::One => self.kind == "cgroup" && self.options.split(',').any(|name| name == controller),
            Version::Two => self.kind == "cgroup2",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine that has these files only.
    fn machine<'a>(files: &'a [(&'a str, &'a str)]) -> impl Fn(&Path) -> Option<String> + 'a {
        move |path| files.iter().find(|(name, _)| Path::new(name) == path).map(|(_, text)| (*text).to_owned())
    }

    #[test]
    fn the_least_limit_on_the_way_up_holds() {
        let files = machine(&[
            ("/proc/self/cgroup", "0::/user.slice/job.scope\n"),
            (
                "/proc/self/mountinfo",
                "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
            ),
            ("/sys/fs/cgroup/user.slice/job.scope/cpu.max", "max 100000\n"),
            ("/sys/fs/cgroup/user.slice/cpu.max", "150000 100000\n"),
            ("/sys/fs/cgroup/user.slice/job.scope/memory.max", "1000\n"),
            ("/sys/fs/cgroup/user.slice/job.scope/memory.current", "400\n"),
            ("/sys/fs/cgroup/user.slice/memory.max", "max\n"),
        ]);
        let file = PathBuf::from("/sys/fs/cgroup/user.slice/cpu.max");
        assert_eq!(cpu_limit(&files), Some(CpuLimit { cores: 1.5, file }));
        assert_eq!(memory_left(&files), Some(600));
    }

    #[test]
    fn the_old_form_is_read_too() {
        let files = machine(&[
            (
                "/proc/self/cgroup",
                "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n0::/\n",
            ),
            (
                "/proc/self/mountinfo",
                "40 30 0:33 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n\
                 41 30 0:34 / /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n",
            ),
            ("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n"),
            ("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n"),
            ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "4096\n"),
        ]);
        let file = PathBuf::from("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us");
        assert_eq!(cpu_limit(&files), Some(CpuLimit { cores: 0.5, file }));
        assert_eq!(memory_left(&files), Some(4096));
    }

    #[test]
    fn no_limit_is_none() {
        let files = machine(&[
            ("/proc/self/cgroup", "4:cpu,cpuacct:/\n"),
            ("/proc/self/mountinfo", "40 30 0:33 / /cg rw - cgroup cgroup rw,cpu,cpuacct\n"),
            ("/cg/cpu.cfs_quota_us", "-1\n"),
            ("/cg/cpu.cfs_period_us", "100000\n"),
        ]);
        assert_eq!(cpu_limit(&files), None);
        assert_eq!(cpu_limit(&|_| None), None);
        assert_eq!(memory_left(&|_| None), None);
    }
}
