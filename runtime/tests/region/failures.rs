//! A panic of an iteration reaches the caller, and says where it was.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::settings::{message, regions};
use ufunc::__private as p;

#[test]
fn the_lowest_iteration_is_told() {
    for region in regions() {
        let region = region.counting(100, 3);
        for grain in [1, 64] {
            let region = region.clone().grain(grain);
            let text = message(|| {
                let () = p::run_region(&region, 1000, (), (), |ctx, chunk, (), ()| {
                    for t in chunk {
                        ctx.at(t);
                        assert!(t % 50 != 17, "no such iteration: {t}");
                    }
                });
            });
            assert_eq!(
                text, "no such iteration: 17 in the parallel loop of `f` at i = 151 (src/f.rs:12)",
                "{region:?}"
            );
        }
    }
}

#[test]
fn a_fault_of_a_lane_is_of_its_iteration() {
    for region in regions() {
        let region = region.counting(0, 1).grain(64);
        let text = message(|| {
            let (_,) = p::run_region(
                &region,
                5000,
                (),
                (p::reduction::<p::Add, u32>(&0),),
                |ctx, chunk, (), (_,)| {
                    let progress = ctx.progress();
                    let start = p::Steps::start(&progress);
                    for at in (0..chunk.len()).step_by(8) {
                        p::Steps::gang(&progress, start, at);
                        if start + at >= 1000 {
                            p::fault::fault_of("no lane".to_owned(), Some(5));
                        }
                    }
                },
            );
        });
        assert_eq!(text, "no lane in the parallel loop of `f` at i = 1005 (src/f.rs:12)");
    }
}

#[test]
fn iterations_below_a_failure_all_run() {
    for region in regions() {
        let below = AtomicUsize::new(0);
        let text = message(AssertUnwindSafe(|| {
            let () = p::run_region(&region, 1000, (), (), |ctx, chunk, (), ()| {
                for t in chunk {
                    ctx.at(t);
                    if t < 600 {
                        below.fetch_add(1, Ordering::Relaxed);
                    } else {
                        panic!("enough");
                    }
                }
            });
        }));
        assert_eq!(text, "enough in the parallel loop of `f` in iteration 600 (src/f.rs:12)");
        assert_eq!(below.into_inner(), 600);
    }
}

#[test]
fn a_payload_without_text_stays_as_it_is_and_the_pool_works_on() {
    for region in regions() {
        let run = |bad: usize| {
            p::run_region(
                &region,
                100,
                (),
                (p::reduction::<p::Add, usize>(&0),),
                |ctx, chunk, (), (slots,)| {
                    for t in chunk {
                        ctx.at(t);
                        if t == bad {
                            panic_any(t);
                        }
                        let sum = slots.take(t);
                        slots.put(t, sum + t);
                    }
                },
            )
        };
        let payload = catch_unwind(|| run(42)).unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&42_usize));
        assert_eq!(run(100), (4950,));
    }
}

#[test]
fn a_scan_tells_the_iteration_in_either_pass() {
    for region in regions() {
        for pass in [1, 2] {
            let text = message(|| {
                p::run_scan(
                    &region,
                    500,
                    (),
                    p::scan::<p::Add, u32>(&0),
                    |ctx, chunk, (), _| {
                        for t in chunk {
                            ctx.at(t);
                            assert!(pass != 1 || t < 77, "first");
                        }
                    },
                    |ctx, chunk, (), _, _| {
                        for t in chunk {
                            ctx.at(t);
                            assert!(pass != 1 || t < 77, "first");
                            assert!(pass != 2 || t < 88, "second");
                        }
                    },
                );
            });
            let expected = if pass == 1 { "first" } else { "second" };
            let at = if pass == 1 { 77 } else { 88 };
            assert_eq!(
                text,
                format!("{expected} in the parallel loop of `f` in iteration {at} (src/f.rs:12)")
            );
        }
    }
}
