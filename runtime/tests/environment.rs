//! Settings from the environment, each tried in a process of its own.

#[path = "support/child.rs"]
mod child;
mod support;

use std::process::Output;

use support::add;

/// What the child does: it runs as a test that is only asked for by name.
#[test]
#[ignore = "started by the other tests, with an environment of its own"]
#[expect(clippy::print_stdout, reason = "the other tests read what it says")]
fn child() {
    match ufunc::config::check() {
        Ok(()) => {
            let min_len = ufunc::min_parallel_len();
            println!(
                "<{} {min_len:?} {} {} {} {}>",
                ufunc::num_threads(),
                ufunc::schedule(),
                ufunc::max_simd(),
                ufunc::proc_bind(),
                ufunc::wait_policy()
            );
            #[cfg(any(feature = "linalg", feature = "openblas"))]
            println!("backend {}", ufunc::linalg::backend());
            assert_eq!(add(&[1.0, 2.0], 1.0), [2.0, 3.0]);
        }
        Err(error) => {
            println!("<{error}>");
            add(&[1.0, 2.0], 1.0);
        }
    }
}

/// What the child says between `<` and `>`.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    let start = text.find('<').unwrap_or_else(|| panic!("no answer in {text}"));
    let end = text.rfind('>').expect("an answer ends");
    text[start + 1..end].to_owned()
}

fn settings(variables: &[(&str, &str)]) -> String {
    let output = child::run(variables);
    assert!(output.status.success(), "{variables:?}: {}", String::from_utf8_lossy(&output.stdout));
    said(&output)
}

#[test]
fn defaults_are_those_of_the_machine() {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    assert_eq!(settings(&[]), format!("{cores} None auto {} false auto", ufunc::Level::best()));
}

#[test]
fn variables_set_what_they_name() {
    let best = ufunc::Level::best();
    let weakest = ufunc::Level::available()[0];
    let set = settings(&[
        ("UFUNC_NUM_THREADS", "7"),
        ("OMP_NUM_THREADS", "3"),
        ("UFUNC_MIN_PARALLEL_LEN", "0"),
        ("UFUNC_SCHEDULE", "guided,8"),
        ("OMP_SCHEDULE", "static"),
        ("UFUNC_MAX_SIMD", weakest.name()),
        ("UFUNC_PROC_BIND", "Spread"),
        ("OMP_PROC_BIND", "close"),
        ("UFUNC_WAIT_POLICY", " ACTIVE "),
        ("OMP_WAIT_POLICY", "not looked at"),
    ]);
    assert_eq!(set, format!("7 Some(0) guided,8 {weakest} spread active"));
    let set = settings(&[("OMP_NUM_THREADS", "4,2"), ("OMP_SCHEDULE", "nonmonotonic:dynamic,16")]);
    assert_eq!(set, format!("4 None dynamic,16 {best} false auto"));
    let set = settings(&[("UFUNC_NUM_THREADS", " 2 "), ("OMP_NUM_THREADS", "not looked at")]);
    assert_eq!(set, format!("2 None auto {best} false auto"));
}

#[test]
fn openmp_s_words_for_places_and_waiting_are_understood() {
    for (text, bind) in [
        ("TRUE", "close"),
        ("false", "false"),
        ("close", "close"),
        ("spread,close", "spread"),
        ("primary", "close"),
        ("master, spread", "close"),
    ] {
        let set = settings(&[("OMP_PROC_BIND", text), ("OMP_WAIT_POLICY", "active")]);
        assert!(set.ends_with(&format!(" {bind} active")), "{text}: {set}");
    }
}

#[test]
fn a_bad_value_is_an_error() {
    for (variable, value, allowed) in [
        ("UFUNC_NUM_THREADS", "0", "a number from 1 on"),
        ("UFUNC_NUM_THREADS", "many", "a number from 1 on"),
        ("UFUNC_NUM_THREADS", "", "a number from 1 on"),
        ("UFUNC_NUM_THREADS", "-2", "a number from 1 on"),
        ("OMP_NUM_THREADS", "4,x", "a number from 1 on, or a list of them of which the first counts"),
        ("UFUNC_MIN_PARALLEL_LEN", "1e6", "a number from 0 on"),
        (
            "UFUNC_SCHEDULE",
            "fast",
            "`static`, `dynamic`, `guided` or `auto`, each with `,chunk` after it if wanted",
        ),
        (
            "OMP_SCHEDULE",
            "static,0",
            "`static`, `dynamic`, `guided` or `auto`, each with `,chunk` after it if wanted",
        ),
        ("UFUNC_MAX_SIMD", "avx3", "`fallback`, `sse2`, `sse4.2`, `avx2`, `avx512` or `neon`"),
        ("UFUNC_PROC_BIND", "true", "`false`, `close` or `spread`"),
        (
            "OMP_PROC_BIND",
            "spread,near",
            "`false`, `true`, `close`, `spread`, `primary` or `master`, or a list of them of which the first counts",
        ),
        ("UFUNC_WAIT_POLICY", "lazy", "`auto`, `passive` or `active`"),
        ("OMP_WAIT_POLICY", "", "`auto`, `passive` or `active`"),
        ("UFUNC_DISPLAY_ENV", "loud", "`true`, `false` or `verbose`"),
    ] {
        let output = child::run(&[(variable, value)]);
        let message = format!("environment variable {variable} is `{value}`; allowed is {allowed}");
        assert_eq!(said(&output), message);
        // A call that goes on regardless panics with the same message.
        assert!(!output.status.success());
        assert!(String::from_utf8_lossy(&output.stderr).contains(&message));
    }
}

#[test]
#[cfg(any(feature = "linalg", feature = "openblas"))]
fn a_backend_is_taken_by_name() {
    for backend in ufunc::linalg::Backend::ALL {
        let output = child::run(&[("UFUNC_BLAS", &backend.name().to_uppercase())]);
        let (stdout, stderr) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if backend.is_compiled() {
            assert!(stdout.contains(&format!("backend {backend}\n")), "{stdout}{stderr}");
        } else {
            assert!(stderr.contains("environment variable UFUNC_BLAS: "), "{stderr}");
            assert!(!output.status.success());
        }
    }
    let output = child::run(&[("UFUNC_BLAS", "mkl")]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let message = "environment variable UFUNC_BLAS is `mkl`; allowed is `embedded` or `openblas`";
    assert!(stderr.contains(message), "{stderr}");
    assert!(!output.status.success());
}

#[test]
fn an_instruction_set_that_is_not_there_is_an_error() {
    let available = ufunc::Level::available();
    let absent =
        ufunc::Level::ALL.into_iter().find(|level| !available.contains(level)).expect("no machine has all");
    let output = child::run(&[("UFUNC_MAX_SIMD", absent.name())]);
    let names: Vec<String> = available.iter().map(|level| format!("`{level}`")).collect();
    let message = format!(
        "environment variable UFUNC_MAX_SIMD is `{absent}`; this machine and build has {}",
        names.join(", ")
    );
    assert_eq!(said(&output), message);
}

#[test]
fn settings_are_displayed_if_asked_for() {
    let output = child::run(&[
        ("UFUNC_DISPLAY_ENV", "TRUE"),
        ("UFUNC_NUM_THREADS", "3"),
        ("UFUNC_WAIT_POLICY", "active"),
    ]);
    let text = String::from_utf8_lossy(&output.stderr);
    let best = ufunc::Level::best();
    let expected = format!(
        "UFUNC DISPLAY ENVIRONMENT BEGIN\n  UFUNC_NUM_THREADS = '3'\n  UFUNC_MIN_PARALLEL_LEN = 'automatic'\n  \
         UFUNC_SCHEDULE = 'auto'\n  UFUNC_MAX_SIMD = '{best}'\n  UFUNC_PROC_BIND = 'false'\n  \
         UFUNC_WAIT_POLICY = 'active'\nUFUNC DISPLAY ENVIRONMENT END\n"
    );
    assert!(text.contains(&expected), "{text}");
    let output = child::run(&[("UFUNC_DISPLAY_ENV", "verbose"), ("OMP_NUM_THREADS", "3")]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("\n  threads at start = 'from OMP_NUM_THREADS'"), "{text}");
    assert!(text.contains("threads of linear algebra = '3'"), "{text}");
    assert!(text.contains("threads of linear algebra at start = 'from OMP_NUM_THREADS'"), "{text}");
    assert!(text.contains("binding of threads at start = 'the system decides'"), "{text}");
    assert!(text.contains("wait policy at start = 'threads look for the next call, then sleep'"), "{text}");
    let output = child::run(&[("UFUNC_DISPLAY_ENV", "false")]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("ENVIRONMENT"));
}
