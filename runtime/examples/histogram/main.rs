//! A histogram: iterations add to whatever class their value belongs to, which is a reduction over an array.
//!
//! ```text
//! cargo run --release --example histogram [-- --values N] [--classes N] [--threads N]
//! ```
//!
//! The values are sums of four evenly distributed numbers, so the picture is nearly a normal distribution. The counts must be
//! those of a plain loop.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/times.rs"]
mod times;

use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::Parser;
use ufunc::prelude::*;

use self::common::{Failure, Threads, exit_code, timed};
use self::times::tell_times;

/// Counts values by class.
#[derive(Debug, Parser)]
#[command(name = "histogram")]
struct Arguments {
    /// How many values
    #[arg(long, default_value_t = 20_000_000)]
    values: usize,
    /// How many classes from 0 to 4
    #[arg(long, default_value = "24")]
    classes: NonZeroUsize,
    #[command(flatten)]
    threads: Threads,
}

/// Counts the values from 0 to 4 in classes of even width.
#[parallel(reduction(+: counts[..]))]
fn count(values: &[f64], counts: &mut [u64]) {
    let width = 4.0 / counts.len() as f64;
    let last = counts.len() - 1;
    for i in 0..values.len() {
        let class = (values[i] / width) as usize;
        counts[class.min(last)] += 1;
    }
}

fn count_plainly(values: &[f64], counts: &mut [u64]) {
    let width = 4.0 / counts.len() as f64;
    let last = counts.len() - 1;
    for value in values {
        counts[((value / width) as usize).min(last)] += 1;
    }
}

/// Sums of four numbers from 0 to 1 that have no pattern.
#[parallel]
fn draw(values: &mut [f64]) {
    for i in 0..values.len() {
        let mut state = i as u64;
        let mut sum = 0.0;
        for _ in 0..4 {
            // SplitMix64 (Steele, Lea and Flood, 2014).
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut bits = state;
            bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            bits = bits ^ (bits >> 31);
            sum += (bits >> 11) as f64 / 9_007_199_254_740_992.0;
            state = bits;
        }
        values[i] = sum;
    }
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let mut values = vec![0.0; arguments.values];
    draw(&mut values);
    let mut expected = vec![0; arguments.classes.get()];
    let mut counts = expected.clone();
    let ((), serial) = timed(|| count_plainly(&values, &mut expected));
    let ((), parallel) = timed(|| count(&values, &mut counts));
    if counts != expected {
        return Err("the parallel loop counts otherwise than the plain one".into());
    }
    println!("{} values: same counts as the plain loop", values.len());
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    for (class, count) in counts.iter().enumerate() {
        let bar = "#".repeat((60 * count / most) as usize);
        println!("{:>6.3} {count:>9} {bar}", 4.0 * class as f64 / counts.len() as f64);
    }
    tell_times(serial, parallel);
    Ok(())
}
