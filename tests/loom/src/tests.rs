//! What holds in every order of events. A wake-up that is lost shows as a model whose threads all sleep, and a reference
//! that is lost as a leak: `loom` reports both.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize as Plain, Ordering};

use loom::cell::UnsafeCell;
use loom::sync::{Arc, Condvar, Mutex};

use super::crew::Crew;
use super::deal::{Deal, Policy, Taken};
use super::place::Places;

/// Runs a model with at most so many switches away from a thread that could go on, unless `LOOM_MAX_PREEMPTIONS` says
/// otherwise.
fn check(preemptions: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = builder.preemption_bound.or(Some(preemptions));
    builder.check(model);
}

/// Counts how often each part runs, in memory that is the caller's own.
struct Counts(Vec<UnsafeCell<usize>>);

// SAFETY: the cells are the model checker's, which reports every access that is not alone.
unsafe impl Sync for Counts {}

impl Counts {
    fn new(parts: usize) -> Self {
        Counts((0..parts).map(|_| UnsafeCell::new(0)).collect())
    }

    fn count(&self, part: usize) {
        // SAFETY: the model checker reports it if another thread has access.
        self.0[part].with_mut(|count| unsafe { *count += 1 });
    }

    /// The memory is the caller's alone again, whatever has run.
    fn take_back(&self) {
        for count in &self.0 {
            // SAFETY: as above.
            count.with_mut(|count| assert!(unsafe { *count } <= 1));
        }
    }

    /// Every part has run once. The caller's own access to what the parts wrote is a race if one may still run.
    fn check(&self) {
        for count in &self.0 {
            // SAFETY: as above.
            count.with_mut(|count| assert_eq!(unsafe { *count }, 1));
        }
    }
}

fn run_once(crew: &Crew, parts: usize) {
    let counts = Counts::new(parts);
    crew.run_parts(parts, &|part| counts.count(part));
    counts.check();
}

/// Where threads wait for each other.
struct Meeting {
    arrived: Mutex<usize>,
    all: Condvar,
}

impl Meeting {
    fn new() -> Self {
        Meeting { arrived: Mutex::new(0), all: Condvar::new() }
    }

    fn wait_for(&self, threads: usize) {
        let mut arrived = self.arrived.lock().unwrap_or_else(PoisonError::into_inner);
        *arrived += 1;
        self.all.notify_all();
        while *arrived < threads {
            arrived = self.all.wait(arrived).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[test]
fn every_part_runs_once_and_before_the_call_returns() {
    check(3, || run_once(&Crew::new(1, &Places), 2));
}

#[test]
fn a_crew_works_on_one_call_after_the_other() {
    check(2, || {
        let crew = Crew::new(1, &Places);
        run_once(&crew, 2);
        run_once(&crew, 3);
    });
}

#[test]
fn two_workers_share_the_parts() {
    check(2, || run_once(&Crew::new(2, &Places), 3));
}

#[test]
fn two_callers_share_a_worker() {
    check(2, || {
        let crew = Arc::new(Crew::new(1, &Places));
        let other = {
            let crew = Arc::clone(&crew);
            loom::thread::spawn(move || run_once(&crew, 2))
        };
        run_once(&crew, 2);
        other.join().expect("the other caller does not panic");
    });
}

/// Parts that wait for each other need the worker: it comes, even if it is still on its way to or from another call.
#[test]
fn a_worker_that_is_wanted_comes() {
    check(2, || {
        let crew = Crew::new(1, &Places);
        run_once(&crew, 2);
        let meeting = Meeting::new();
        crew.run_parts(2, &|_| meeting.wait_for(2));
    });
}

/// A worker that is kept by one call comes to another one, which had to do without it at first.
#[test]
fn a_busy_worker_comes_later() {
    check(2, || {
        let crew = Arc::new(Crew::new(1, &Places));
        let meeting = Arc::new(Meeting::new());
        let other = {
            let (crew, meeting) = (Arc::clone(&crew), Arc::clone(&meeting));
            loom::thread::spawn(move || crew.run_parts(2, &|_| meeting.wait_for(2)))
        };
        run_once(&crew, 2);
        other.join().expect("the other caller does not panic");
    });
}

#[test]
fn a_call_within_a_call_ends() {
    check(2, || {
        let crew = Crew::new(1, &Places);
        let counts = Counts::new(2);
        crew.run_parts(2, &|part| {
            counts.count(part);
            run_once(&crew, 2);
        });
        counts.check();
    });
}

#[test]
fn a_panic_reaches_the_caller_and_the_crew_works_on() {
    for failing in 0..2 {
        check(2, move || {
            let crew = Crew::new(1, &Places);
            let counts = Counts::new(2);
            let call = || {
                crew.run_parts(2, &|part| {
                    counts.count(part);
                    if part == failing {
                        resume_unwind(Box::new(17));
                    }
                });
            };
            let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("the panic arrives");
            assert_eq!(payload.downcast_ref(), Some(&17));
            // The other part may be left over: nobody begins it any more.
            counts.take_back();
            run_once(&crew, 2);
        });
    }
}

#[test]
fn every_index_is_drawn_once() {
    const LEN: usize = 5;
    for policy in [
        Policy::Ranges,
        Policy::RoundRobin { chunk: 1 },
        Policy::RoundRobin { chunk: 2 },
        Policy::Fixed { chunk: 1 },
        Policy::Fixed { chunk: 2 },
        Policy::Shrinking { least: 1 },
    ] {
        loom::model(move || {
            let deal = Arc::new(Deal::by(policy, LEN, 1, 2));
            let drawn: std::sync::Arc<[Plain; LEN]> = std::sync::Arc::default();
            let draw = move |part: usize, deal: &Deal, drawn: &[Plain; LEN]| {
                let mut taken = Taken::default();
                while let Some(range) = deal.draw(part, &mut taken) {
                    for index in range {
                        drawn[index].fetch_add(1, Ordering::Relaxed);
                    }
                }
            };
            let other = {
                let (deal, drawn) = (Arc::clone(&deal), drawn.clone());
                loom::thread::spawn(move || draw(1, &deal, &drawn))
            };
            draw(0, &deal, &drawn);
            other.join().expect("the other thread does not panic");
            assert!(drawn.iter().all(|count| count.load(Ordering::Relaxed) == 1));
        });
    }
}
