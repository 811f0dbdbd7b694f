//! Makes a random program small that does not compile under `#[ufunc]`, or does something else than the plain
//! function: `cargo run -p ufunc-random --example shrink -- SEED`. With `FIRST..END` it lists the seeds that fail.
//!
//! Candidates are compiled by the batch, in a crate of their own under the target directory.
#![expect(clippy::print_stdout, reason = "the program found is what it is for")]

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use ufunc_programs::{Features, Program};
use ufunc_random::programs_source;

/// Programs compiled at once: more make a build longer, and are mostly not needed.
const BATCH: usize = 24;

fn main() {
    let arg = env::args().nth(1).unwrap_or_default();
    if let Some((first, end)) = arg.split_once("..")
        && let (Ok(first), Ok(end)) = (first.parse(), end.parse())
    {
        return list_failing(first, end);
    }
    let Ok(seed) = arg.parse() else {
        eprintln!("usage: shrink SEED, or shrink FIRST..END");
        std::process::exit(2);
    };
    let lab = Lab::new(seed);
    let mut program = Program::random(seed, &Features::ALL);
    let (failing, built) = lab.verdict(std::slice::from_ref(&program));
    if failing.is_empty() {
        println!("The program of seed {seed} does not fail.");
        return;
    }
    // Where the program does not compile, candidates need not run.
    lab.only_check.set(built == Built::No);
    while let Some(smaller) = step(&lab, &program) {
        eprintln!("{} -> {}", program.size(), smaller.size());
        program = smaller;
    }
    println!("{}", program.to_source("kernel"));
}

fn list_failing(first: u64, end: u64) {
    let lab = Lab::new(first);
    let mut seeds: Vec<u64> = (first..end).collect();
    while !seeds.is_empty() {
        let programs: Vec<Program> =
            seeds.iter().map(|&seed| Program::random(seed, &Features::ALL)).collect();
        let (failing, built) = lab.verdict(&programs);
        for &at in &failing {
            println!("{} {}", seeds[at], if built == Built::Yes { "differs" } else { "does not compile" });
        }
        if built == Built::Yes {
            return;
        }
        seeds =
            seeds.iter().enumerate().filter(|(at, _)| !failing.contains(at)).map(|(_, &seed)| seed).collect();
    }
}

/// The smallest failing program of the first batch that holds one.
fn step(lab: &Lab, program: &Program) -> Option<Program> {
    let mut candidates: Vec<Program> = program.smaller().collect();
    candidates.sort_by_key(Program::size);
    // The smallest are the boldest, of which few fail; from the middle on most are timid.
    let batches: Vec<&[Program]> = candidates.chunks(BATCH).collect();
    batches.into_iter().find_map(|batch| {
        let failing = lab.failing(batch);
        failing.first().map(|&at| batch[at].clone())
    })
}

/// Where candidates are compiled.
struct Lab {
    seed: u64,
    dir: PathBuf,
    target: PathBuf,
    only_check: Cell<bool>,
}

/// Whether all programs of a batch compile.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Built {
    Yes,
    No,
}

impl Lab {
    fn new(seed: u64) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().and_then(Path::parent).expect("the workspace");
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let dir = target.join("shrink");
        fs::create_dir_all(dir.join("src")).expect("the target directory can be written to");
        let manifest = format!(
            "[package]\nname = \"shrink-lab\"\nedition = \"2024\"\n[dependencies]\n\
             ufunc = {{ path = {:?} }}\nufunc-random = {{ path = {here:?} }}\nufunc-programs = {{ path = {:?} }}\n\
             [workspace]\n[profile.dev]\nopt-level = 1\n[profile.dev.package.shrink-lab]\nopt-level = 0\ndebug = false\n",
            root.join("runtime"),
            root.join("tests/programs"),
        );
        fs::write(dir.join("Cargo.toml"), manifest).expect("the target directory can be written to");
        Lab { seed, dir, target: target.join("shrink-target"), only_check: Cell::new(false) }
    }

    fn failing(&self, programs: &[Program]) -> Vec<usize> {
        self.verdict(programs).0
    }

    /// Which of the programs fail, by their place, and whether they compile. Those that do not count first, and
    /// alone.
    fn verdict(&self, programs: &[Program]) -> (Vec<usize>, Built) {
        let seeded: Vec<(u64, Program)> = programs.iter().map(|one| (self.seed, one.clone())).collect();
        let table = programs_source(&seeded);
        let main = format!(
            "fn main() {{\n    std::panic::set_hook(Box::new(|_| ()));\n    \
             for (at, compiled) in PROGRAMS.iter().enumerate() {{\n        \
             if let Err(difference) = ufunc_random::compare_rows(compiled, PARAMS[at]) {{\n            \
             println!(\"{{at}}\");\n            eprintln!(\"{{difference:?}}\");\n        }}\n    }}\n}}\n\
             static PARAMS: &[&[ufunc_programs::Ty]] = &[{}];\n",
            programs.iter().map(|one| format!("&{}, ", types(one))).collect::<String>()
        );
        let source = format!("{table}{main}");
        fs::write(self.dir.join("src/main.rs"), &source).expect("the target directory can be written to");
        let (compiles, errors) = self.cargo("check");
        if !compiles {
            return (broken_modules(&source, &errors), Built::No);
        }
        if self.only_check.get() {
            return (Vec::new(), Built::Yes);
        }
        let (builds, errors) = self.cargo("build");
        assert!(builds, "the candidates were not built:\n{errors}");
        let run =
            Command::new(self.target.join("debug/shrink-lab")).output().expect("the built program runs");
        let out = String::from_utf8_lossy(&run.stdout);
        eprint!("{}", String::from_utf8_lossy(&run.stderr));
        (out.lines().filter_map(|line| line.parse().ok()).collect(), Built::Yes)
    }

    fn cargo(&self, command: &str) -> (bool, String) {
        let output = Command::new(env!("CARGO"))
            .args([command, "--quiet", "--message-format=short"])
            .current_dir(&self.dir)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("UFUNC_RANDOM_PROGRAMS", "0")
            .output()
            .expect("cargo runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn types(program: &Program) -> String {
    let types: Vec<String> =
        program.params().iter().map(|ty| format!("ufunc_programs::Ty::{ty:?}")).collect();
    format!("[{}]", types.join(", "))
}

/// The programs in whose modules the compiler's errors lie.
fn broken_modules(source: &str, errors: &str) -> Vec<usize> {
    let mut broken: Vec<usize> = errors
        .lines()
        .filter(|line| line.contains(": error"))
        .filter_map(|line| line.strip_prefix("src/main.rs:")?.split(':').next()?.parse::<usize>().ok())
        .filter_map(|line| {
            let heads = source.lines().take(line).filter_map(|text| text.strip_prefix("mod p"));
            heads.filter_map(|rest| rest.strip_suffix(" {")?.parse().ok()).last()
        })
        .collect();
    broken.sort_unstable();
    broken.dedup();
    assert!(!broken.is_empty(), "the candidates were not built:\n{errors}");
    broken
}
