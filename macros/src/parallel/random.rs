//! Random loops, against an oracle that tries every pair of iterations: what races is refused, and what has windows of its
//! own is accepted.

use ufunc_programs::loops::{LEAST_WIDTH, RandomLoop};

use super::accepts;

const SEEDS: std::ops::Range<u64> = 0..3000;

/// What the compiler says of the loop.
fn verdict(random: &RandomLoop) -> Result<(), Vec<String>> {
    let attribute = random.attribute();
    let clauses = attribute.trim_start_matches("#[parallel").trim_end_matches(']');
    let clauses = clauses.strip_prefix('(').and_then(|clauses| clauses.strip_suffix(')')).unwrap_or("");
    accepts(clauses, &random.to_source("run"))
}

#[test]
fn races_are_refused() {
    let mut refused = 0;
    for seed in SEEDS {
        let random = RandomLoop::new(seed);
        let race = [LEAST_WIDTH, LEAST_WIDTH + 2].into_iter().find_map(|width| random.race(13, width));
        let Some(race) = race else { continue };
        // Before the loop runs, the run time compares what an iteration reaches with the width of its row.
        if random.has_rows(race.output) {
            continue;
        }
        assert!(verdict(&random).is_err(), "seed {seed} races at {race:?}\n{}", random.to_source("run"));
        refused += 1;
    }
    assert!(refused > 500, "only {refused} loops race");
}

#[test]
fn windows_of_ones_own_are_accepted() {
    let mut accepted = 0;
    for seed in SEEDS {
        let random = RandomLoop::new(seed);
        if random.has_own_windows() {
            let verdict = verdict(&random);
            assert!(verdict.is_ok(), "seed {seed}: {verdict:?}\n{}", random.to_source("run"));
            accepted += 1;
        }
    }
    assert!(accepted > 500, "only {accepted} loops have windows of their own");
}
