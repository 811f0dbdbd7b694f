//! What goes wrong is told by its first cause, leaves a log, and leaves nothing that looks like a build.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::workshop::{Run, Workshop};

#[test]
fn without_a_compiler_or_make_it_is_said_what_to_install() {
    let workshop = Workshop::new();
    let tree = workshop.tree("").display().to_string();
    let mut xtask = workshop.xtask(&["build-blas", "--source", &tree]);
    let bin = workshop.path("bin");
    let text = Run::of(xtask.env("PATH", &bin)).failed(&["there is no make", "apt-get install"]);
    assert!(!text.contains("panicked"), "{text}");
    workshop.program("make", "echo GNU Make 4.3");
    Run::of(xtask.env("PATH", &bin))
        .failed(&["there is no C compiler: `cc` cannot be started", "apt-get install"]);
    Run::of(xtask.env("PATH", &bin).env("CC", "no-such-compiler"))
        .failed(&["`no-such-compiler` cannot be started"]);
    workshop.assert_nothing_built();
}

#[test]
fn another_make_than_gnu_s_is_refused() {
    let workshop = Workshop::new();
    let tree = workshop.tree("").display().to_string();
    for name in ["make", "gmake"] {
        workshop.program(name, "echo bmake 2020");
    }
    Run::of(&mut workshop.xtask(&["build-blas", "--source", &tree]))
        .failed(&["`make` is no GNU make", "bmake 2020"]);
}

#[test]
fn the_first_real_error_is_told_with_the_log() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    let source = fs::read_to_string(tree.join("blas.c")).expect("it is there");
    fs::write(tree.join("blas.c"), format!("#include \"no_such_header.h\"\n{source}"))
        .expect("the file is written");
    let text = workshop.build(&tree, &[]).failed(&["make libs failed", "no_such_header.h", "its output: "]);
    let log = text.rsplit("its output: ").next().expect("the log is named").trim();
    let log = fs::read_to_string(log).expect("the log is there");
    assert!(log.contains("no_such_header.h") && log.contains("$ "), "{log}");
    workshop.assert_nothing_built();
}

#[test]
fn a_make_that_makes_nothing_is_no_success() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    fs::write(tree.join("kernel/Makefile"), "libs:\n\ttrue\n").expect("the file is written");
    workshop.build(&tree, &[]).failed(&["ended well, but made no", "libopenblas.a"]);
    workshop.assert_nothing_built();
}

#[test]
fn a_library_that_is_not_as_asked_is_no_success() {
    let workshop = Workshop::new();
    for (faults, said) in [
        ("FAULTS = -DNO_CHOLESKY\n", "its part of LAPACK is off, not subset"),
        ("override USE_THREAD = 0\n", "its threading is single, not pthread"),
        ("FAULTS = -Dcblas_ddot=other\n", "it lacks cblas_ddot"),
        ("override INTERFACE64 = 1\n", "its kind of integers is 64-bit, not 32-bit"),
        ("override VERSION = 0.3.33\n", "its version is 0.3.33, not 0.3.34"),
    ] {
        workshop.build(&workshop.tree(faults), &[]).failed(&["not what was asked for", said]);
        workshop.assert_nothing_built();
    }
    let lists_one = "override DYNAMIC_LIST = HASWELL\n";
    workshop
        .build(&workshop.tree(lists_one), &["--dynamic-arch", "HASWELL,NEHALEM"])
        .failed(&["its part for NEHALEM is missing"]);
    workshop
        .build(&workshop.tree("override TARGET = NEHALEM\n"), &["--target", "GENERIC"])
        .failed(&["its core is NEHALEM, not GENERIC"]);
    workshop.assert_nothing_built();
}

#[test]
fn a_library_that_computes_wrongly_or_not_at_all_is_no_success() {
    let workshop = Workshop::new();
    for (faults, said) in [
        ("FAULTS = -DWRONG\n", "dgemm of 3: element (2, 0) is"),
        ("FAULTS = -DILLEGAL\n", "instructions that this processor lacks"),
        ("FAULTS = -Dopenblas_get_num_threads=other\n", "cannot be linked"),
    ] {
        workshop.build(&workshop.tree(faults), &[]).failed(&["the test program", said, "its log: "]);
        workshop.assert_nothing_built();
    }
}

#[test]
fn cores_that_are_unknown_or_foreign_are_refused() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    workshop.build(&tree, &["--target", "NOSUCH"]).failed(&["no core `NOSUCH`", "HASWELL SAPPHIRERAPIDS"]);
    workshop.build(&tree, &["--dynamic-arch", "HASWELL,NOSUCH"]).failed(&["no core `NOSUCH`"]);
    let has_it = fs::read_to_string("/proc/cpuinfo").is_ok_and(|info| info.contains("avx512_fp16"));
    if has_it {
        eprintln!("skipped: this processor has all that the table of cores knows, so none is foreign to it");
    } else {
        workshop.build(&tree, &["--target", "SAPPHIRERAPIDS"]).failed(&[
            "cannot be tried on this machine",
            "avx512fp16",
            "--dynamic-arch SAPPHIRERAPIDS",
        ]);
    }
    workshop.assert_nothing_built();
}

#[test]
fn all_of_lapack_needs_fortran_and_nothing_less_is_built() {
    let workshop = Workshop::new();
    let tree = workshop.tree("").display().to_string();
    let mut xtask = workshop.xtask(&["build-blas", "--source", &tree, "--lapack", "full"]);
    Run::of(xtask.env("FC", "no-such-fortran")).failed(&[
        "needs a Fortran compiler",
        "no-such-fortran",
        "gfortran",
    ]);
    workshop.assert_nothing_built();
}

#[test]
fn a_full_disk_that_compilers_meet_is_told() {
    let workshop = Workshop::new();
    let says = "cc1: fatal error: error writing to x.s: No space left on device";
    workshop.program("full-disk", &format!("echo '{says}' >&2; exit 1"));
    let tree = workshop.tree("BEFORE = full-disk\n");
    workshop.build(&tree, &[]).failed(&[&format!("first error:\n  {says}")]);
    workshop.assert_nothing_built();
}

#[test]
fn a_full_disk_is_told_with_what_helps() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    fs::write(tree.join("filler"), vec![7_u8; 4 << 20]).expect("the file is written");
    let isolated = ["--user", "--map-root-user", "--mount"];
    if !Command::new("unshare").args(isolated).arg("true").status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: this system lets nobody mount a small disk");
        return;
    }
    let xtask = workshop.xtask(&[]);
    let script = "mount -t tmpfs -o size=1m none \"$XDG_CACHE_HOME\" || exit 77\n\
                  \"$0\" build-blas --source \"$1\"; status=$?\n\
                  find \"$XDG_CACHE_HOME\" -path '*/builds/*'\nexit $status";
    let mut command = Command::new("unshare");
    command.args(isolated).args(["sh", "-c", script]).arg(xtask.get_program()).arg(&tree);
    command.env("XDG_CACHE_HOME", workshop.path("cache"));
    let text = Run::of(&mut command).failed(&["No space left on device", "XDG_CACHE_HOME moves the cache"]);
    let left = text.lines().filter(|line| Path::new(line).is_absolute()).count();
    assert_eq!(left, 0, "{text}");
}

#[test]
fn without_a_home_there_is_no_cache() {
    let workshop = Workshop::new();
    let tree = workshop.tree("").display().to_string();
    let mut xtask = workshop.xtask(&["build-blas", "--source", &tree]);
    Run::of(xtask.env_remove("XDG_CACHE_HOME").env_remove("HOME")).failed(&["set HOME, or XDG_CACHE_HOME"]);
}
