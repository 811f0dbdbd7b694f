//! Bodies that attract each other, each pair of them in each step.
//!
//! ```text
//! cargo run --release --example n_body [-- --bodies N] [--steps N] [--threads N]
//! ```
//!
//! The leapfrog scheme with Plummer's softening. The plain loops run first, and the parallel ones must give the same bits;
//! the drift of the energy shows that the physics holds too.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
mod plain;
#[path = "../common/times.rs"]
mod times;

use std::process::ExitCode;

use clap::Parser;
use ufunc::prelude::*;

use self::common::{Failure, Threads, exit_code, timed};
use self::times::tell_times;

/// Moves bodies under their gravity.
#[derive(Debug, Parser)]
#[command(name = "n_body")]
struct Arguments {
    /// How many bodies
    #[arg(long, default_value_t = 4096)]
    bodies: usize,
    /// Steps in time
    #[arg(long, default_value_t = 10)]
    steps: usize,
    #[command(flatten)]
    threads: Threads,
}

/// The length of a step.
const STEP: f64 = 1e-3;
/// The square of the length below which forces are softened.
const SOFTENING: f64 = 1e-4;

/// Masses, places and speeds, a vector for each coordinate.
#[derive(Debug, Clone, PartialEq)]
struct Bodies {
    mass: Vec<f64>,
    place: [Vec<f64>; 3],
    speed: [Vec<f64>; 3],
}

impl Bodies {
    /// Bodies in a cube, at rest, in an order without pattern.
    fn new(count: usize) -> Self {
        let spread = |factor: f64| (0..count).map(|i| (i as f64 * factor).fract()).collect::<Vec<f64>>();
        // Powers of the number that spreads points most evenly in three dimensions (M. Roberts, 2018).
        let place = [0.819_172_513_396_164_4, 0.671_043_606_703_789_2, 0.549_700_477_901_970_2].map(spread);
        let speed = [0, 1, 2].map(|_| vec![0.0; count]);
        Bodies { mass: vec![1.0 / count as f64; count], place, speed }
    }

    fn step(&mut self) {
        let Bodies { mass, place: [x, y, z], speed: [u, v, w] } = self;
        attract(mass, x, y, z, u, v, w);
        [(x, u), (y, v), (z, w)].into_iter().for_each(|(place, speed)| travel(place, speed));
    }

    fn energy(&self) -> f64 {
        let Bodies { mass, place: [x, y, z], speed: [u, v, w] } = self;
        energy(mass, x, y, z, u, v, w)
    }
}

/// Changes the speeds by what all bodies' gravity does in a step.
#[parallel]
fn attract(mass: &[f64], x: &[f64], y: &[f64], z: &[f64], u: &mut [f64], v: &mut [f64], w: &mut [f64]) {
    for i in 0..mass.len() {
        let mut force_x = 0.0;
        let mut force_y = 0.0;
        let mut force_z = 0.0;
        for j in 0..mass.len() {
            let dx = x[j] - x[i];
            let dy = y[j] - y[i];
            let dz = z[j] - z[i];
            let square = dx * dx + dy * dy + dz * dz + SOFTENING;
            let pull = mass[j] / (square * square.sqrt());
            force_x += pull * dx;
            force_y += pull * dy;
            force_z += pull * dz;
        }
        u[i] += STEP * force_x;
        v[i] += STEP * force_y;
        w[i] += STEP * force_z;
    }
}

/// Moves the bodies along one coordinate.
#[parallel]
fn travel(place: &mut [f64], speed: &[f64]) {
    for i in 0..speed.len() {
        place[i] += STEP * speed[i];
    }
}

/// Kinetic and potential energy; later bodies have fewer pairs, so the schedule is dynamic.
#[parallel(schedule(dynamic, 32), reduction(+: total))]
fn energy(mass: &[f64], x: &[f64], y: &[f64], z: &[f64], u: &[f64], v: &[f64], w: &[f64]) -> f64 {
    let mut total: f64 = 0.0;
    for i in 0..mass.len() {
        let mut pairs = 0.0;
        for j in i + 1..mass.len() {
            let dx = x[j] - x[i];
            let dy = y[j] - y[i];
            let dz = z[j] - z[i];
            pairs += mass[j] / (dx * dx + dy * dy + dz * dz + SOFTENING).sqrt();
        }
        total += mass[i] * (0.5 * (u[i] * u[i] + v[i] * v[i] + w[i] * w[i]) - pairs);
    }
    total
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let start = Bodies::new(arguments.bodies);
    let mut expected = start.clone();
    let ((), serial) = timed(|| (0..arguments.steps).for_each(|_| plain::step(&mut expected)));
    let mut bodies = start.clone();
    let ((), parallel) = timed(|| (0..arguments.steps).for_each(|_| bodies.step()));
    if bodies != expected {
        return Err("the parallel loops differ from the plain ones".into());
    }
    println!("{} bodies, {} steps: same bits as the plain loops", arguments.bodies, arguments.steps);
    println!("energy {:.9} at start, {:.9} at the end", start.energy(), bodies.energy());
    tell_times(serial, parallel);
    Ok(())
}
