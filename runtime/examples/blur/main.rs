//! Gaussian blur of an image file.
//!
//! ```text
//! cargo run --release --example blur [-- FILE.png] [--radius N] [--repeat N] [--threads N] [--output FILE.png]
//! ```
//!
//! Each colour is blurred along the rows and then along the columns, beyond the edges the image goes on as it ends. Without a
//! file the image is `sample.png` beside this source, painted by `heat --size 384 --steps 300`. The result must have the bits of plain
//! loops.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
mod plain;
#[path = "../common/times.rs"]
mod times;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use image::RgbImage;
use ufunc::prelude::*;

use self::common::{Failure, Threads, exit_code, timed};
use self::times::tell_times;

/// The image that is read without a file.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/blur/sample.png");

/// Blurs an image.
#[derive(Debug, Parser)]
#[command(name = "blur")]
struct Arguments {
    /// A PNG image [default: the sample in the repository]
    file: Option<PathBuf>,
    /// The weights reach so many pixels to each side; their standard deviation is a third of that
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=1000))]
    radius: u32,
    /// The image is laid out so many times in both directions, for the clock
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    repeat: u32,
    /// The blurred image
    #[arg(long, value_name = "FILE.png", default_value = "target/blur.png")]
    output: PathBuf,
    #[command(flatten)]
    threads: Threads,
}

/// One colour of an image, row by row.
#[derive(Debug, Clone, PartialEq)]
struct Plane {
    width: usize,
    height: usize,
    pixels: Vec<f32>,
}

/// Weights that fall off as the normal distribution does, with the sum 1.
fn gaussian(radius: usize) -> Vec<f32> {
    let deviation = radius as f32 / 3.0;
    let weight = |at: usize| (-0.5 * ((at as f32 - radius as f32) / deviation).powi(2)).exp();
    let weights: Vec<f32> = (0..=2 * radius).map(weight).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

fn blur(plane: &mut Plane, weights: &[f32]) {
    let Plane { width, height, ref mut pixels } = *plane;
    let wide = width + weights.len() - 1;
    let mut padded = vec![0.0; wide * height];
    let mut rows = vec![0.0; width * height];
    pad(width, wide, height, pixels, &mut padded);
    along_rows(width, wide, height, weights, &padded, &mut rows);
    along_columns(width, height, weights, &rows, pixels);
}

/// Rows with their first and last pixel repeated, so that they are `wide`.
#[parallel]
fn pad(width: usize, wide: usize, height: usize, from: &[f32], to: &mut [f32]) {
    let radius = (wide - width) / 2;
    for i in 0..height {
        for j in 0..wide {
            let column = j.clamp(radius, width - 1 + radius) - radius;
            to[i * wide + j] = from[i * width + column];
        }
    }
}

#[parallel]
fn along_rows(width: usize, wide: usize, height: usize, weights: &[f32], from: &[f32], to: &mut [f32]) {
    for i in 0..height {
        for j in 0..width {
            let mut sum: f32 = 0.0;
            for k in 0..weights.len() {
                sum += weights[k] * from[i * wide + j + k];
            }
            to[i * width + j] = sum;
        }
    }
}

#[parallel]
fn along_columns(width: usize, height: usize, weights: &[f32], from: &[f32], to: &mut [f32]) {
    let radius = weights.len() / 2;
    for i in 0..height {
        for j in 0..width {
            let mut sum: f32 = 0.0;
            for k in 0..weights.len() {
                let row = (i + k).clamp(radius, height - 1 + radius) - radius;
                sum += weights[k] * from[row * width + j];
            }
            to[i * width + j] = sum;
        }
    }
}

fn planes_of(image: &RgbImage, repeat: usize) -> [Plane; 3] {
    let (columns, rows) = (image.width() as usize, image.height() as usize);
    let (width, height) = (columns * repeat, rows * repeat);
    let bytes = image.as_raw();
    [0, 1, 2].map(|colour| {
        let pixel = |at: usize| 3 * (at / width % rows * columns + at % width % columns) + colour;
        let pixels = (0..width * height).map(|at| f32::from(bytes[pixel(at)])).collect();
        Plane { width, height, pixels }
    })
}

fn image_of(planes: &[Plane; 3]) -> Option<RgbImage> {
    let [red, green, blue] = planes;
    let pixels = red.pixels.iter().zip(&green.pixels).zip(&blue.pixels);
    let bytes = pixels.flat_map(|((red, green), blue)| [red, green, blue].map(|colour| colour.round() as u8));
    RgbImage::from_raw(red.width as u32, red.height as u32, bytes.collect())
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    let path = arguments.file.as_deref().unwrap_or(Path::new(SAMPLE));
    let image = image::open(path).map_err(|error| format!("{}: {error}", path.display()))?.to_rgb8();
    let mut planes = planes_of(&image, arguments.repeat as usize);
    let mut expected = planes.clone();
    let weights = gaussian(arguments.radius as usize);
    let ((), serial) = timed(|| expected.iter_mut().for_each(|plane| plain::blur(plane, &weights)));
    let ((), parallel) = timed(|| planes.iter_mut().for_each(|plane| blur(plane, &weights)));
    if planes != expected {
        return Err("the parallel loops differ from the plain ones".into());
    }
    let (width, height) = (planes[0].width, planes[0].height);
    println!("{width} x {height} pixels, {} weights: same bits as the plain loops", weights.len());
    tell_times(serial, parallel);
    let blurred = image_of(&planes).ok_or("an image of this size cannot be written")?;
    if let Some(folder) = arguments.output.parent() {
        std::fs::create_dir_all(folder)?;
    }
    blurred.save(&arguments.output)?;
    println!("wrote {}", arguments.output.display());
    Ok(())
}
