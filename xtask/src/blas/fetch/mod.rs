//! How archives come to this machine. Whatever comes is checked against its pinned digest by who asked for it.

mod crates;
mod debian;
mod release;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::child::{self, Outcome};
use super::error::BlasError;
use super::options::Place;
use super::sources::Pinned;

/// How long a download may take.
const LIMIT: Duration = Duration::from_secs(900);

/// Brings an archive into a folder; or says why its place does not serve.
pub(crate) fn fetch(pinned: &Pinned, folder: &Path) -> Result<Result<PathBuf, String>, BlasError> {
    match pinned.place {
        Place::Release => release::fetch(pinned, folder),
        Place::Debian => debian::fetch(pinned, folder),
        Place::Crate => crates::fetch(pinned, folder),
        Place::Cache => Ok(Err("nothing is fetched into the cache from itself".to_owned())),
    }
}

/// What the dry run shows of a place.
pub(crate) fn commands(pinned: &Pinned) -> Vec<String> {
    match pinned.place {
        Place::Release => vec![release::command(pinned)],
        Place::Debian => debian::commands(),
        Place::Crate => vec![crates::command(pinned)],
        Place::Cache => Vec::new(),
    }
}

/// Runs a program of another tool; gives what it printed, or why it did not serve.
fn tool(command: &mut Command) -> Result<Result<String, String>, BlasError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let (outcome, text) = child::output(command, Some(LIMIT))?;
    Ok(match outcome {
        Outcome::Ended(status) if status.success() => Ok(text),
        Outcome::Ended(status) => Err(format!("{program} failed ({status}): {}", complaint(&text))),
        Outcome::NotStarted(error) => Err(format!("`{program}` cannot be started: {error}")),
        Outcome::TimedOut => Err(format!("{program} did not end within {} s", LIMIT.as_secs())),
    })
}

/// The line of a tool's output that says what was wrong.
fn complaint(text: &str) -> &str {
    let is_complaint = |line: &&str| {
        let line = line.to_ascii_lowercase();
        ["error", "e:", "err:", "fatal", "curl:", "could not", "unable", "failed"]
            .iter()
            .any(|word| line.contains(word))
    };
    let line = text.lines().find(is_complaint).or_else(|| text.lines().rfind(|line| !line.trim().is_empty()));
    line.map_or("it says nothing", str::trim)
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn the_line_that_matters_is_told() {
        let text = "Reading package lists...\nE: Unable to find a source package for openblas\n";
        assert_eq!(complaint(text), "E: Unable to find a source package for openblas");
        assert_eq!(complaint("one\ntwo\n\n"), "two");
        assert_eq!(complaint(""), "it says nothing");
    }
}
