//! Why there is no library.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a command about OpenBLAS did not do its work.
#[derive(Debug, Error)]
pub(crate) enum BlasError {
    #[error("interrupted; nothing of this build is left but its log")]
    Interrupted,
    #[error("there is no cache folder to build in: set HOME, or XDG_CACHE_HOME to an absolute path")]
    NoCache,
    #[error("{}: {source}{}", path.display(), remedy(source))]
    File { path: PathBuf, source: io::Error },
    #[error("there is no {what}: `{program}` cannot be started ({source}); {remedy}")]
    NoTool { what: &'static str, program: String, source: io::Error, remedy: &'static str },
    #[error("`{program}` is no GNU make, which OpenBLAS needs: {says}")]
    NotGnuMake { program: String, says: String },
    #[error("no source of OpenBLAS is to be had:\n{}", list(tried))]
    NoSource { tried: Vec<(String, String)> },
    #[error("{}: its SHA-256 is {found}, and {expected} was expected; nothing of it is used", path.display())]
    Digest { path: PathBuf, expected: String, found: String },
    #[error(
        "{}: this tarball is not one of the known ones (SHA-256 {found}); if you trust it, say `--sha256 {found}`",
        path.display()
    )]
    UnknownTarball { path: PathBuf, found: String },
    #[error("{}: {what}", path.display())]
    NotATree { path: PathBuf, what: String },
    #[error("{}: it cannot be unpacked: {says}", path.display())]
    Unpack { path: PathBuf, says: String },
    #[error("OpenBLAS {version} has no core `{core}`; it has {known}")]
    UnknownCore { core: String, version: String, known: String },
    #[error(
        "a library for {core} cannot be tried on this machine, whose processor lacks {}; build it on a machine that has \
         that, or make a portable one with `--dynamic-arch {core}`",
        missing.join(", ")
    )]
    ForeignCore { core: String, missing: Vec<&'static str> },
    #[error(
        "`--lapack full` needs a Fortran compiler for this source, and `{program}` cannot be started; install gfortran \
         (Debian, Ubuntu: apt-get install gfortran; Fedora: dnf install gcc-gfortran; macOS: brew install gcc), set FC, or \
         take `--lapack subset`"
    )]
    NoFortran { program: String },
    #[error("{command} failed ({status}){}\nits output: {}", first(error.as_deref()), log.display())]
    Build { command: String, status: String, error: Option<String>, log: PathBuf },
    #[error("{command} ended well, but made no {}; its output: {}", missing.display(), log.display())]
    NothingMade { command: String, missing: PathBuf, log: PathBuf },
    #[error("{}: {what}", path.display())]
    Inspection { path: PathBuf, what: String },
    #[error("the library was built, but it is not what was asked for: {}; its log: {}", faults.join("; "), log.display())]
    NotAsAsked { faults: Vec<String>, log: PathBuf },
    #[error("the library was built, but the test program {what}\n{}its log: {}", indented(says), log.display())]
    TestProgram { what: String, says: String, log: PathBuf },
    #[error("{}: {what}", path.display())]
    Manifest { path: PathBuf, what: String },
}

impl BlasError {
    /// An error of the file system.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> BlasError + '_ {
        |source| BlasError::File { path: path.to_owned(), source }
    }
}

fn remedy(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            " (a build needs about 300 MB; XDG_CACHE_HOME moves the cache to another disk, `cargo xtask clean-blas` \
             empties it)"
        }
        _ => "",
    }
}

fn list(tried: &[(String, String)]) -> String {
    let lines = tried.iter().map(|(place, why)| format!("  {place}: {why}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn first(error: Option<&str>) -> String {
    error.map(|error| format!("; its first error:\n  {error}")).unwrap_or_default()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
