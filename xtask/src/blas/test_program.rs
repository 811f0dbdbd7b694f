//! Links a small C program with a build, and runs it: a library that computes wrongly is no success.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::child::{self, Outcome};
use super::error::BlasError;
use super::library::{Kind, Library};
use super::log::Log;
use super::machine::Tools;
use super::manifest::Links;
use super::options::{Lapack, Options};

const SOURCE: &str = include_str!("test_program.c");
/// How long it may run; it takes a fraction of a second.
const LIMIT: Duration = Duration::from_secs(60);

/// What the library says of itself when it runs.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) config: String,
    pub(crate) core: String,
    pub(crate) parallel: String,
    pub(crate) threads: String,
    /// What was computed, and how well.
    pub(crate) checks: Vec<String>,
}

/// Compiles, links and runs the program in the folder `aside`.
pub(crate) fn run(
    library: &Library,
    include: &Path,
    links: &Links,
    options: &Options,
    tools: &Tools,
    aside: &Path,
    log: &mut Log,
) -> Result<Told, BlasError> {
    let source = aside.join("test_program.c");
    fs::write(&source, SOURCE).map_err(BlasError::file(&source))?;
    let program = aside.join("test_program");
    let mut cc = command(library, include, links, options, tools);
    cc.arg(&source).arg("-o").arg(&program);
    append_library(&mut cc, library, links);
    step(&mut cc, "cannot be linked", log)?;
    let mut test = Command::new(&program);
    // A number that the user set for other programs says nothing about this library.
    for name in ["OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_CORETYPE"] {
        test.env_remove(name);
    }
    let text = step(&mut test, "gives wrong results or none", log)?;
    let told = read(&text);
    let expected = if options.single_threaded { "0" } else { "1" };
    if told.parallel != expected {
        let what = format!("says that the library's threading is {}, not {expected}", told.parallel);
        return Err(BlasError::TestProgram { what, says: text, log: log.path().to_owned() });
    }
    Ok(told)
}

fn command(library: &Library, include: &Path, links: &Links, options: &Options, tools: &Tools) -> Command {
    let mut cc = tools.cc.start();
    let has =
        |part| u8::from(options.lapack != Lapack::Off && (part == Lapack::Subset || options.lapack == part));
    cc.arg("-O1").arg("-I").arg(include);
    cc.arg(format!("-DWITH_LAPACK={}", has(Lapack::Subset)));
    cc.arg(format!("-DWITH_FULL_LAPACK={}", has(Lapack::Full)));
    if library.kind == Kind::Shared {
        let folder = library.path.parent().unwrap_or(Path::new("."));
        cc.arg(format!("-Wl,-rpath,{}", folder.display()));
    }
    for folder in &links.search {
        cc.arg(format!("-L{folder}"));
    }
    cc
}

fn append_library(cc: &mut Command, library: &Library, links: &Links) {
    cc.arg(&library.path);
    for name in links.libraries.iter().map(String::as_str).chain(["m", "pthread"]) {
        cc.arg(format!("-l{name}"));
    }
}

/// Runs one command; gives what it printed.
fn step(command: &mut Command, fault: &str, log: &mut Log) -> Result<String, BlasError> {
    log.line(&format!("$ {}", child::words(command)))?;
    let mut text = String::new();
    let outcome = child::run(command, Some(LIMIT), &mut |line| {
        text.push_str(line);
        text.push('\n');
        log.line(line)
    })?;
    let why = match outcome {
        Outcome::Ended(status) if status.success() => return Ok(text),
        Outcome::Ended(status) => format!("{fault} ({status}{})", signal_note(status)),
        Outcome::NotStarted(error) => format!("cannot be started ({error})"),
        Outcome::TimedOut => format!("did not end within {} s", LIMIT.as_secs()),
    };
    Err(BlasError::TestProgram { what: why, says: tail(&text), log: log.path().to_owned() })
}

#[cfg(unix)]
fn signal_note(status: std::process::ExitStatus) -> &'static str {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(4) => "; the library has instructions that this processor lacks",
        _ => "",
    }
}

#[cfg(not(unix))]
fn signal_note(_status: std::process::ExitStatus) -> &'static str {
    ""
}

/// The end of a text: linkers can be long.
fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

fn read(text: &str) -> Told {
    let mut told = Told::default();
    for line in text.lines() {
        match line.split_once(": ") {
            Some(("config", value)) => told.config = value.split_whitespace().collect::<Vec<_>>().join(" "),
            Some(("core", value)) => told.core = value.trim().to_owned(),
            Some(("parallel", value)) => told.parallel = value.trim().to_owned(),
            Some(("threads", value)) => told.threads = value.trim().to_owned(),
            _ => told.checks.push(line.trim().to_owned()),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{read, tail};

    #[test]
    fn what_the_library_tells_is_read() {
        let told = read(
            "config: OpenBLAS 0.3.34  NO_AFFINITY\ncore: ZEN\nparallel: 1\nthreads: 2\ndgemm of 3 is exact\n",
        );
        assert_eq!((told.config.as_str(), told.core.as_str()), ("OpenBLAS 0.3.34 NO_AFFINITY", "ZEN"));
        assert_eq!((told.parallel.as_str(), told.threads.as_str()), ("1", "2"));
        assert_eq!(told.checks, ["dgemm of 3 is exact"]);
    }

    #[test]
    fn only_the_end_of_a_long_text_is_told() {
        let text: String = (0..100).map(|line| format!("{line}\n")).collect();
        assert_eq!(tail(&text).lines().next(), Some("88"));
    }
}
