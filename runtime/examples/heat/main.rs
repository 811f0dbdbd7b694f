//! The heat equation on a plate: hot discs on a plate whose upper edge is heated cool down; the result is a picture.
//!
//! ```text
//! cargo run --release --example heat [-- --size N] [--steps N] [--threads N] [--output FILE.png]
//! ```
//!
//! An explicit scheme in two dimensions, in single precision: each step gives every point the mean of itself and its four
//! neighbours, weighted. The plain loops run first, and the parallel ones must give the same bits.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
mod plain;
#[path = "../common/times.rs"]
mod times;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use ufunc::prelude::*;

use self::common::{Failure, Threads, exit_code, timed};
use self::times::tell_times;

/// Solves the heat equation on a plate, and paints it.
#[derive(Debug, Parser)]
#[command(name = "heat")]
struct Arguments {
    /// Points of each side
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(3..=16384))]
    size: u32,
    /// Steps in time
    #[arg(long, default_value_t = 1000)]
    steps: usize,
    /// The picture
    #[arg(long, value_name = "FILE.png", default_value = "target/heat.png")]
    output: PathBuf,
    #[command(flatten)]
    threads: Threads,
}

/// The share of the neighbours in a step; up to 0.25 the scheme is stable.
const RATE: f32 = 0.24;

/// Steps in time, two by two, so that the result is in `plate` again.
#[parallel]
fn advance(n: usize, pairs: usize, plate: &mut [f32], next: &mut [f32]) {
    #[omp(serial)]
    for _ in 0..pairs {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let here = plate[i * n + j];
                let around = plate[(i - 1) * n + j]
                    + plate[(i + 1) * n + j]
                    + plate[i * n + j - 1]
                    + plate[i * n + j + 1];
                next[i * n + j] = here + RATE * (around - 4.0 * here);
            }
        }
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let here = next[i * n + j];
                let around =
                    next[(i - 1) * n + j] + next[(i + 1) * n + j] + next[i * n + j - 1] + next[i * n + j + 1];
                plate[i * n + j] = here + RATE * (around - 4.0 * here);
            }
        }
    }
}

/// Three bytes for each point.
#[parallel]
fn paint(plate: &[f32], pixels: &mut [u8]) {
    for i in 0..plate.len() {
        let [red, green, blue] = colour(plate[i]);
        pixels[3 * i] = red;
        pixels[3 * i + 1] = green;
        pixels[3 * i + 2] = blue;
    }
}

/// From black over red and yellow to white.
fn colour(heat: f32) -> [u8; 3] {
    let part = |from: f32| (255.0 * (3.0 * heat - from).clamp(0.0, 1.0)) as u8;
    [part(0.0), part(1.0), part(2.0)]
}

/// Cold but for the upper edge and some discs.
fn plate_at_start(n: usize) -> Vec<f32> {
    const DISCS: [(f32, f32, f32); 4] =
        [(0.3, 0.3, 0.12), (0.7, 0.4, 0.08), (0.45, 0.75, 0.15), (0.85, 0.8, 0.05)];
    let point = |at: usize| (at % n, at / n);
    let is_hot = |x: f32, y: f32| DISCS.iter().any(|&(u, v, radius)| (x - u).hypot(y - v) < radius);
    let heat = |(column, row): (usize, usize)| {
        let (x, y) = (column as f32 / n as f32, row as f32 / n as f32);
        if row == 0 || is_hot(x, y) { 1.0 } else { 0.0 }
    };
    (0..n * n).map(point).map(heat).collect()
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let n = arguments.size as usize;
    let pairs = arguments.steps.div_ceil(2);
    let mut expected = plate_at_start(n);
    let mut next = expected.clone();
    let ((), serial) = timed(|| plain::advance(n, pairs, &mut expected, &mut next));

    let mut plate = plate_at_start(n);
    let mut next = plate.clone();
    let ((), parallel) = timed(|| advance(n, pairs, &mut plate, &mut next));
    if plate != expected {
        return Err("the parallel loops differ from the plain ones".into());
    }
    println!("{n} x {n} points, {} steps: same bits as the plain loops", 2 * pairs);
    tell_times(serial, parallel);

    let mut pixels = vec![0; 3 * plate.len()];
    paint(&plate, &mut pixels);
    if let Some(folder) = arguments.output.parent() {
        std::fs::create_dir_all(folder)?;
    }
    image::save_buffer(&arguments.output, &pixels, arguments.size, arguments.size, image::ColorType::Rgb8)?;
    println!("wrote {}", arguments.output.display());
    Ok(())
}
