//! Running sums: a scan, which the loop computes in two passes.
//!
//! ```text
//! cargo run --release --example prefix_sum [-- --values N] [--threads N]
//! ```
//!
//! Inclusive sums of floating-point numbers must lie within the rounding errors of a plain loop, and have the same bits on one
//! thread and on all. Exclusive sums of integers, here the places where parts of different lengths start, must be equal.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/times.rs"]
mod times;

use std::process::ExitCode;

use clap::Parser;
use ufunc::prelude::*;

use self::common::{Failure, Threads, exit_code, timed};
use self::times::tell_times;

/// Computes running sums.
#[derive(Debug, Parser)]
#[command(name = "prefix_sum")]
struct Arguments {
    /// How many values
    #[arg(long, default_value_t = 20_000_000)]
    values: usize,
    #[command(flatten)]
    threads: Threads,
}

/// The sum of all values up to each one.
#[parallel(reduction(inscan, +: sum))]
fn running_sums(values: &[f64], sums: &mut [f64]) {
    let mut sum: f64 = 0.0;
    for i in 0..values.len() {
        sum += values[i];
        scan!(inclusive(sum));
        sums[i] = sum;
    }
}

/// Where each part starts if they stand one behind the other, and where the last one ends.
#[parallel(reduction(inscan, +: place))]
fn starts(lengths: &[u64], starts: &mut [u64]) -> u64 {
    let mut place: u64 = 0;
    for i in 0..lengths.len() {
        starts[i] = place;
        scan!(exclusive(place));
        place += lengths[i];
    }
    place
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    check_starts(arguments.values)?;
    let values: Vec<f64> =
        (0..arguments.values).map(|i| (i as f64 * 0.618_033_988_749_894_9).fract()).collect();
    let mut expected = vec![0.0; values.len()];
    let ((), serial) = timed(|| {
        let mut sum = 0.0;
        for (value, place) in values.iter().zip(&mut expected) {
            sum += value;
            *place = sum;
        }
    });
    let mut sums = vec![0.0; values.len()];
    let ((), parallel) = timed(|| running_sums(&values, &mut sums));
    // All values are positive: as many roundings as additions, of each sum.
    for (at, (sum, expected)) in sums.iter().zip(&expected).enumerate() {
        if (sum - expected).abs() > at as f64 * f64::EPSILON * expected {
            return Err(format!("sum {at} is {sum}, but the plain loop gives {expected}").into());
        }
    }
    let mut by_one = vec![0.0; values.len()];
    Options::new().threads(1).run(|| running_sums(&values, &mut by_one));
    if by_one != sums {
        return Err("one thread and all give different bits".into());
    }
    println!(
        "{} sums: as the plain loop's but for rounding, same bits for any number of threads",
        sums.len()
    );
    tell_times(serial, parallel);
    Ok(())
}

fn check_starts(count: usize) -> Result<(), Failure> {
    let lengths: Vec<u64> = (0..count as u64).map(|i| i * i % 97).collect();
    let mut places = vec![0; count];
    let end = starts(&lengths, &mut places);
    let mut expected = 0;
    for (place, length) in places.iter().zip(&lengths) {
        if *place != expected {
            return Err(format!("a part starts at {place}, not {expected}").into());
        }
        expected += length;
    }
    if end != expected {
        return Err(format!("the parts end at {end}, not {expected}").into());
    }
    println!("{count} parts one behind the other end at {end}: as the plain loop says");
    Ok(())
}
