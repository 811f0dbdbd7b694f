//! The three lines that the project started with, on real data: `A = B + C`, `A = sin(B)` and `A = norm.isf(B)`.
//!
//! ```text
//! cargo run --release --example three_lines [-- FILE.npy] [--elements N] [--threads N] [--output DIR]
//! ```
//!
//! B is the file's array, C is B in reverse order, and the probabilities of the third line are B's ranks. Without a
//! file B is `airports.npy` beside this source: latitude and longitude of 28 298 airports, in radians (`cargo xtask
//! sample` makes it). Results are computed for the array as it is, which is what `--output` writes, and for the
//! array repeated up to `--elements`, which is what is timed. Both are checked against plain scalar loops first.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

mod check;
mod element;
mod input;
mod line;
mod output;
mod table;
#[cfg(test)]
mod tests;
mod timing;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use ndarray::ArrayD;

use self::element::Element;
use self::input::{Data, Operands};
use self::line::Line;
use self::timing::Progress;

/// The sample that is read without a file.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/three_lines/airports.npy");

/// Runs A = B + C, A = sin(B) and A = norm.isf(B) on an array, serially and in parallel, after checking every result.
#[derive(Debug, Parser)]
#[command(name = "three_lines")]
struct Arguments {
    /// An array of float64 or float32 of any shape, as numpy.save writes it [default: the sample in the repository]
    file: Option<PathBuf>,
    /// The array is repeated up to so many elements for the timing; 0 takes it as it is
    #[arg(long, default_value_t = 1 << 22)]
    elements: usize,
    /// Threads of the parallel runs [default: as the environment says, else the cores that this process may use]
    #[arg(long, value_parser = parse_threads)]
    threads: Option<usize>,
    /// Writes add.npy, sin.npy and isf.npy into this directory
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

fn parse_threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(threads) if threads > 0 => Ok(threads),
        _ => Err("allowed is a number from 1 on".to_owned()),
    }
}

/// What ended the program early: 2 for an input that cannot be used, 1 for everything else.
struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    fn input(error: impl Display) -> Self {
        Failure { code: 2, message: error.to_string() }
    }

    fn result(error: impl Display) -> Self {
        Failure { code: 1, message: error.to_string() }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { code, message }) => {
            eprintln!("error: {message}");
            ExitCode::from(code)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    ufunc::config::check().map_err(Failure::input)?;
    if let Some(threads) = arguments.threads {
        ufunc::set_num_threads(threads).map_err(Failure::input)?;
    }
    let path = arguments.file.as_deref().unwrap_or(Path::new(SAMPLE));
    match input::read(path).map_err(Failure::input)? {
        Data::F64(b) => run_lines(path, b, arguments),
        Data::F32(b) => run_lines(path, b, arguments),
    }
}

fn run_lines<T: Element>(path: &Path, b: ArrayD<T>, arguments: &Arguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let operands = Operands::of(b);
    let mut written = Vec::new();
    for line in Line::ALL {
        let result = line.run(&operands);
        check::check(line, &operands, &result).map_err(Failure::result)?;
        if let Some(dir) = &arguments.output {
            written.push(output::write(dir, line.file_name(), &result).map_err(Failure::result)?);
        }
    }
    let repeated = operands.repeated(arguments.elements).map_err(Failure::input)?;
    let cores = timing::cores_given(ufunc::num_threads());
    let mut rows = Vec::new();
    for (number, line) in Line::ALL.into_iter().enumerate() {
        let checked = check::check(line, &repeated, &line.run(&repeated)).map_err(Failure::result)?;
        let times = timing::measure(line, &repeated, &|share| {
            progress.reached((number as f64 + share) / Line::ALL.len() as f64);
        });
        rows.push(table::Row { line, times, checked });
    }
    progress.finish();
    print!("{}", table::heading::<T>(path, operands.b.shape(), repeated.b.len()));
    print!("{}", table::table(&rows, cores));
    for path in written {
        println!("wrote {}", path.display());
    }
    Ok(())
}
