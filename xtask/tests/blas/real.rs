//! OpenBLAS itself, in the user's own cache, so that what was built stays. Minutes each:
//! `cargo test --release -p xtask --test blas -- --ignored --nocapture --test-threads 1 real::`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::linking::{Crate, with_script};
use super::workshop::{Run, Workshop, manifest};

/// `build-blas` in the user's cache.
fn build(words: &[&str]) -> Run {
    Run::of(Command::new(env!("CARGO_BIN_EXE_xtask")).arg("build-blas").args(words))
}

/// The folder of a build, from what was printed about it.
fn folder(text: &str) -> PathBuf {
    let line = text.lines().find_map(|line| line.strip_prefix("library: ")).expect("the library is named");
    Path::new(line).parent().and_then(Path::parent).expect("it is in lib/").to_owned()
}

/// Builds with these options, and gives what was printed. The build that programs link stays the one that it was.
fn build_aside(words: &[&str]) -> String {
    let current = current_file();
    let before = fs::read_to_string(&current);
    let text = build(words).succeeded();
    if let Ok(before) = before {
        fs::write(&current, before).expect("the file is written");
    }
    eprintln!("{text}");
    text
}

/// The folder and the manifest of such a build.
fn built(words: &[&str]) -> (PathBuf, Value) {
    let folder = folder(&build_aside(words));
    let manifest = manifest(&folder);
    (folder, manifest)
}

fn current_file() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").expect("there is a home")).join(".cache");
    cache.unwrap_or_else(home).join("ufunc/openblas/current")
}

#[test]
#[ignore = "builds OpenBLAS: 4 minutes on two cores"]
fn the_default() {
    let (_, manifest) = built(&[]);
    assert_eq!(manifest["lapack"], "subset");
    assert_eq!(manifest["threading"], "pthread-simple");
    assert!(manifest["max_threads"].as_u64() >= Some(128), "{manifest}");
    assert!(!manifest["core"].as_str().expect("a core").is_empty());
}

#[test]
#[ignore = "builds OpenBLAS: 2 minutes on two cores"]
fn without_threads_and_lapack() {
    let (_, manifest) = built(&["--lapack", "off", "--single-threaded", "--threads", "4"]);
    assert_eq!(manifest["lapack"], "off");
    assert_eq!(manifest["threading"], "single");
    assert!(manifest["config"].as_str().expect("a text").ends_with("SINGLE_THREADED"), "{manifest}");
}

#[test]
#[ignore = "builds OpenBLAS for three cores: 8 minutes on two cores"]
#[cfg(target_arch = "x86_64")]
fn a_portable_shared_one() {
    let (folder, manifest) = built(&["--dynamic-arch", "ZEN,SKYLAKEX", "--shared"]);
    assert_eq!(manifest["dynamic_list"].to_string(), "[\"ZEN\",\"SKYLAKEX\"]");
    assert_eq!(manifest["core"], "");
    assert_eq!(manifest["lapack"], "subset");
    assert!(manifest["config"].as_str().expect("a text").contains("DYNAMIC_ARCH"), "{manifest}");
    assert!(folder.join("lib/libopenblas.so").exists() || folder.join("lib/libopenblas.dylib").exists());
    assert!(!folder.join("lib/libopenblas.a").exists(), "one kind only");
    let printed = linked_by_script(&folder).succeeded();
    for line in
        ["dot 32", "lapack true false", "int64 false lapack subset", "threading pthread-simple features "]
    {
        assert!(printed.lines().any(|other| other == line), "`{line}` is not in:\n{printed}");
    }
}

#[test]
#[ignore = "builds OpenBLAS: 2 minutes on two cores"]
fn one_with_long_integers_is_refused() {
    let (folder, manifest) = built(&["--int64", "--lapack", "off", "--single-threaded"]);
    assert_eq!(manifest["int64"], true);
    assert!(manifest["config"].as_str().expect("a text").contains("USE64BITINT"), "{manifest}");
    linked_by_script(&folder).failed(&["has 64-bit integers", "ufunc calls it with 32-bit ones"]);
}

/// A crate with the build script of `ufunc`, run with this build.
fn linked_by_script(folder: &Path) -> Run {
    let workshop = Workshop::new();
    let user = with_script(&workshop);
    user.configure(&format!("[env]\nUFUNC_OPENBLAS_DIR = \"{}\"\n", folder.display()));
    Run::of(&mut user.cargo_run())
}

#[test]
#[ignore = "builds OpenBLAS: 2 minutes on two cores"]
fn the_source_in_a_crate() {
    let (folder, manifest) = built(&["--from", "crate", "--lapack", "off", "--single-threaded"]);
    assert_eq!(manifest["version"], "0.3.20");
    let printed = linked_by_script(&folder).succeeded();
    assert!(printed.contains("dot 32") && printed.contains("threading single"), "{printed}");
}

fn has_fortran() -> bool {
    let has = Command::new("gfortran").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has {
        eprintln!("skipped: this machine has no gfortran");
    }
    has
}

#[test]
#[ignore = "builds OpenBLAS with all of LAPACK: 10 minutes on two cores"]
fn all_of_lapack_and_those_who_need_it() {
    if !has_fortran() {
        return;
    }
    let text = build_aside(&["--lapack", "full"]);
    assert_eq!(manifest(&folder(&text))["lapack"], "full");
    let workshop = Workshop::new();
    let dependencies = "[dependencies]\nndarray = \"0.17\"\n\
                        ndarray-linalg = { version = \"0.18\", features = [\"openblas-system\"] }\n";
    let user = Crate::new(&workshop, "decomposer", dependencies, DECOMPOSER);
    user.configure(&override_in(&text));
    let printed = Run::of(&mut user.cargo_run()).succeeded();
    for line in
        ["eigenvalues 1.000000 3.000000", "singular values 5.000000 2.000000", "solution 1.000000 -1.000000"]
    {
        assert!(printed.lines().any(|other| other == line), "`{line}` is not in:\n{printed}");
    }
}

#[test]
#[ignore = "builds OpenBLAS with all of LAPACK, and compiles ufunc and its tests of linear algebra"]
fn the_backend_passes_its_tests_with_all_of_lapack() {
    if !has_fortran() {
        return;
    }
    let folder = folder(&build_aside(&["--lapack", "full"]));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--package", "ufunc", "--features", "linalg,openblas"]);
    cargo.args(["--test", "linalg", "--test", "blas_threads", "--", "--nocapture"]);
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let printed = Run::of(cargo.env("UFUNC_OPENBLAS_DIR", folder)).succeeded();
    assert!(!printed.contains("has no LAPACK routine"), "a test was skipped:\n{printed}");
}

const DECOMPOSER: &str = r#"
use ndarray::array;
use ndarray_linalg::{Eigh, SVD, Solve, UPLO};

fn main() {
    let (values, _) = array![[2.0_f64, 1.0], [1.0, 2.0]].eigh(UPLO::Upper).expect("it is symmetric");
    println!("eigenvalues {:.6} {:.6}", values[0], values[1]);
    let (_, values, _) = array![[0.0_f64, 2.0, 0.0], [3.0, 0.0, 4.0]].svd(true, true).expect("it converges");
    println!("singular values {:.6} {:.6}", values[0], values[1]);
    let solution = array![[2.0_f64, 1.0], [1.0, 3.0]].solve_into(array![1.0, -2.0]).expect("it is regular");
    println!("solution {:.6} {:.6}", solution[0], solution[1]);
}
"#;

#[test]
#[ignore = "compiles ndarray and ufunc, after the default build"]
fn those_who_use_ufunc_or_blas_src() {
    let text = build(&[]).succeeded();
    let workshop = Workshop::new();
    let ufunc = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let dependencies = format!(
        "[dependencies]\nufunc = {{ path = {:?}, features = [\"openblas\"] }}\ncblas-sys = \"0.3\"\n",
        fs::canonicalize(ufunc).expect("it is there")
    );
    let user = Crate::new(&workshop, "plain", &dependencies, OWN_USER);
    user.configure(&format!("[env]\nUFUNC_OPENBLAS_DIR = \"{}\"\n", folder(&text).display()));
    assert!(Run::of(&mut user.cargo_run()).succeeded().contains("dot 32"));

    let dependencies = "[dependencies]\nndarray = { version = \"0.17\", features = [\"blas\"] }\n\
                        blas-src = { version = \"0.14\", features = [\"openblas\"] }\n";
    let user = Crate::new(&workshop, "multiplier", dependencies, BLAS_SRC_USER);
    user.configure(&override_in(&text));
    assert!(Run::of(&mut user.cargo_run()).succeeded().contains("corner 10"));

    let dependencies = "[dependencies]\ncblas-sys = \"0.3\"\n\
                        openblas-src = { version = \"0.10.5\", features = [\"system\"] }\n";
    let user =
        Crate::new(&workshop, "direct", dependencies, &OWN_USER.replace("ufunc as _", "openblas_src as _"));
    user.configure(&override_in(&text));
    assert!(Run::of(&mut user.cargo_run()).succeeded().contains("dot 32"));
}

/// The lines of the override for `openblas-src`, from what was printed.
fn override_in(text: &str) -> String {
    let lines = text
        .lines()
        .map(str::trim)
        .skip_while(|line| !(line.starts_with("[target.") && line.ends_with(".openblas]")));
    lines.take(3).map(|line| format!("{line}\n")).collect()
}

const OWN_USER: &str = r#"
use ufunc as _;

fn main() {
    let (x, y) = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]);
    println!("dot {}", unsafe { cblas_sys::cblas_ddot(3, x.as_ptr(), 1, y.as_ptr(), 1) });
}
"#;

const BLAS_SRC_USER: &str = r#"
use blas_src as _;
use ndarray::Array2;

fn main() {
    let a = Array2::<f64>::ones((10, 10));
    println!("corner {}", a.dot(&a)[[9, 9]]);
}
"#;
