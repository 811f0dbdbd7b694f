//! Products by `linalg`, what is done to elements by two ufuncs, and some columns by plain loops: columns of W know nothing of
//! each other.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/normal.rs"]
mod normal;

use std::process::ExitCode;

use clap::Parser;
use ndarray::{Array2, s};
use ufunc::linalg;
use ufunc::prelude::*;

use common::{Failure, Threads, exit_code, timed};
use normal::normal;

/// Minimises |X·W − Y|² by gradient descent.
#[derive(Debug, Parser)]
#[command(name = "gradient_descent")]
struct Arguments {
    /// Rows of X: observations
    #[arg(long, default_value_t = 2000)]
    rows: usize,
    /// Columns of X: features
    #[arg(long, default_value_t = 2000)]
    features: usize,
    /// Columns of W: outputs
    #[arg(long, default_value_t = 500)]
    outputs: usize,
    /// Steps of the descent
    #[arg(long, default_value_t = 30)]
    iterations: usize,
    #[command(flatten)]
    threads: Threads,
}

/// The length of a step.
const RATE: f64 = 1e-4;

/// Columns that plain loops compute.
const PLAIN_COLUMNS: usize = 2;

/// A step against the gradient 2·Xᵀ·(X·W − Y), of which `half` is the half.
#[ufunc]
fn step(w: f64, half: f64, rate: f64) -> f64 {
    w - rate * 2.0 * half
}

/// The difference, squared.
#[ufunc]
fn squared_difference(x: f64, y: f64) -> f64 {
    let difference = x - y;
    difference * difference
}

/// What lies between the target and what is reached.
#[ufunc]
fn residual(reached: f64, target: f64) -> f64 {
    reached - target
}

/// The sum of two numbers, to add up elements.
#[ufunc(reduce, identity = 0.0)]
fn add(x: f64, y: f64) -> f64 {
    x + y
}

pub(crate) fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let Arguments { rows, features, outputs, iterations, .. } = *arguments;
    let x = normal(1, rows, features);
    let w0 = normal(2, features, outputs);
    let start = normal(3, features, outputs) / 2500.0;
    let y = linalg::matmul(&x, &w0)?;
    let (outcome, seconds) = timed(|| descend(&x, &y, start.clone(), iterations));
    let (w, in_products) = outcome?;
    let columns = PLAIN_COLUMNS.min(outputs);
    let (expected, plain_seconds) = timed(|| plain(&x, &y, &start, columns, iterations));
    check(&w, &expected, iterations * (rows + features))?;
    let mean = add::reduce(squared_difference(&w0, &w)) / (features * outputs) as f64;
    println!("{rows} × {features}, {outputs} outputs, {iterations} steps: mean of (W0 − W)² {mean:.6}");
    println!("the first {columns} columns are those of plain loops, up to rounding");
    let plain_seconds = plain_seconds * outputs as f64 / columns.max(1) as f64;
    let (backend, threads) = (linalg::backend(), ufunc::num_threads());
    println!("plain loops {plain_seconds:>9.3} s, if all columns take the same time");
    println!("linalg      {seconds:>9.3} s on {threads} threads, backend {backend}");
    println!(
        "  products  {in_products:>9.3} s of it ({:.1} % more in all)",
        100.0 * (seconds / in_products - 1.0)
    );
    Ok(())
}

/// W after so many steps, and the seconds that products took.
fn descend(
    x: &Array2<f64>,
    y: &Array2<f64>,
    mut w: Array2<f64>,
    iterations: usize,
) -> Result<(Array2<f64>, f64), Failure> {
    let mut difference = Array2::zeros(y.dim());
    let mut reached = Array2::zeros(y.dim());
    let mut half = Array2::zeros(w.dim());
    let mut next = Array2::zeros(w.dim());
    let mut in_products = 0.0;
    for _ in 0..iterations {
        let (done, seconds) = timed(|| linalg::gemm(1.0, x, &w, 0.0, &mut reached));
        done?;
        in_products += seconds;
        residual::into(&reached, y, &mut difference)?;
        let (done, seconds) = timed(|| linalg::gemm(1.0, &x.t(), &difference, 0.0, &mut half));
        done?;
        in_products += seconds;
        step::into(&w, &half, RATE, &mut next)?;
        std::mem::swap(&mut w, &mut next);
    }
    Ok((w, in_products))
}

/// The first columns of W, by loops that a person would write.
fn plain(
    x: &Array2<f64>,
    y: &Array2<f64>,
    start: &Array2<f64>,
    columns: usize,
    iterations: usize,
) -> Array2<f64> {
    let mut found = start.slice(s![.., ..columns]).to_owned();
    for column in 0..columns {
        let mut w = start.column(column).to_vec();
        for _ in 0..iterations {
            let mut half = vec![0.0; w.len()];
            for (row, target) in x.rows().into_iter().zip(y.column(column)) {
                let reached: f64 = row.iter().zip(&w).map(|(x, w)| x * w).sum();
                for (half, x) in half.iter_mut().zip(row) {
                    *half += x * (reached - target);
                }
            }
            for (w, half) in w.iter_mut().zip(&half) {
                *w -= RATE * 2.0 * half;
            }
        }
        found.column_mut(column).assign(&ndarray::ArrayView1::from(&w));
    }
    found
}

/// Rounding adds up over the steps: each of them is off by at most about ε for each term of its sums.
fn check(w: &Array2<f64>, expected: &Array2<f64>, roundings: usize) -> Result<(), Failure> {
    let largest = expected.iter().fold(1.0_f64, |largest, value| largest.max(value.abs()));
    let bound = 4.0 * roundings as f64 * f64::EPSILON * largest;
    for (at, expected) in expected.indexed_iter() {
        let error = (w[at] - expected).abs();
        if error.is_nan() || error > bound {
            return Err(
                format!("the element of W at {at:?} is off by {error:e}, allowed is {bound:e}").into()
            );
        }
    }
    Ok(())
}
