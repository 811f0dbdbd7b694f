//! `cargo xtask compile-time`: what a kernel costs its crate, and a fresh build of `ufunc`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use thiserror::Error;

use crate::command::{self, CommandError};

/// Seconds that one more kernel may cost in release.
const KERNEL_GOAL: f64 = 0.5;
/// Seconds that a fresh build of `ufunc` may take on two cores.
const BUILD_GOAL: f64 = 60.0;

/// How often it is measured.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How often the crate is built with and without the kernel, in turns
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Leaves the fresh build of `ufunc` out
    #[arg(long)]
    skip_build: bool,
}

/// Why nothing was measured.
#[derive(Debug, Error)]
pub(crate) enum CompileTimeError {
    #[error(transparent)]
    Command(#[from] CommandError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), CompileTimeError> {
    let root = command::target("compile-time");
    if !arguments.skip_build {
        let took = fresh_build(&root.join("build"))?;
        tell("a fresh build of ufunc in release on two cores", took, BUILD_GOAL);
    }
    let user = root.join("user");
    let kernels = [write_user(&user, 1)?, write_user(&user, 2)?];
    let mut times = [Vec::new(), Vec::new()];
    // The first build of each also compiles what they depend on.
    for round in 0..=arguments.rounds {
        for (source, times) in kernels.iter().zip(&mut times) {
            let took = build_user(&user, source)?;
            if round > 0 {
                times.push(took);
            }
        }
    }
    let [without, with] = times.map(median);
    println!("a crate with one kernel {without}, with two {with}");
    let more = Took { wall: with.wall - without.wall, cpu: with.cpu.zip(without.cpu).map(|(w, o)| w - o) };
    tell("one more kernel of 10 lines in release", more, KERNEL_GOAL);
    Ok(())
}

fn tell(what: &str, took: Took, goal: f64) {
    let verdict = if took.wall <= goal { "ok" } else { "above" };
    println!("{what}: {took}, goal {goal} s {verdict}");
}

/// Seconds.
#[derive(Debug, Clone, Copy)]
struct Took {
    wall: f64,
    /// Of the processor, where the system tells it.
    cpu: Option<f64>,
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s", self.wall)?;
        self.cpu.map_or(Ok(()), |cpu| write!(f, " ({cpu:.2} s of processor time)"))
    }
}

/// The median of each.
fn median(times: Vec<Took>) -> Took {
    let middle = |mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    };
    let cpu: Option<Vec<f64>> = times.iter().map(|took| took.cpu).collect();
    Took { wall: middle(times.iter().map(|took| took.wall).collect()), cpu: cpu.map(middle) }
}

/// Runs a command and takes its time.
fn time(command: &mut Command) -> Result<Took, CompileTimeError> {
    let (start, before) = (Instant::now(), children_cpu());
    command::run(command::without_warnings(command))?;
    let wall = start.elapsed().as_secs_f64();
    Ok(Took { wall, cpu: children_cpu().zip(before).map(|(after, before)| after - before) })
}

/// Processor time of all programs that ended under this one, in seconds; Linux tells it in hundredths.
fn children_cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in brackets; of those after it, the 14th and 15th are the times.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
    Some((ticks(13)? + ticks(14)?) / 100.0)
}

/// Builds `ufunc` and all that it depends on.
fn fresh_build(target: &Path) -> Result<Took, CompileTimeError> {
    if target.exists() {
        fs::remove_dir_all(target).map_err(|source| file_error(target, source))?;
    }
    command::run(command::cargo().args(["fetch", "--quiet"]))?;
    let mut cargo = command::cargo();
    cargo.args(["build", "--quiet", "--release", "--offline", "--package", "ufunc", "--jobs", "2"]);
    time(cargo.arg("--target-dir").arg(target))
}

/// Writes a program that has so many kernels and calls them; gives its source.
fn write_user(dir: &Path, kernels: u32) -> Result<String, CompileTimeError> {
    let runtime = command::workspace().join("runtime");
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"user\"\nedition = \"2024\"\n\n[dependencies]\nufunc = {{ path = {runtime:?} }}\n"
    );
    write(&dir.join("Cargo.toml"), &manifest)?;
    let lock = dir.join("Cargo.lock");
    fs::copy(command::workspace().join("Cargo.lock"), &lock).map_err(|source| file_error(&lock, source))?;
    let mut source = String::from("use ufunc::prelude::*;\n");
    let mut calls = String::new();
    for number in 0..kernels {
        // Kernels that differ, or the linker could keep one for all.
        let number = f64::from(number);
        writeln!(
            source,
            "
#[ufunc]
pub fn growth_{number}(x: f64, rate: f64) -> f64 {{
    let mut y = 1.0 / (1.0 + (-rate * x).exp());
    if x > {number}.5 {{
        y = 1.0 - 0.5 * y;
    }}
    for _ in 0..4 {{
        y = rate * y * (1.0 - y);
    }}
    (y + {number}.25).sqrt()
}}"
        )
        .expect("a string takes every text");
        writeln!(calls, "    xs = growth_{number}(&xs, 3.5);").expect("a string takes every text");
    }
    writeln!(
        source,
        "\nfn main() {{\n    let mut xs: Vec<f64> = std::env::args().map(|word| word.len() as f64).collect();\n\
         {calls}    println!(\"{{xs:?}}\");\n}}"
    )
    .expect("a string takes every text");
    Ok(source)
}

fn build_user(dir: &Path, source: &str) -> Result<Took, CompileTimeError> {
    write(&dir.join("src/main.rs"), source)?;
    let mut cargo = command::cargo();
    cargo.current_dir(dir).args(["build", "--quiet", "--release", "--offline"]);
    time(cargo.arg("--target-dir").arg(dir.join("target")))
}

fn write(path: &Path, text: &str) -> Result<(), CompileTimeError> {
    let done = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    done.map_err(|source| file_error(path, source))
}

fn file_error(path: &Path, source: io::Error) -> CompileTimeError {
    CompileTimeError::File { path: path.to_owned(), source }
}
