//! Writes the random programs and loops that the tests compare.
//!
//! `UFUNC_RANDOM_PROGRAMS` says how many programs (default 80), `UFUNC_RANDOM_LOOPS` how many loops (default 40),
//! `UFUNC_RANDOM_SEED` the first seed of both (default 1).

#[path = "src/glue.rs"]
mod glue;

use std::path::PathBuf;
use std::{env, fs};

use ufunc_programs::loops::RandomLoop;
use ufunc_programs::{Features, Program};

fn main() {
    let count = number("UFUNC_RANDOM_PROGRAMS", 80);
    let first = number("UFUNC_RANDOM_SEED", 1);
    let programs: Vec<(u64, Program)> =
        (first..first + count).map(|seed| (seed, Program::random(seed, &Features::ALL))).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("programs.rs"), glue::programs_source(&programs)).expect("OUT_DIR can be written to");
    let loops: Vec<(u64, RandomLoop)> = (first..)
        .map(|seed| (seed, RandomLoop::new(seed)))
        .filter(|(_, random)| random.has_own_windows())
        .take(usize::try_from(number("UFUNC_RANDOM_LOOPS", 40)).expect("a number of loops"))
        .collect();
    fs::write(out.join("loops.rs"), glue::loops_source(&loops)).expect("OUT_DIR can be written to");
    println!("cargo::rerun-if-changed=src/glue.rs");
}

fn number(variable: &str, default: u64) -> u64 {
    println!("cargo::rerun-if-env-changed={variable}");
    match env::var(variable) {
        Err(_) => default,
        Ok(text) => {
            text.parse().unwrap_or_else(|_| panic!("{variable}={text}: not a whole number from 0 on"))
        }
    }
}
