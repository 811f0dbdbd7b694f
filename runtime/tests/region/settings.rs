//! What every test of a region runs under, and what clauses may not say.

use std::panic::catch_unwind;

use ufunc::__private as p;
use ufunc::{Options, Schedule};

/// Numbers of iterations about the lengths of slots and blocks.
pub(super) const COUNTS: [usize; 8] = [0, 1, 31, 32, 33, 1000, 20_000, 100_003];

/// Regions with every schedule and 1, 2 and 5 threads.
pub(super) fn regions() -> Vec<p::Region> {
    let kinds = [Schedule::STATIC, Schedule::DYNAMIC, Schedule::GUIDED];
    let mut schedules = vec![Schedule::Auto];
    for kind in kinds {
        schedules.extend([kind, kind.with_chunk(1), kind.with_chunk(7), kind.with_chunk(1000)]);
    }
    let mut regions = Vec::new();
    for schedule in schedules {
        for threads in [1, 2, 5] {
            let region = p::Region::new("f", "src/f.rs", 12, "i");
            regions.push(region.schedule(schedule).num_threads(threads).even(false));
        }
    }
    regions
}

/// What a panic says.
pub(super) fn message(work: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = catch_unwind(work).expect_err("there is a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&'static str>().expect("the payload is a text")).to_owned(),
    }
}

#[test]
fn bad_clauses_are_refused() {
    let region = p::Region::new("f", "src/f.rs", 12, "i");
    let none = region.clone();
    assert!(message(move || drop(none.num_threads(0))).contains("num_threads(0)"));
    assert!(message(move || drop(region.num_threads(-3_i64))).contains("num_threads(-3)"));
    assert!(
        message(|| assert_eq!(p::chunk(Schedule::DYNAMIC, 0_usize), Schedule::Auto))
            .contains("a chunk has one iteration at least")
    );
    assert!(message(|| assert_eq!(p::chunk(Schedule::DYNAMIC, -1), Schedule::Auto)).contains("-1"));
    assert_eq!(p::chunk(Schedule::GUIDED, 8_i32), Schedule::GUIDED.with_chunk(8));
}

#[test]
fn a_region_takes_its_settings_from_the_scope_unless_a_clause_says_otherwise() {
    use std::collections::BTreeSet;
    use std::sync::Mutex;
    let chunks = |region: &p::Region| {
        let lens = Mutex::new(BTreeSet::new());
        let () = p::run_region(region, 100, (), (), |_, chunk, (), ()| {
            lens.lock().unwrap().insert(chunk.len());
        });
        lens.into_inner().unwrap()
    };
    let region = p::Region::new("f", "src/f.rs", 12, "i");
    let options = Options::new().threads(2).schedule(Schedule::DYNAMIC.with_chunk(10));
    assert_eq!(options.run(|| chunks(&region)), [10].into());
    let own = region.clone().schedule(Schedule::STATIC).num_threads(4);
    assert_eq!(options.run(|| chunks(&own)), [25].into());
    assert_eq!(options.run(|| chunks(&region.clone().only_if(false))), [100].into());
    assert_eq!(options.run(|| chunks(&region.clone().cost(1))), [100].into(), "too small for threads");
    let eager = options.min_parallel_len(100);
    assert_eq!(eager.run(|| chunks(&region.clone().cost(1))), [10].into());
    assert_eq!(eager.min_parallel_len(101).run(|| chunks(&region)), [100].into());
}

#[test]
fn regions_inside_regions_are_serial() {
    let region = p::Region::new("f", "src/f.rs", 12, "i").num_threads(2);
    let () = p::run_region(&region, 10, (), (), |_, _, (), ()| {
        let () = p::run_region(&region, 10, (), (), |_, chunk, (), ()| assert_eq!(chunk, 0..10));
    });
}
