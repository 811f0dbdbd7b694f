//! What a parallel region costs in which nothing is done, on two threads, against libgomp's.
//!
//! Each way runs in processes of its own, in turns with the others: threads that wait actively keep their core from those
//! of another library. Of many short turns the fastest counts, in which both threads had a core for themselves: where
//! another program has one, everybody waits for the scheduler.
#![allow(missing_docs, reason = "a bench")]

use std::env;
use std::hint::spin_loop;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::yield_now;
use std::time::{Duration, Instant};

use ufunc::__private::run_parts;
use ufunc::jobs;
use ufunc_benches::openmp::{OPENMP_LACK, openmp_empty_region};
use ufunc_benches::{Goal, Session, cores_allowed};

const THREADS: u8 = 2;
/// How many times libgomp's time is allowed.
const GOAL: f64 = 1.5;
/// Processes for each way.
const ROUNDS: usize = 7;
/// How long a process measures.
const TIME: Duration = Duration::from_millis(700);
/// Regions in a turn.
const TURN: u32 = 10;
/// Says which way a process is to measure.
const WAY: &str = "--way";
/// libgomp's region ends when all threads have come, `meeting` too; `empty` ends when all is done, whoever did it.
const NAMES: [&str; 4] = ["libgomp", "empty", "meeting", "jobs"];

/// A region of that name.
fn region(name: &str) -> Option<Box<dyn Fn()>> {
    let threads = usize::from(THREADS);
    match name {
        "libgomp" => openmp_empty_region(THREADS).map(|region| Box::new(region) as Box<dyn Fn()>),
        "empty" => Some(Box::new(move || run_parts(threads, &|_| {}))),
        "meeting" => Some(Box::new(move || {
            let arrived = AtomicUsize::new(0);
            run_parts(threads, &|_| {
                arrived.fetch_add(1, Ordering::AcqRel);
                let mut looks = 0;
                while arrived.load(Ordering::Acquire) < threads {
                    looks += 1;
                    if looks < 1 << 16 { spin_loop() } else { yield_now() }
                }
            });
        })),
        "jobs" => Some(Box::new(move || jobs::foreach(0..threads, |_| {}))),
        _ => None,
    }
}

/// Measures one way, and prints its ns.
#[allow(clippy::print_stdout, reason = "the bench's result")]
fn measure(name: &str) {
    ufunc::config::check().expect("the environment holds good values");
    let _settings = ufunc::num_threads();
    let Some(region) = region(name) else { return };
    let start = Instant::now();
    let mut fastest = Duration::MAX;
    while start.elapsed() < TIME {
        let turn = Instant::now();
        (0..TURN).for_each(|_| region());
        fastest = fastest.min(turn.elapsed());
    }
    println!("{}", fastest.as_secs_f64() * 1e9 / f64::from(TURN));
}

/// The ns of a way in a process of its own; `None` if it is not there.
fn measured(name: &str, policy: &str) -> Option<f64> {
    let mut command = Command::new(env::current_exe().expect("a bench knows its own file"));
    for variable in ["UFUNC_NUM_THREADS", "UFUNC_WAIT_POLICY", "UFUNC_PROC_BIND", "OMP_PROC_BIND"] {
        command.env_remove(variable);
    }
    command.env("OMP_WAIT_POLICY", policy).env("OMP_NUM_THREADS", THREADS.to_string());
    let output = command.args([WAY, name]).output().expect("a bench can start itself");
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

fn compare(session: &Session, policy: &str, goal: Goal) {
    let mut fastest: [Option<f64>; NAMES.len()] = Default::default();
    for _ in 0..ROUNDS {
        for (name, fastest) in NAMES.iter().zip(&mut fastest) {
            let ns = measured(name, policy).into_iter().chain(*fastest);
            *fastest = ns.reduce(f64::min);
        }
    }
    for (name, ns) in NAMES.iter().zip(&fastest) {
        if let Some(ns) = ns {
            session.tell(&format!("regions/{policy}/{name}-ns"), *ns, Goal::None);
        }
    }
    if let [Some(libgomp), empty, meeting, _] = fastest {
        for (name, ns) in [("empty", empty), ("meeting", meeting)] {
            let ratio = ns.unwrap_or(f64::NAN) / libgomp;
            session.tell(&format!("regions/{policy}/{name}-over-libgomp"), ratio, goal);
        }
    }
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == WAY) {
        measure(arguments.get(at + 1).map_or("", String::as_str));
        return;
    }
    let session = Session::from_arguments();
    if let Some(lack) = OPENMP_LACK {
        session.say(format!("no libgomp to compare with: {lack}"));
    }
    if session.is_test() {
        NAMES.iter().filter_map(|name| region(name)).for_each(|region| region());
    } else if cores_allowed() < usize::from(THREADS) {
        session.say("regions: this process may use one core only");
    } else if session.wants("regions") {
        compare(&session, "active", Goal::AtMost(GOAL));
        compare(&session, "passive", Goal::None);
    }
}
