//! Commands for people who work on `ufunc`: `cargo xtask` lists them.
#![allow(clippy::print_stdout, reason = "commands for the terminal")]

mod accuracy;
mod blas;
mod command;
mod compile_time;
mod config;
mod functions;
mod report;
mod sample;
mod table;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Commands for people who work on ufunc
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints what the compiler found out about each kernel of the workspace: lanes, cost, gathers, masks, branches
    Report(report::Arguments),
    /// Prints the table of functions: bounds, largest errors found, ranges, methods and sources
    Functions(functions::Arguments),
    /// Measures the largest errors of functions, at every level, beside those of `std`
    Accuracy(accuracy::Arguments),
    /// Measures what a kernel costs in compile time, and how long a fresh build of `ufunc` takes
    CompileTime(compile_time::Arguments),
    /// Builds OpenBLAS from source, checks what came out, and says how programs link it
    BuildBlas(blas::Arguments),
    /// Removes what `build-blas` built and downloaded
    CleanBlas(blas::clean::Arguments),
    /// Shows what ufunc is built of and linked to, what this machine has, and all settings; with --check, whether it is parallel
    Config(config::Arguments),
    /// Makes the sample data of the example `three_lines` again, from the package that it comes from
    Sample,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        None => {
            println!("{}", Arguments::command().render_help());
            Ok(())
        }
        Some(Command::Report(arguments)) => report::run(&arguments).map_err(Into::into),
        Some(Command::Functions(arguments)) => functions::run(&arguments).map_err(Into::into),
        Some(Command::Accuracy(arguments)) => accuracy::run(&arguments).map_err(Into::into),
        Some(Command::CompileTime(arguments)) => compile_time::run(&arguments).map_err(Into::into),
        Some(Command::BuildBlas(arguments)) => blas::run(&arguments).map_err(Into::into),
        Some(Command::CleanBlas(arguments)) => blas::clean::run(&arguments).map_err(Into::into),
        Some(Command::Config(arguments)) => config::run(&arguments).map_err(Into::into),
        Some(Command::Sample) => sample::run().map_err(Into::into),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let error: Box<dyn std::error::Error> = error;
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
