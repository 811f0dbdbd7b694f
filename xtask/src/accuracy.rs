//! `cargo xtask accuracy`: measures the largest errors of functions, at every level, beside those of `std`.

use thiserror::Error;

use crate::command::{self, CommandError};
use crate::table::{self, UnknownFunction};

/// What is measured.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Functions or modules, such as `exp` or `stats::norm`; without any, all of them
    functions: Vec<String>,
    /// How many random arguments each function and type gets
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    arguments: u64,
    /// Every number of f32, for functions of one argument: some minutes each
    #[arg(long)]
    exhaustive: bool,
}

/// Why nothing was measured, or something was not good.
#[derive(Debug, Error)]
pub(crate) enum AccuracyError {
    #[error(transparent)]
    Function(#[from] UnknownFunction),
    #[error(transparent)]
    Command(#[from] CommandError),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), AccuracyError> {
    let mut names = Vec::new();
    for word in &arguments.functions {
        names.extend(table::named(word)?);
    }
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "--release", "--package", "ufunc-accuracy", "--features", "fallback"]);
    cargo.args(["--bin", "measure", "--"]);
    cargo.args(names).args(["--arguments", &arguments.arguments.to_string()]);
    if arguments.exhaustive {
        cargo.arg("--exhaustive");
    }
    command::run(command::without_warnings(&mut cargo))?;
    Ok(())
}
