//! π from points drawn in a square: how many lie in the circle.
//!
//! ```text
//! cargo run --release --example monte_carlo_pi [-- --points N] [--seed N] [--threads N]
//! ```
//!
//! The generator counts: ChaCha with eight rounds, each batch of points being a stream of its own. So the points do not depend
//! on who draws them, and the estimate has the same bits for any number of threads, which the program shows.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/times.rs"]
mod times;

use std::process::ExitCode;

use clap::Parser;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use ufunc::prelude::*;

use self::common::{Failure, Threads, exit_code, timed};
use self::times::tell_times;

/// Estimates π.
#[derive(Debug, Parser)]
#[command(name = "monte_carlo_pi")]
struct Arguments {
    /// How many points
    #[arg(long, default_value_t = 50_000_000)]
    points: u64,
    /// Another seed gives other points
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    threads: Threads,
}

/// Points of a batch.
const BATCH: u64 = 10_000;

/// How many points lie in the circle.
#[parallel(schedule(dynamic), reduction(+: inside))]
fn count_inside(points: u64, seed: u64) -> u64 {
    let mut inside: u64 = 0;
    for batch in 0..points.div_ceil(BATCH) {
        let count = BATCH.min(points - batch * BATCH);
        inside += count_batch(seed, batch, count);
    }
    inside
}

fn count_batch(seed: u64, batch: u64, count: u64) -> u64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(batch);
    let mut coordinate = || (rng.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0;
    let mut is_inside = || {
        let (x, y) = (coordinate(), coordinate());
        x * x + y * y < 1.0
    };
    (0..count).map(|_| u64::from(is_inside())).sum()
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Arguments { points, seed, .. } = *arguments;
    arguments.threads.set()?;
    let batches = points.div_ceil(BATCH);
    let plain =
        || (0..batches).map(|batch| count_batch(seed, batch, BATCH.min(points - batch * BATCH))).sum();
    let (expected, serial): (u64, f64) = timed(plain);
    let (inside, parallel) = timed(|| count_inside(points, seed));
    for threads in [1, 2, 5] {
        let found = Options::new().threads(threads).run(|| count_inside(points.min(1000 * BATCH), seed));
        let alone = Options::new().threads(1).run(|| count_inside(points.min(1000 * BATCH), seed));
        if found != alone {
            return Err(format!("{threads} threads find {found} points inside, one finds {alone}").into());
        }
    }
    if inside != expected {
        return Err(
            format!("the parallel loop finds {inside} points inside, the plain one {expected}").into()
        );
    }
    let pi = 4.0 * inside as f64 / points as f64;
    // The standard deviation of a share of p in n draws is sqrt(p (1 - p) / n).
    let deviation = 4.0 * (pi / 4.0 * (1.0 - pi / 4.0) / points as f64).sqrt();
    println!(
        "{points} points: π = {pi:.6} ± {deviation:.6}; same count as the plain loop, on 1, 2 and 5 threads too"
    );
    tell_times(serial, parallel);
    Ok(())
}
