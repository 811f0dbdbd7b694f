//! `cargo xtask report`: checks the workspace with `UFUNC_REPORT` set, then prints the texts that the compiler wrote.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use thiserror::Error;

use crate::command::{self, CommandError};

/// What is printed.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only kernels whose name or source file contains this; without it, all but those that a build script wrote
    filter: Option<String>,
}

/// Why there is no report.
#[derive(Debug, Error)]
pub(crate) enum ReportError {
    #[error(transparent)]
    Command(#[from] CommandError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}: not a kernel's report: its first line should be `name  file:line`", path.display())]
    Form { path: PathBuf },
    #[error(
        "no kernel has `{filter}` in its name or its source file; there are {kernels} kernels in the workspace"
    )]
    NothingFound { filter: String, kernels: usize },
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), ReportError> {
    let texts = command::target("ufunc-report").join("texts");
    make_texts(&texts)?;
    let mut kernels = read_texts(&texts)?;
    let all = kernels.len();
    match &arguments.filter {
        Some(filter) => {
            kernels.retain(|kernel| kernel.name.contains(filter) || kernel.file.contains(filter));
            if kernels.is_empty() {
                return Err(ReportError::NothingFound { filter: filter.clone(), kernels: all });
            }
        }
        None => kernels.retain(|kernel| !kernel.is_generated()),
    }
    for kernel in &kernels {
        println!("{}", kernel.text);
    }
    println!("{}", summary(&kernels));
    Ok(())
}

/// Has the compiler write its texts. Cargo knows that kernels depend on the variable, and compiles again only what has
/// changed, so texts of crates that it left alone still hold.
fn make_texts(texts: &Path) -> Result<(), ReportError> {
    let started = SystemTime::now();
    let mut cargo = command::cargo();
    cargo
        .args([
            "check",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--message-format=json-render-diagnostics",
        ])
        .arg("--target-dir")
        .arg(command::target("ufunc-report").join("build"))
        .env("UFUNC_REPORT", texts);
    let output = command::output(command::without_warnings(&mut cargo))?;
    for name in compiled_crates(&output.stdout) {
        // A crate that was compiled wrote all its texts: those that are older tell of kernels that are no more.
        remove_older(&texts.join(name), started)?;
    }
    Ok(command::check(&cargo, output.status)?)
}

/// The crates that cargo compiled, from its messages.
fn compiled_crates(messages: &[u8]) -> BTreeSet<String> {
    let messages = String::from_utf8_lossy(messages);
    let compiled = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    compiled
        .filter(|message| message["reason"] == "compiler-artifact" && message["fresh"] == false)
        .filter_map(|message| message["target"]["name"].as_str().map(|name| name.replace('-', "_")))
        .collect()
}

fn remove_older(dir: &Path, started: SystemTime) -> Result<(), ReportError> {
    // A file's time may come from a coarser clock.
    let limit = started - Duration::from_millis(100);
    for path in files(dir)? {
        let is_older = fs::metadata(&path).and_then(|data| data.modified()).map(|time| time < limit);
        if is_older.map_err(|source| error(&path, source))? {
            fs::remove_file(&path).map_err(|source| error(&path, source))?;
        }
    }
    Ok(())
}

/// The report of one kernel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kernel {
    file: String,
    line: u32,
    name: String,
    text: String,
}

impl Kernel {
    /// Reads the first line, `name  file:line`.
    fn parse(text: String) -> Option<Self> {
        let (name, place) = text.lines().next()?.split_once("  ")?;
        let (file, line) = place.rsplit_once(':')?;
        Some(Kernel { file: file.to_owned(), line: line.parse().ok()?, name: name.to_owned(), text })
    }

    /// Whether a build script wrote it: people's sources lie in the workspace.
    fn is_generated(&self) -> bool {
        Path::new(&self.file).is_absolute()
    }

    /// Whether there is a remark of this kind.
    fn has(&self, kind: &str) -> bool {
        let remarks = self.text.lines().filter_map(|line| line.trim_start().split_once("  "));
        remarks.filter(|(line, _)| line.parse::<u32>().is_ok()).any(|(_, what)| what.starts_with(kind))
    }
}

/// All kernels, by file and line. A source that several crates include is told once.
fn read_texts(texts: &Path) -> Result<Vec<Kernel>, ReportError> {
    let mut kernels = BTreeSet::new();
    for dir in files(texts)? {
        for path in files(&dir)? {
            let text = fs::read_to_string(&path).map_err(|source| error(&path, source))?;
            kernels.insert(Kernel::parse(text).ok_or(ReportError::Form { path })?);
        }
    }
    Ok(kernels.into_iter().collect())
}

/// What lies in a folder; nothing if there is none.
fn files(dir: &Path) -> Result<Vec<PathBuf>, ReportError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(error(dir, source)),
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    paths.collect::<io::Result<_>>().map_err(|source| error(dir, source))
}

fn error(path: &Path, source: io::Error) -> ReportError {
    ReportError::File { path: path.to_owned(), source }
}

fn summary(kernels: &[Kernel]) -> String {
    let sources: BTreeSet<&str> = kernels.iter().map(|kernel| kernel.file.as_str()).collect();
    let with = |kind| kernels.iter().filter(|kernel| kernel.has(kind)).count();
    format!(
        "{} kernels in {} files: {} with divergent loops, {} with branches, {} with masked statements, {} with \
         gathers, {} with scalarised calls",
        kernels.len(),
        sources.len(),
        with("divergent loop"),
        with("branch"),
        with("masked"),
        with("gather"),
        with("scalarised"),
    )
}

#[cfg(test)]
mod tests {
    use super::{Kernel, compiled_crates, summary};

    const TEXT: &str = "collatz  tests/tests/integers.rs:37\n  lanes  sse2 4 sse4.2 4 avx2 8 avx512 16 neon 4\n  \
                        cost   48\n     39  divergent loop runs until its last lane is done\n     44  masked         \
                        assignment to `n`\n";

    #[test]
    fn a_report_is_read_and_counted() {
        let kernel = Kernel::parse(TEXT.to_owned()).expect("the text is a report");
        assert_eq!((kernel.name.as_str(), kernel.line), ("collatz", 37));
        assert_eq!(kernel.file, "tests/tests/integers.rs");
        let expected = "1 kernels in 1 files: 1 with divergent loops, 0 with branches, 1 with masked statements, 0 \
                        with gathers, 0 with scalarised calls";
        assert_eq!(summary(&[kernel]), expected);
    }

    #[test]
    fn what_is_no_report_is_refused() {
        assert_eq!(Kernel::parse(String::new()), None);
        assert_eq!(Kernel::parse("collatz tests/tests/integers.rs:37".to_owned()), None);
        assert_eq!(Kernel::parse("collatz  tests/tests/integers.rs".to_owned()), None);
    }

    #[test]
    fn cargo_says_what_it_compiled() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"ufunc-tests"},"fresh":false}
{"reason":"compiler-artifact","target":{"name":"ufunc"},"fresh":true}
{"reason":"build-finished","success":true}
"#;
        let compiled = compiled_crates(messages.as_bytes());
        assert_eq!(compiled.into_iter().collect::<Vec<_>>(), ["ufunc_tests"]);
    }
}
