//! How threads wait and where they run, while calls go on. One test, because the settings of the program are for all of it.

mod support;

use std::panic::catch_unwind;

use support::{add, quotient};
use ufunc::{Options, ProcBind, WaitPolicy};

/// Calls on more and fewer threads than there are cores, from several threads at once, of which some panic.
fn calls() {
    let xs: Vec<f64> = (0..20_000).map(f64::from).collect();
    let expected: Vec<f64> = xs.iter().map(|x| x + 0.5).collect();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for turn in 0..60 {
                    let options = Options::new().threads(1 + turn % 5).min_parallel_len(0);
                    assert_eq!(add::call_with(&options, &xs, 0.5), expected);
                    if turn % 10 == 0 {
                        let failing = catch_unwind(|| quotient::call_with(&options, vec![1; 1000], 0));
                        assert!(failing.is_err());
                    }
                }
            });
        }
    });
}

#[test]
fn calls_are_right_however_threads_wait_and_wherever_they_run() {
    for policy in [WaitPolicy::Active, WaitPolicy::Auto, WaitPolicy::Passive] {
        ufunc::set_wait_policy(policy).unwrap();
        assert_eq!(ufunc::wait_policy(), policy);
        for bind in [ProcBind::Close, ProcBind::Spread, ProcBind::False] {
            ufunc::set_proc_bind(bind).unwrap();
            assert_eq!(ufunc::proc_bind(), bind);
            calls();
        }
    }
    let text = ufunc::config::describe(true).unwrap();
    assert!(text.contains("UFUNC_PROC_BIND = 'false'") && text.contains("UFUNC_WAIT_POLICY = 'passive'"));
    workers_are_bound();
    the_pool_is_of_the_size_that_is_asked_for();
}

/// The cores that the threads of the pool may run on, where the system tells.
#[cfg(target_os = "linux")]
fn workers() -> Vec<String> {
    let threads = std::fs::read_dir("/proc/self/task").unwrap();
    let status =
        threads.filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("status")).ok());
    let workers = status.filter(|status| status.starts_with("Name:\tufunc-"));
    let cores = workers.filter_map(|status| {
        let line = status.lines().find(|line| line.starts_with("Cpus_allowed_list:"))?;
        Some(line.split_whitespace().nth(1)?.to_owned())
    });
    cores.collect()
}

/// Waits until that holds for the threads of the pool: they start and end beside the calls.
#[cfg(target_os = "linux")]
fn wait_until(what: &str, holds: impl Fn(&[String]) -> bool) {
    let start = std::time::Instant::now();
    while !holds(&workers()) {
        assert!(start.elapsed().as_secs() < 60, "{what}: {:?}", workers());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[cfg(target_os = "linux")]
fn workers_are_bound() {
    let call = || drop(add::call_with(&Options::new().threads(3).min_parallel_len(0), vec![1.0; 1000], 1.0));
    for bind in [ProcBind::Close, ProcBind::Spread] {
        ufunc::set_proc_bind(bind).unwrap();
        call();
        let is_bound = |workers: &[String]| {
            workers.len() == 2 && workers.iter().all(|cores| cores.parse::<u32>().is_ok())
        };
        wait_until("each worker has one core", is_bound);
    }
    ufunc::set_proc_bind(ProcBind::False).unwrap();
    call();
    wait_until("workers have left", |workers| workers.len() == 2);
}

#[cfg(target_os = "linux")]
fn the_pool_is_of_the_size_that_is_asked_for() {
    let call = |threads: usize| {
        ufunc::set_num_threads(threads).unwrap();
        add::call_with(&Options::new().min_parallel_len(0), vec![1.0; 1000], 1.0);
    };
    for threads in [6, 2, 4, 1, 3] {
        call(threads);
        wait_until("one thread of them is the caller", |workers| workers.len() == threads - 1);
    }
}

#[cfg(not(target_os = "linux"))]
fn workers_are_bound() {}

#[cfg(not(target_os = "linux"))]
fn the_pool_is_of_the_size_that_is_asked_for() {}
