//! Random loops whose iterations have windows of their own: `#[parallel]` accepts them, and gives the bits of the plain
//! function under every schedule, on any number of threads, at every level.
//!
//! `UFUNC_RANDOM_LOOPS` and `UFUNC_RANDOM_SEED` choose how many and which, at build time.

use ufunc_programs::loops::RandomLoop;
use ufunc_random::compare_loop;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/loops.rs"));
}

#[test]
#[expect(clippy::print_stdout, reason = "the numbers to repeat the run with")]
fn regions_do_what_the_plain_functions_do() {
    let loops = generated::LOOPS;
    let first = loops.first().map_or(0, |compiled| compiled.seed);
    println!("UFUNC_RANDOM_LOOPS={} UFUNC_RANDOM_SEED={first}", loops.len());
    let failures: Vec<String> = loops
        .iter()
        .filter_map(|compiled| {
            let random = RandomLoop::new(compiled.seed);
            let difference = compare_loop(compiled, &random).err()?;
            let (attribute, source) = (random.attribute(), random.to_source("run"));
            Some(format!("seed {}: {difference}\n{attribute}\n{source}", compiled.seed))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} loops differ; the smallest:\n{}",
        failures.len(),
        loops.len(),
        failures.iter().min_by_key(|failure| failure.len()).map_or("", String::as_str)
    );
}
