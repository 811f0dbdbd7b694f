//! Writes the random programs that the test compares.
//!
//! `UFUNC_RANDOM_PROGRAMS` says how many (default 200), `UFUNC_RANDOM_SEED` the first seed (default 1).

#[path = "src/glue.rs"]
mod glue;

use std::path::PathBuf;
use std::{env, fs};

use ufunc_programs::{Features, Program};

fn main() {
    let count = number("UFUNC_RANDOM_PROGRAMS", 200);
    let first = number("UFUNC_RANDOM_SEED", 1);
    let programs: Vec<(u64, Program)> =
        (first..first + count).map(|seed| (seed, Program::random(seed, &Features::ALL))).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("programs.rs"), glue::programs_source(&programs)).expect("OUT_DIR can be written to");
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
