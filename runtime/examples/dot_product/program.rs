//! Ones and threes, in single and double precision.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;

use std::hint::black_box;
use std::process::ExitCode;

use clap::Parser;
use ufunc::linalg::{self, LinalgError};

use common::{Failure, Threads, exit_code, timed};

/// Computes the dot product of two short vectors many times.
#[derive(Debug, Parser)]
#[command(name = "dot_product")]
struct Arguments {
    /// Elements of the vectors
    #[arg(long, default_value_t = 32)]
    length: usize,
    /// Calls of each function
    #[arg(long, default_value_t = 10_000_000)]
    calls: usize,
    #[command(flatten)]
    threads: Threads,
}

pub(crate) fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let Arguments { length, calls, .. } = *arguments;
    if length > 1 << 22 || calls == 0 {
        return Err(
            "allowed are up to 4194304 elements, whose sum of threes is exact, and at least one call".into(),
        );
    }
    let (ones, threes) = (vec![1.0_f32; length], vec![3.0_f32; length]);
    let (wide_ones, wide_threes) = (vec![1.0_f64; length], vec![3.0_f64; length]);
    println!("{length} elements, {calls} calls; ns a call");
    let single = |sum: f32| f64::from(sum);
    let plain = || Ok(single(plain_f32(black_box(&ones), black_box(&threes))));
    let ours = || linalg::dot(black_box(&ones), black_box(&threes)).map(single);
    compare("dot, f32", arguments, plain, ours)?;
    let plain = || Ok(plain_f64(black_box(&wide_ones), black_box(&wide_threes)));
    let ours = || linalg::dot(black_box(&wide_ones), black_box(&wide_threes));
    compare("dot, f64", arguments, plain, ours)?;
    let plain = || Ok(plain_dsdot(black_box(&ones), black_box(&threes)));
    let ours = || linalg::dsdot(black_box(&ones), black_box(&threes));
    compare("dsdot", arguments, plain, ours)?;
    Ok(())
}

fn compare(
    name: &str,
    arguments: &Arguments,
    plain: impl Fn() -> Result<f64, LinalgError>,
    ours: impl Fn() -> Result<f64, LinalgError>,
) -> Result<(), Failure> {
    let expected = 3.0 * arguments.length as f64;
    let plain = nanoseconds(arguments.calls, expected, plain)?;
    let ours = nanoseconds(arguments.calls, expected, ours)?;
    println!("{name:<10} plain loop {plain:>9.2}   linalg {ours:>9.2}   {:.1} times as fast", plain / ours);
    Ok(())
}

/// The time of a call; every result is checked.
fn nanoseconds(
    calls: usize,
    expected: f64,
    call: impl Fn() -> Result<f64, LinalgError>,
) -> Result<f64, Failure> {
    let (wrong, seconds) = timed(|| (0..calls).filter(|_| call() != Ok(expected)).count());
    if wrong > 0 {
        return Err(format!("{wrong} of {calls} results are not {expected}").into());
    }
    Ok(1e9 * seconds / calls as f64)
}

fn plain_f32(x: &[f32], y: &[f32]) -> f32 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn plain_f64(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn plain_dsdot(x: &[f32], y: &[f32]) -> f64 {
    x.iter().zip(y).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum()
}
