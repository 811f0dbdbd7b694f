//! The product by `linalg`, and some of its rows by plain loops.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/normal.rs"]
mod normal;

use std::process::ExitCode;

use clap::Parser;
use ndarray::{Array2, s};
use ufunc::linalg;

use common::{Failure, Threads, exit_code, timed};
use normal::normal;

/// Multiplies two square matrices of standard normal numbers.
#[derive(Debug, Parser)]
#[command(name = "matrix_product")]
struct Arguments {
    /// Rows and columns of the matrices
    #[arg(long, default_value_t = 2000)]
    size: usize,
    #[command(flatten)]
    threads: Threads,
}

/// Multiplications and additions that plain loops do, at most: more would take minutes.
const PLAIN_WORK: usize = 500_000_000;

pub(crate) fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let size = arguments.size;
    if size == 0 {
        return Err("the size is 0; allowed is a number from 1 on".into());
    }
    let (a, b) = (normal(1, size, size), normal(2, size, size));
    let (product, seconds) = timed(|| linalg::matmul(&a, &b));
    let product = product?;
    let rows = (PLAIN_WORK / (size * size)).clamp(1, size);
    let (expected, plain_seconds) = timed(|| plain(&a, &b, rows));
    check(&a, &b, &product, &expected)?;
    let gigaflops = |rows: usize, seconds: f64| 2e-9 * rows as f64 * size as f64 * size as f64 / seconds;
    let (ours, theirs) = (gigaflops(size, seconds), gigaflops(rows, plain_seconds));
    println!("{size} × {size}: the first {rows} rows are those of plain loops, up to rounding");
    println!("plain loops {:>10.3} s a row {theirs:>9.2} GFLOP/s", plain_seconds / rows as f64);
    let (backend, threads) = (linalg::backend(), ufunc::num_threads());
    println!(
        "matmul      {seconds:>10.3} s       {ours:>9.2} GFLOP/s  on {threads} threads, backend {backend}"
    );
    println!("{:.1} times as fast", ours / theirs);
    Ok(())
}

/// The first rows of the product.
fn plain(a: &Array2<f64>, b: &Array2<f64>, rows: usize) -> Array2<f64> {
    let mut product = Array2::zeros((rows, b.ncols()));
    for row in 0..rows {
        for inner in 0..b.nrows() {
            let factor = a[[row, inner]];
            for column in 0..b.ncols() {
                product[[row, column]] += factor * b[[inner, column]];
            }
        }
    }
    product
}

/// Both ways are off by at most n·ε·(|a|·|b|) from the true product.
fn check(
    a: &Array2<f64>,
    b: &Array2<f64>,
    product: &Array2<f64>,
    expected: &Array2<f64>,
) -> Result<(), Failure> {
    let rows = expected.nrows();
    let size = a.ncols() as f64;
    let magnitude = linalg::matmul(&a.slice(s![..rows, ..]).mapv(f64::abs), &b.mapv(f64::abs))?;
    for ((at, expected), magnitude) in expected.indexed_iter().zip(&magnitude) {
        let error = (product[at] - expected).abs();
        if error.is_nan() || error > 2.0 * size * f64::EPSILON * magnitude {
            return Err(format!("the element at {at:?} is off by {error:e}").into());
        }
    }
    Ok(())
}
