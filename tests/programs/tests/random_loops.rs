//! The generator of loops: its rule for what is disjoint agrees with the oracle, and both kinds are drawn.

use ufunc_programs::loops::{LEAST_WIDTH, RandomLoop};

const SEEDS: std::ops::Range<u64> = 0..4000;

#[test]
fn loops_with_windows_of_their_own_do_not_race() {
    for seed in SEEDS {
        let random = RandomLoop::new(seed);
        for width in [LEAST_WIDTH, LEAST_WIDTH + 2] {
            let race = random.race(13, width);
            assert!(
                !random.has_own_windows() || race.is_none(),
                "seed {seed}, width {width}: {race:?}\n{}",
                random.to_source("run")
            );
        }
    }
}

#[test]
fn both_kinds_are_common() {
    let own = SEEDS.filter(|seed| RandomLoop::new(*seed).has_own_windows()).count();
    let racing = SEEDS.filter(|seed| RandomLoop::new(*seed).race(13, LEAST_WIDTH).is_some()).count();
    assert!(own > 800 && racing > 1000, "{own} have windows of their own, {racing} race");
}

#[test]
fn a_race_is_between_two_iterations_that_touch_the_element() {
    let source = "a[i + 1] = ";
    let racing = SEEDS
        .map(RandomLoop::new)
        .filter(|random| random.to_source("run").contains(source))
        .find_map(|random| random.race(13, LEAST_WIDTH));
    let race = racing.expect("some loop writes a neighbour's element");
    assert_ne!(race.iterations[0], race.iterations[1]);
}

#[test]
fn arrays_are_long_enough_for_every_index() {
    for seed in SEEDS.step_by(7) {
        let random = RandomLoop::new(seed);
        assert!(random.len(13, LEAST_WIDTH) >= random.len(12, LEAST_WIDTH), "seed {seed}");
        assert_eq!(random.len(random.first, LEAST_WIDTH), 0, "seed {seed}: no iteration touches anything");
    }
}
