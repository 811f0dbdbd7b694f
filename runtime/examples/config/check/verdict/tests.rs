use super::*;

/// On so many threads, set by nobody.
fn by_default(threads: usize) -> Setting {
    Setting { threads, reason: None, min_len: None }
}

fn sample(wall: f64, cpu: f64, others: f64) -> Sample {
    Sample { wall, cpu: Some(cpu), others: Some(others) }
}

/// On so many cores: a second on one thread, and this on all.
fn evidence(cores: usize, all: Sample) -> Evidence {
    Evidence { cores, one: sample(1.0, 1.0, 0.0), all, elements: 1_000_000, is_library_sequential: false }
}

fn words(setting: &Setting, evidence: &Evidence) -> (String, bool) {
    let verdict = judge(setting, evidence);
    (verdict.to_string(), verdict.is_fine())
}

#[test]
fn work_on_all_threads_is_seen() {
    let found = words(&by_default(2), &evidence(2, sample(0.52, 1.02, 0.1)));
    assert_eq!(found, ("runs on 2 threads".to_owned(), true));
    let found = words(&by_default(8), &evidence(8, sample(0.15, 1.1, 0.0)));
    assert_eq!(found, ("runs on 8 threads".to_owned(), true));
}

#[test]
fn work_on_some_threads_is_seen() {
    let found = words(&by_default(8), &evidence(8, sample(0.35, 1.05, 0.0)));
    assert_eq!(found, ("runs on 3 of 8 threads".to_owned(), true));
    // More than one is two at least.
    let found = words(&by_default(2), &evidence(2, sample(0.7, 1.0, 0.5)));
    assert_eq!(found, ("runs on 2 threads".to_owned(), true));
    let found = words(&by_default(8), &evidence(8, sample(0.7, 1.0, 0.5)));
    assert_eq!(found, ("runs on 2 of 8 threads".to_owned(), true));
}

#[test]
fn threads_without_gain_are_seen() {
    let (text, is_fine) = words(&by_default(2), &evidence(2, sample(0.95, 1.9, 0.0)));
    assert_eq!(
        text,
        "runs on 2 threads, and no faster than on one: memory is the limit, or they share a core"
    );
    assert!(is_fine);
}

#[test]
fn one_thread_where_there_should_be_more_is_a_fault() {
    let found = words(&by_default(2), &evidence(2, sample(1.0, 1.0, 0.05)));
    assert_eq!(found, ("runs on one thread, although there should be 2".to_owned(), false));
    // More threads than cores cannot be expected to run.
    let found = words(&by_default(16), &evidence(4, sample(1.0, 1.0, 0.0)));
    assert_eq!(found, ("runs on one thread, although there should be 4".to_owned(), false));
}

#[test]
fn one_thread_that_was_asked_for_is_none() {
    let one = sample(1.0, 1.0, 0.0);
    let reason = |reason: &str| Setting { threads: 1, reason: Some(reason.to_owned()), min_len: None };
    let found = words(&reason("OPENBLAS_NUM_THREADS=1 is set"), &evidence(2, one));
    assert_eq!(found, ("runs on one thread: OPENBLAS_NUM_THREADS=1 is set".to_owned(), true));
    let found = words(&by_default(4), &evidence(1, one));
    assert_eq!(found, ("runs on one thread: this process may use one core only".to_owned(), true));
    let set = |len| Setting {
        threads: 2,
        reason: None,
        min_len: Some((len, format!("UFUNC_MIN_PARALLEL_LEN={len} is set"))),
    };
    let found = words(&set(2_000_000), &evidence(2, one));
    assert_eq!(found, ("runs on one thread: UFUNC_MIN_PARALLEL_LEN=2000000 is set".to_owned(), true));
    assert!(!words(&set(1_000_000), &evidence(2, one)).1);
}

#[test]
fn a_library_without_threads_is_told_if_the_work_is_not_parallel() {
    let mut found = evidence(2, sample(1.0, 1.0, 0.0));
    found.is_library_sequential = true;
    assert_eq!(words(&by_default(2), &found), ("library is single-threaded".to_owned(), false));
    // Panels on our own threads are parallel with any library.
    found.all = sample(0.5, 1.0, 0.0);
    assert_eq!(words(&by_default(2), &found), ("runs on 2 threads".to_owned(), true));
}

#[test]
fn a_busy_machine_is_told_from_a_fault() {
    let found = words(&by_default(2), &evidence(2, sample(0.9, 1.0, 0.9)));
    assert_eq!(found, ("machine is busy: others use 0.9 of 2 cores".to_owned(), false));
    // Others were there, but cores were left.
    let found = words(&by_default(8), &evidence(8, sample(1.0, 1.0, 1.0)));
    assert_eq!(found, ("runs on one thread, although there should be 8".to_owned(), false));
}

#[test]
fn where_the_system_does_not_tell_about_others_one_thread_shows() {
    let mut found = evidence(2, Sample { wall: 1.0, cpu: Some(1.0), others: None });
    assert_eq!(words(&by_default(2), &found).0, "runs on one thread, although there should be 2");
    found.one = Sample { wall: 1.5, cpu: Some(1.0), others: None };
    assert_eq!(words(&by_default(2), &found).0, "machine is busy: others use the 2 cores, too");
}

#[test]
fn where_processor_time_is_not_counted_speed_shows() {
    let unknown = |wall| Sample { wall, cpu: None, others: None };
    let mut found = evidence(4, unknown(0.27));
    found.one = unknown(1.0);
    assert_eq!(words(&by_default(4), &found).0, "runs on 4 threads");
    found.all = unknown(0.99);
    assert_eq!(words(&by_default(4), &found).0, "runs on one thread, although there should be 4");
}
