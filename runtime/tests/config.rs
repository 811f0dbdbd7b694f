//! `ufunc::config()` on the machine at hand: settings with their origin, each in a process of its own, and libraries.

#[path = "support/child.rs"]
mod child;

use std::process::Command;

use ufunc::config::Origin;
use ufunc::{Options, Schedule, config};

/// What the child does: it runs as a test that is only asked for by name.
#[test]
#[ignore = "started by the other tests, with an environment of its own"]
#[expect(clippy::print_stdout, reason = "the other tests read what it says")]
fn child() {
    let config = config();
    for warning in &config.warnings {
        println!("<warning> {warning}");
    }
    for knob in &config.knobs {
        println!("<knob> {} {} {}", knob.name, knob.value, knob.origin);
    }
    let openblas = config.section("openblas").expect("all sections are there");
    if let Some(library) = &openblas.library {
        println!("<openblas> {} {}", library.detection_method, library.found_at.display());
    }
    if !config.knobs.is_empty() {
        println!("<blas> {}", ufunc::config::blas_threads());
    }
}

fn run(variables: &[(&str, &str)]) -> String {
    let output = child::run(variables);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{variables:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

#[test]
fn settings_have_their_value_and_origin() {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let text = run(&[]);
    for line in [
        format!("<knob> threads {cores} default: the cores allowed\n"),
        format!("<knob> blas_threads {cores} default: the cores allowed\n"),
        "<knob> min_parallel_len automatic default: each kernel's cost decides\n".to_owned(),
        "<knob> schedule auto default: auto\n".to_owned(),
    ] {
        assert!(text.contains(&line), "{line} is not in\n{text}");
    }
    let text = run(&[("OMP_NUM_THREADS", "1"), ("UFUNC_SCHEDULE", "guided,8"), ("UFUNC_PROC_BIND", "close")]);
    for line in [
        "<knob> threads 1 from OMP_NUM_THREADS\n",
        "<knob> blas_threads 1 from OMP_NUM_THREADS\n",
        "<knob> schedule guided,8 from UFUNC_SCHEDULE\n",
        "<knob> proc_bind close from UFUNC_PROC_BIND\n",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn threads_of_linear_algebra_are_looked_for_in_a_stated_order() {
    let order = [
        ("UFUNC_NUM_THREADS", "3"),
        ("OPENBLAS_NUM_THREADS", "4"),
        ("GOTO_NUM_THREADS", "5"),
        ("MKL_NUM_THREADS", "6"),
        ("OMP_NUM_THREADS", "7,2"),
    ];
    for first in 0..order.len() {
        let (name, value) = order[first];
        let value = value.split(',').next().expect("a split has a first part");
        let text = run(&order[first..]);
        assert!(text.contains(&format!("<knob> blas_threads {value} from {name}\n")), "{text}");
        assert!(text.contains(&format!("<blas> {value}\n")), "{text}");
        // BLAS's own variables are no business of other calls.
        let (name, value) = if first == 0 { ("UFUNC_NUM_THREADS", "3") } else { ("OMP_NUM_THREADS", "7") };
        assert!(text.contains(&format!("<knob> threads {value} from {name}\n")), "{text}");
    }
}

#[test]
fn a_bad_value_is_the_first_warning() {
    for (variable, value) in
        [("UFUNC_SCHEDULE", "fast"), ("OPENBLAS_NUM_THREADS", "0"), ("MKL_NUM_THREADS", "all")]
    {
        let text = run(&[(variable, value)]);
        let warning = text.lines().find(|line| line.starts_with("<warning>")).expect("there is one");
        let expected = format!("<warning> environment variable {variable} is `{value}`; allowed is ");
        assert!(warning.starts_with(&expected), "{warning}");
        assert!(!text.contains("<knob>"), "{text}");
    }
}

#[test]
fn more_threads_than_cores_are_warned_of() {
    let text = run(&[("OPENBLAS_NUM_THREADS", "5000")]);
    assert!(text.contains("<warning> blas_threads is 5000 (from OPENBLAS_NUM_THREADS), but "), "{text}");
    assert!(!text.contains("<warning> threads is"), "{text}");
}

#[test]
fn a_call_comes_before_the_environment_and_a_scope_before_a_call() {
    // The only test of this file that sets anything in this process.
    let origin = |name: &str| config().knob(name).expect("the setting is there").origin.clone();
    ufunc::set_num_threads(3).expect("three is a number of threads");
    assert_eq!((ufunc::num_threads(), ufunc::config::blas_threads()), (3, 3));
    for name in ["threads", "blas_threads"] {
        assert_eq!(origin(name), Origin::Call { function: "set_num_threads".to_owned() });
    }
    Options::new().threads(2).run(|| {
        assert_eq!(ufunc::config::blas_threads(), 2);
        assert_eq!((origin("threads"), origin("blas_threads")), (Origin::Scope, Origin::Scope));
    });
    let pool =
        rayon_core::ThreadPoolBuilder::new().num_threads(4).build().expect("there is room for four threads");
    ufunc::with_pool(&pool, || {
        assert_eq!(ufunc::config::blas_threads(), 4);
        assert_eq!((origin("threads"), origin("blas_threads")), (Origin::Pool, Origin::Pool));
    });
    ufunc::set_schedule(Schedule::DYNAMIC).expect("the environment is good");
    assert_eq!(origin("schedule"), Origin::Call { function: "set_schedule".to_owned() });
    ufunc::set_schedule(Schedule::Runtime).expect("the environment is good");
    assert_ne!(origin("schedule"), Origin::Call { function: "set_schedule".to_owned() });
}

#[test]
fn the_machine_is_described() {
    let config = config();
    for name in ["blas_mkl", "lapack_opt"] {
        assert!(config.section(name).is_some(), "{name} is among {:?}", config.system);
    }
    let sets = &config.instruction_sets;
    assert_eq!(sets.in_use, Some(ufunc::max_simd().name().to_owned()));
    assert!(sets.levels.contains(&ufunc::Level::best().name().to_owned()));
    if cfg!(target_os = "linux") {
        let affinity = config.machine.affinity.as_ref().expect("Linux tells it");
        assert!(config.machine.allowed_cores <= affinity.len());
        assert!(affinity.len() <= config.machine.cores.expect("Linux tells it"));
        let memory = config.machine.memory.expect("Linux tells it");
        assert!(0 < memory.available && memory.available <= memory.total);
        assert_eq!(config.loaded.unknown, None);
        let rust =
            config.compilers.iter().find(|compiler| compiler.language == "rust").expect("it is listed");
        let own = rust.of_this_program.as_ref().expect("rustc leaves its name in a program");
        assert!(own.starts_with("rustc version 1."), "{own}");
    }
    let text = config.to_string();
    for heading in ["Settings", "Machine", "Instruction sets", "Libraries in this process", "Compilers"] {
        assert!(text.contains(&format!("\n{heading}\n")), "{text}");
    }
    assert!(config.numpy_legacy().starts_with("blas_mkl_info:\n  "));
    assert!(config.numpy().starts_with("Build Dependencies:\n  blas:\n"));
}

/// A library that the process loads while it runs is in the next list, with what it says of itself.
#[cfg(target_os = "linux")]
#[test]
fn libraries_are_listed_once_they_are_loaded() {
    let is_listed = || config().loaded.libraries.iter().any(|library| library.internal_api == "libgomp");
    if is_listed() {
        eprintln!("skipped: this program has libgomp from its start");
        return;
    }
    // SAFETY: the name ends with a zero; the library starts nothing before it is called.
    let library = unsafe { libc::dlopen(c"libgomp.so.1".as_ptr(), libc::RTLD_NOW) };
    if library.is_null() {
        eprintln!("skipped: this machine has no libgomp.so.1");
        return;
    }
    let loaded = config().loaded;
    let gomp =
        loaded.libraries.iter().find(|library| library.internal_api == "libgomp").expect("it is loaded");
    assert_eq!((gomp.prefix.as_str(), gomp.is_static), ("libgomp", false));
    assert!(gomp.filepath.is_absolute());
    assert!(gomp.num_threads.is_some_and(|threads| threads >= 1), "{gomp:?}");
}

/// The real pkg-config, with a package that is written for the test.
#[test]
fn pkg_config_is_asked() {
    if !Command::new("pkg-config").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this machine has no pkg-config");
        return;
    }
    let folder = tempfile::tempdir().expect("there is room");
    let package = "Name: openblas\nDescription: made up\nVersion: 0.3.99\nprefix=/made/up\nlibdir=${prefix}/lib\n\
                   Libs: -L${libdir} -lopenblas\nCflags: -I${prefix}/include\n";
    std::fs::write(folder.path().join("openblas.pc"), package).expect("the file can be written");
    let path = folder.path().to_str().expect("a plain name");
    // The cache of this machine's user may hold a build, which would come first.
    let text = run(&[("PKG_CONFIG_PATH", path), ("XDG_CACHE_HOME", path)]);
    let expected = format!("<openblas> pkg-config {path}/openblas.pc\n");
    assert!(text.contains(&expected) || cfg!(feature = "openblas"), "{text}");
}
