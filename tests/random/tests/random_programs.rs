//! Random programs: the kernel gives the bits of the plain function at every level, and panics where it panics,
//! with the same message at the same element.
//!
//! `UFUNC_RANDOM_PROGRAMS` and `UFUNC_RANDOM_SEED` choose how many and which, at build time.

use ufunc_programs::{Features, Program};
use ufunc_random::compare_rows;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/programs.rs"));
}

#[test]
#[expect(clippy::print_stdout, reason = "the numbers to repeat the run with")]
fn kernels_do_what_the_plain_functions_do() {
    let programs = generated::PROGRAMS;
    let first = programs.first().map_or(0, |compiled| compiled.seed);
    println!("UFUNC_RANDOM_PROGRAMS={} UFUNC_RANDOM_SEED={first}", programs.len());
    // Lanes that panic on purpose would fill the screen.
    std::panic::set_hook(Box::new(|_| ()));
    let failures: Vec<String> = programs
        .iter()
        .filter_map(|compiled| {
            let program = Program::random(compiled.seed, &Features::ALL);
            let difference = compare_rows(compiled, &program.params()).err()?;
            Some(format!(
                "seed {}: {} ({:?})\n{}",
                compiled.seed,
                difference.what,
                difference.options,
                program.to_source("kernel")
            ))
        })
        .collect();
    drop(std::panic::take_hook());
    assert!(
        failures.is_empty(),
        "{} of {} programs differ; the smallest:\n{}\nMake it smaller by \
         `cargo run -p ufunc-random --example shrink -- SEED`.",
        failures.len(),
        programs.len(),
        failures.iter().min_by_key(|failure| failure.len()).map_or("", String::as_str)
    );
}
