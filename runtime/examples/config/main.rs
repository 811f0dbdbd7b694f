//! What a program that uses `ufunc` is made of and runs on, and whether it really runs in parallel.
//!
//! ```text
//! cargo xtask config [--json] [--format numpy-legacy|numpy]
//! cargo xtask config --check [--size N]
//! ```
//!
//! runs this program with the features that the machine has libraries for; by itself it is
//! `cargo run --release --example config --features serde,… -- …`. With `--check` it ends with 1 where parallel work was to be
//! expected and was not seen, and with 2 where nothing could be measured.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod check;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use ufunc::Configuration;

/// Shows what ufunc is made of and runs on: settings, libraries, instruction sets, compilers.
#[derive(Debug, Parser)]
#[command(name = "config")]
struct Arguments {
    /// As JSON
    #[arg(long, conflicts_with = "check")]
    json: bool,
    /// In a form of NumPy's
    #[arg(long, value_enum, conflicts_with = "check")]
    format: Option<Format>,
    /// Runs three elementwise lines and a matrix product on one and on all threads, and says whether they are parallel
    #[arg(long)]
    check: bool,
    /// Rows and columns of the arrays of --check [default: 10000, less where memory is short]
    #[arg(long, value_name = "N", requires = "check", value_parser = check::parse_size)]
    size: Option<usize>,
}

/// NumPy's forms of its configuration.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// What numpy.__config__.show() printed up to NumPy 1.25
    NumpyLegacy,
    /// What numpy.show_config() prints since then
    Numpy,
}

/// What ends the program early.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(is_fine) => ExitCode::from(u8::from(!is_fine)),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all is as it should be.
fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let config = ufunc::config();
    if arguments.check {
        // What is measured under settings that do not hold would mean nothing.
        ufunc::config::check()?;
        return check::run(&config, arguments.size);
    }
    if arguments.json {
        println!("{}", json(&config, arguments.format)?);
        return Ok(true);
    }
    match arguments.format {
        None => print!("{config}"),
        Some(Format::NumpyLegacy) => print!("{}", config.numpy_legacy()),
        Some(Format::Numpy) => print!("{}", config.numpy()),
    }
    Ok(true)
}

#[cfg(feature = "serde")]
fn json(config: &Configuration, format: Option<Format>) -> Result<String, Failure> {
    Ok(match format {
        None => serde_json::to_string_pretty(config)?,
        Some(Format::Numpy) => serde_json::to_string_pretty(&config.numpy_dicts())?,
        Some(Format::NumpyLegacy) => {
            return Err("the old form of NumPy's has no JSON; `--format numpy` has".into());
        }
    })
}

#[cfg(not(feature = "serde"))]
fn json(_: &Configuration, _: Option<Format>) -> Result<String, Failure> {
    Err("for JSON this program has to be built with the feature `serde`, as `cargo xtask config` does".into())
}
