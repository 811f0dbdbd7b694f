//! Debian's source package, through apt with a configuration of its own: nothing of the system's is changed, and no
//! rights are needed. What apt's lists say is not trusted: the archive's digest is pinned.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::tool;
use crate::blas::child;
use crate::blas::error::BlasError;
use crate::blas::sources::Pinned;

/// Suites that may have the version.
const SUITES: [&str; 2] = ["sid", "testing"];

pub(super) fn fetch(pinned: &Pinned, folder: &Path) -> Result<Result<PathBuf, String>, BlasError> {
    let mut whys = Vec::new();
    let mirrors = match mirrors()? {
        Ok(mirrors) => mirrors,
        Err(why) => return Ok(Err(why)),
    };
    for mirror in mirrors {
        for suite in SUITES {
            match from_suite(pinned, folder, &mirror, suite)? {
                Ok(path) => return Ok(Ok(path)),
                Err(why) => whys.push(format!("{suite} of {mirror}: {why}")),
            }
        }
    }
    Ok(Err(whys.join("; ")))
}

pub(super) fn commands() -> Vec<String> {
    let folder = Path::new("FOLDER");
    ["update", "source"].map(|what| child::words(&command(folder, what))).to_vec()
}

/// The mirrors of Debian that the machine's apt uses: it knows the near ones, and those that it may reach.
fn mirrors() -> Result<Result<Vec<String>, String>, BlasError> {
    let listed = match tool(Command::new("apt-get").args(["--print-uris", "update"]).env("LC_ALL", "C"))? {
        Ok(listed) => listed,
        Err(why) => return Ok(Err(why)),
    };
    let mirrors = mirrors_in(&listed);
    Ok(if mirrors.is_empty() { Err("apt knows no mirror of Debian here".to_owned()) } else { Ok(mirrors) })
}

/// The mirrors in apt's list of what an update would download: `'mirror/dists/suite/file' name size`.
fn mirrors_in(listed: &str) -> Vec<String> {
    let addresses = listed.lines().filter_map(|line| line.strip_prefix('\'')?.split_once("/dists/"));
    let mut mirrors: Vec<String> = addresses
        .map(|(mirror, _)| mirror.to_owned())
        .filter(|mirror| mirror.rsplit('/').next() == Some("debian"))
        .collect();
    mirrors.sort();
    mirrors.dedup();
    mirrors
}

fn from_suite(
    pinned: &Pinned,
    folder: &Path,
    mirror: &str,
    suite: &str,
) -> Result<Result<PathBuf, String>, BlasError> {
    configure(folder, mirror, suite)?;
    if let Err(why) = tool(&mut command(folder, "update"))? {
        return Ok(Err(why));
    }
    // A suite moves on to other versions: it is asked which one it has before anything is downloaded.
    let offered = match tool(command(folder, "source").arg("--print-uris"))? {
        Ok(offered) => offered,
        Err(why) => return Ok(Err(why)),
    };
    let offered = file_names(&offered);
    if !offered.iter().any(|name| name == pinned.file) {
        return Ok(Err(format!("it has {}, not {}", offered.join(", "), pinned.file)));
    }
    Ok(match tool(&mut command(folder, "source"))? {
        Ok(_) => Ok(folder.join("down").join(pinned.file)),
        Err(why) => Err(why),
    })
}

/// The folders and the list of an apt that knows nothing but one suite's sources.
fn configure(folder: &Path, mirror: &str, suite: &str) -> Result<(), BlasError> {
    for name in ["lists/partial", "cache/archives/partial", "down"] {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(BlasError::file(&path))?;
    }
    let list = folder.join("sources.list");
    // Trusted, since other systems lack Debian's keys and mirrors may keep an expired list; see above.
    let line = format!("deb-src [trusted=yes check-valid-until=no] {mirror} {suite} main\n");
    fs::write(&list, line).map_err(BlasError::file(&list))
}

fn command(folder: &Path, what: &str) -> Command {
    let mut apt = Command::new("apt-get");
    apt.arg("--quiet=2");
    let settings = [
        ("Dir::Etc::sourcelist", folder.join("sources.list")),
        ("Dir::Etc::sourceparts", PathBuf::from("/dev/null")),
        ("Dir::State::lists", folder.join("lists")),
        ("Dir::Cache", folder.join("cache")),
    ];
    for (name, value) in settings {
        apt.arg("-o").arg(format!("{name}={}", value.display()));
    }
    // apt's own user may not write into a folder of ours; translations are of no use.
    for setting in ["APT::Sandbox::User=", "Acquire::Languages=none", "Acquire::Retries=2"] {
        apt.arg("-o").arg(setting);
    }
    match what {
        "source" => {
            apt.args(["source", "--download-only", "--tar-only", "openblas"]);
            if folder.is_dir() {
                apt.current_dir(folder.join("down"));
            }
        }
        other => {
            apt.arg(other);
        }
    }
    apt.env("LC_ALL", "C");
    apt
}

/// The names in apt's list of what it would download: `'address' name size digest` in each line.
fn file_names(offered: &str) -> Vec<String> {
    let lines = offered.lines().filter(|line| line.starts_with('\''));
    lines.filter_map(|line| line.split_whitespace().nth(1).map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::{file_names, mirrors_in};

    #[test]
    fn mirrors_are_those_of_debian_itself() {
        let text = "'http://near/debian/dists/bookworm/InRelease' near_debian_InRelease 0\n\
                    'http://near/debian/dists/bookworm-updates/InRelease' near_debian_updates_InRelease 0\n\
                    'http://near/debian-security/dists/bookworm-security/InRelease' near_security_InRelease 0\n\
                    'http://far/packages/dists/nodistro/InRelease' far_InRelease 0\n\
                    W: a warning\n";
        assert_eq!(mirrors_in(text), ["http://near/debian"]);
        assert!(mirrors_in("").is_empty());
    }

    #[test]
    fn what_a_suite_offers_is_read() {
        let text = "NOTICE: packaging is elsewhere\n\
                    'http://mirror/o/openblas_0.3.34%2bds.orig.tar.xz' openblas_0.3.34+ds.orig.tar.xz 2450976 SHA256:03\n";
        assert_eq!(file_names(text), ["openblas_0.3.34+ds.orig.tar.xz"]);
        assert!(file_names("").is_empty());
    }
}
