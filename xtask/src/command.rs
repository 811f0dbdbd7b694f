//! Other programs, and where the workspace lies.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use thiserror::Error;

/// Why another program did not do its work.
#[derive(Debug, Error)]
pub(crate) enum CommandError {
    /// It did not start.
    #[error("`{program}` cannot be started: {source}")]
    Start {
        /// Its name.
        program: String,
        /// What the system says.
        source: io::Error,
    },
    /// It says that it failed.
    #[error("`{command}` failed ({status}); what it says stands above")]
    Failed {
        /// The whole command.
        command: String,
        /// How it ended.
        status: ExitStatus,
    },
}

/// The workspace's root.
pub(crate) fn workspace() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Where cargo builds, with a folder for the command `name`.
pub(crate) fn target(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    workspace().join(target.unwrap_or_else(|| "target".into())).join(name)
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    cargo.current_dir(workspace());
    cargo
}

/// Keeps the compiler's warnings out of a command's output: other commands tell them.
pub(crate) fn without_warnings(cargo: &mut Command) -> &mut Command {
    let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    cargo.env("RUSTFLAGS", format!("{flags} --allow=warnings").trim_start())
}

/// Runs a program to its end; it speaks to the terminal itself.
pub(crate) fn run(command: &mut Command) -> Result<(), CommandError> {
    let status = status(command)?;
    check(command, status)
}

/// Runs a program to its end, and gives how it ended; it speaks to the terminal itself.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus, CommandError> {
    command.status().map_err(|source| start_error(command, source))
}

/// Runs a program to its end, and gives what it printed; its errors go to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<Output, CommandError> {
    command.stderr(Stdio::inherit()).output().map_err(|source| start_error(command, source))
}

/// Whether a program says that it succeeded.
pub(crate) fn check(command: &Command, status: ExitStatus) -> Result<(), CommandError> {
    let command = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ");
    if status.success() { Ok(()) } else { Err(CommandError::Failed { command, status }) }
}

fn start_error(command: &Command, source: io::Error) -> CommandError {
    CommandError::Start { program: command.get_program().to_string_lossy().into_owned(), source }
}
