//! Jobs: every one once, results in order, the lowest failure, progress, cancellation, calls within jobs.

mod support;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use support::{add, quotient};
use ufunc::jobs::{self, Cancel, Cancelled, JobError, Jobs, Stopped};
use ufunc::{Level, Options, Schedule};

const THREADS: [usize; 3] = [1, 2, 5];

fn schedules() -> [Schedule; 5] {
    [Schedule::STATIC, Schedule::STATIC.with_chunk(3), Schedule::DYNAMIC, Schedule::GUIDED, Schedule::Auto]
}

/// Jobs that wait for each other want threads that another test may hold: tests with such jobs run one at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn message(call: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("the call should panic");
    payload.downcast_ref::<String>().expect("a panic has a message").clone()
}

/// Takes a time that differs much from one `i` to another.
fn uneven(i: u64) -> u64 {
    let steps = if i.is_multiple_of(7) { 20_000 } else { i % 5 };
    (0..steps).fold(i, |x, step| x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(step))
}

#[test]
fn results_are_in_order_whatever_jobs_cost() {
    for len in [0, 1, 2, 3, 17, 400] {
        let expected: Vec<u64> = (0..len).map(uneven).collect();
        assert_eq!(jobs::map(0..len, uneven), expected);
        for threads in THREADS {
            assert_eq!(Jobs::new().threads(threads).map(0..len, uneven), expected);
            for schedule in schedules() {
                let jobs = Jobs::new().threads(threads).schedule(schedule);
                assert_eq!(jobs.map(0..len, uneven), expected, "{len} jobs, {threads} threads, {schedule}");
            }
        }
    }
}

#[test]
fn items_are_handed_over() {
    let words: Vec<String> = (0..50).map(|i| format!("word {i}")).collect();
    let lengths: Vec<usize> = words.iter().map(String::len).collect();
    assert_eq!(jobs::map(&words, String::len), lengths);
    assert_eq!(
        Jobs::new().threads(5).map(words.clone(), String::into_bytes).concat(),
        words.concat().into_bytes()
    );
    let mut rows = vec![vec![3, 1, 2]; 20];
    Jobs::new().threads(2).foreach(&mut rows, |row| row.sort_unstable());
    assert_eq!(rows, vec![vec![1, 2, 3]; 20]);
}

#[test]
fn jobs_run_at_once_on_as_many_threads_as_asked_for() {
    let _alone = alone();
    for threads in [2, 5] {
        // Each job waits for all others: one at a time would never end.
        let all = Barrier::new(threads);
        let ids: Vec<ThreadId> = Jobs::new().threads(threads).map(0..threads, |_| {
            all.wait();
            thread::current().id()
        });
        assert_eq!(ids.iter().map(|id| format!("{id:?}")).collect::<BTreeSet<_>>().len(), threads);
        assert!(ids.contains(&thread::current().id()), "the calling thread works too");
    }
}

#[test]
fn the_lowest_panic_is_told() {
    for threads in THREADS {
        for schedule in schedules() {
            for failing in [&[0][..], &[99], &[70, 12, 13], &[50, 3, 98]] {
                let ran: Vec<AtomicUsize> = (0..100).map(|_| AtomicUsize::new(0)).collect();
                let message = message(|| {
                    Jobs::new().threads(threads).schedule(schedule).foreach(0..100, |i| {
                        ran[i].fetch_add(1, Ordering::Relaxed);
                        assert!(!failing.contains(&i), "number {i} is bad");
                    });
                });
                let lowest = *failing.iter().min().unwrap();
                assert_eq!(message, format!("panic in job {lowest} of 100: number {lowest} is bad"));
                let counts: Vec<usize> = ran.iter().map(|count| count.load(Ordering::Relaxed)).collect();
                assert!(counts[..=lowest].iter().all(|&count| count == 1), "those below have run");
                assert!(counts.iter().all(|&count| count <= 1));
                assert_eq!(Jobs::new().threads(threads).map(0..10, |i| i), Vec::from_iter(0..10));
            }
        }
    }
}

#[test]
fn nothing_begins_behind_a_failure_on_one_thread() {
    let begun = AtomicUsize::new(0);
    let result = Jobs::new().threads(1).try_map(0..100, |i| {
        begun.fetch_add(1, Ordering::Relaxed);
        if i == 4 { Err("four") } else { Ok(i) }
    });
    assert_eq!(result, Err(JobError { index: 4, of: 100, error: "four" }));
    assert_eq!(begun.load(Ordering::Relaxed), 5);
}

#[test]
fn other_payloads_are_passed_on() {
    for threads in THREADS {
        let call = || {
            Jobs::new().threads(threads).foreach(0..10, |i| {
                if i == 3 {
                    panic_any(17_u8)
                }
            })
        };
        assert_eq!(catch_unwind(call).unwrap_err().downcast_ref::<u8>(), Some(&17));
    }
}

#[test]
fn a_kernel_s_panic_names_job_and_element() {
    let rows = [[1, 2, 3], [1, 0, 3], [0, 0, 0]];
    let message = message(|| drop(Jobs::new().threads(2).map(&rows, |row| quotient(6, row))));
    assert_eq!(message, "panic in job 1 of 3: attempt to divide by zero in ufunc `quotient` at index 1");
}

#[test]
fn errors_come_with_their_index() {
    for threads in THREADS {
        let parse =
            |texts: &[&str]| Jobs::new().threads(threads).try_map(texts.iter().copied(), str::parse::<i32>);
        assert_eq!(parse(&["1", "2", "-3"]), Ok(vec![1, 2, -3]));
        let error = parse(&["1", "x", "2", "y"]).unwrap_err();
        assert_eq!((error.index, error.of), (1, 4));
        assert_eq!(error.to_string(), "job 1 of 4 failed: invalid digit found in string");
    }
    // Whichever is lower counts, panic or error.
    let mixed = |i| {
        assert!(i != 5, "five");
        if i == 7 { Err(i) } else { Ok(i) }
    };
    assert_eq!(message(|| drop(jobs::try_map(0..10, mixed))), "panic in job 5 of 10: five");
    assert_eq!(jobs::try_map(6..10, mixed), Err(JobError { index: 1, of: 4, error: 7 }));
}

#[test]
fn progress_counts_every_job() {
    for threads in THREADS {
        let mut told = Vec::new();
        let results =
            Jobs::new().threads(threads).progress(|done, of| told.push((done, of))).map(0..20, |i| i);
        assert_eq!(results.len(), 20);
        assert_eq!(told, (1..=20).map(|done| (done, 20)).collect::<Vec<_>>());
    }
}

#[test]
fn a_panic_of_progress_ends_the_jobs() {
    let begun = AtomicUsize::new(0);
    let jobs = Jobs::new().threads(1).progress(|done, _| assert!(done < 3, "enough"));
    let payload = catch_unwind(AssertUnwindSafe(|| {
        jobs.foreach(0..100, |_| {
            begun.fetch_add(1, Ordering::Relaxed);
        })
    }));
    assert_eq!(payload.unwrap_err().downcast_ref::<&str>(), Some(&"enough"));
    assert_eq!(begun.load(Ordering::Relaxed), 3);
}

#[test]
fn a_token_stops_what_has_not_begun() {
    for threads in THREADS {
        let token = Cancel::new();
        let ran = AtomicUsize::new(0);
        let result = Jobs::new().threads(threads).cancel(&token).map(0..1000, |i| {
            if ran.fetch_add(1, Ordering::Relaxed) == 10 {
                token.clone().cancel();
            }
            i
        });
        let Cancelled { done, of } = result.unwrap_err();
        assert_eq!((done, of), (ran.load(Ordering::Relaxed), 1000));
        assert!((11..11 + threads).contains(&done), "{done} jobs ran on {threads} threads");
        // A token that is used up stops the next jobs before the first; of none, none is missing.
        assert_eq!(Jobs::new().cancel(&token).foreach(0..3, |_| {}), Err(Cancelled { done: 0, of: 3 }));
        assert_eq!(Jobs::new().cancel(&token).foreach(0..0, |_| {}), Ok(()));
    }
    assert_eq!(Cancelled { done: 2, of: 9 }.to_string(), "cancelled after 2 of 9 jobs");
}

#[test]
fn jobs_that_are_all_done_are_not_cancelled() {
    let token = Cancel::new();
    let result = Jobs::new().threads(1).cancel(&token).map(0..5, |i| {
        if i == 4 {
            token.cancel();
        }
        i
    });
    assert_eq!(result, Ok(vec![0, 1, 2, 3, 4]));
}

#[test]
fn a_failure_comes_before_a_cancellation() {
    let token = Cancel::new();
    let result: Result<Vec<()>, Stopped<i32>> = Jobs::new().threads(1).cancel(&token).try_map(0..9, |i| {
        token.cancel();
        Err(i)
    });
    assert_eq!(result, Err(Stopped::Failed(JobError { index: 0, of: 9, error: 0 })));
    let result: Result<Vec<()>, Stopped<i32>> = Jobs::new().cancel(&token).try_map(0..9, Err);
    assert_eq!(result, Err(Stopped::Cancelled(Cancelled { done: 0, of: 9 })));
}

/// The threads that jobs inside of a job run on.
fn threads_inside(threads: usize) -> usize {
    let ids = Mutex::new(Vec::new());
    Jobs::new().threads(threads).foreach(0..200, |_| {
        let id = thread::current().id();
        let mut ids = ids.lock().unwrap();
        if !ids.contains(&id) {
            ids.push(id);
        }
    });
    ids.into_inner().unwrap().len()
}

/// Jobs inside of a job that wait for each other, so that they only end on several threads.
fn meet_inside(threads: usize) {
    let all = Barrier::new(threads);
    Jobs::new().threads(threads).foreach(0..threads, |_| {
        all.wait();
    });
}

#[test]
fn inside_jobs_everything_is_serial() {
    assert_eq!(Jobs::new().threads(3).map(0..6, |_| threads_inside(3)), [1; 6]);
}

#[test]
fn a_single_job_has_the_whole_machine() {
    let _alone = alone();
    let caller = thread::current().id();
    jobs::foreach([()], |()| {
        assert_eq!(thread::current().id(), caller);
        meet_inside(3);
    });
    Jobs::new().threads(1).foreach(0..3, |_| meet_inside(2));
}

#[test]
fn nested_jobs_use_the_threads_that_are_left() {
    let _alone = alone();
    // The first job's inner ones need a thread that the second job leaves behind.
    Jobs::new().threads(2).nested(true).foreach(0..2, |i| {
        if i == 0 {
            meet_inside(2);
        }
    });
    // More than there are threads, to any depth, comes to an end.
    let sums = Jobs::new().threads(3).nested(true).map(0..8_u64, |i| {
        let inner = Jobs::new()
            .threads(4)
            .nested(true)
            .map(0..5, move |j| jobs::map(0..3, move |k| i * 100 + j * 10 + k).iter().sum::<u64>());
        inner.iter().sum::<u64>()
    });
    let expected: Vec<u64> = (0..8).map(|i| 15 * i * 100 + 3 * 10 * 10 + 5 * 3).collect();
    assert_eq!(sums, expected);
}

#[test]
fn kernels_inside_jobs_give_the_same() {
    let xs: Vec<f64> = (0..30_000).map(f64::from).collect();
    let expected: Vec<Vec<f64>> = (0..6).map(|i| xs.iter().map(|x| x + f64::from(i)).collect()).collect();
    let options = Options::new().threads(3).min_parallel_len(0);
    for nested in [false, true] {
        let jobs = Jobs::new().threads(3).nested(nested);
        assert_eq!(jobs.map(0..6, |i| add::call_with(&options, &xs, f64::from(i))), expected);
    }
}

#[test]
fn settings_of_the_scope_hold_inside() {
    let _alone = alone();
    let weakest = Level::available()[0];
    Options::new().threads(3).max_simd(weakest).run(|| {
        let all = Barrier::new(3);
        let settings = jobs::map(0..3, |_| {
            all.wait();
            (ufunc::num_threads(), ufunc::max_simd())
        });
        assert_eq!(settings, [(3, weakest); 3]);
    });
}

#[test]
fn a_borrowed_pool_runs_jobs_and_what_is_nested_in_them() {
    let _alone = alone();
    let pool = rayon_core::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let caller = thread::current().id();
    let is_of_pool = || pool.current_thread_index().is_some() || thread::current().id() == caller;
    ufunc::with_pool(&pool, || {
        let all = Barrier::new(3);
        let outer = jobs::map(0..3, |_| {
            all.wait();
            is_of_pool()
        });
        assert_eq!(outer, [true; 3]);
        let inner = Jobs::new().nested(true).map(0..3, |_| jobs::map(0..3, |_| is_of_pool()));
        assert_eq!(inner.concat(), [true; 9]);
    });
}

#[test]
fn zero_threads_are_refused() {
    let message = message(|| drop(Jobs::new().threads(0)));
    assert_eq!(message, "the number of threads is 0; allowed is a number from 1 on");
}

#[test]
fn what_is_set_is_shown() {
    let last = Cell::new(0);
    let jobs = Jobs::new().threads(2).nested(true);
    let shown = format!("{jobs:?}");
    assert!(shown.contains("is_nested: true"), "{shown}");
    // What the jobs may borrow outlives them.
    jobs.map(0..3, |i| i).into_iter().for_each(|i| last.set(i));
    assert_eq!(last.get(), 2);
}
