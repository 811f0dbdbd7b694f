//! `cargo xtask config` with a cargo that is a script: what it is told to run, and how the command ends.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

/// A cargo that knows three features, writes down what it should run, and ends it with `status`.
fn fake_cargo(folder: &Path, status: u8) {
    let metadata = r#"{"packages":[{"name":"ufunc","features":{"linalg":[],"openblas":[],"serde":[]}}]}"#;
    let script = format!(
        "#!/bin/sh\ncase $1 in\n  metadata) echo '{metadata}' ;;\n  run) echo \"$@\" > '{}'; exit {status} ;;\n  *) exit 99 \
         ;;\nesac\n",
        folder.join("told").display()
    );
    for (name, text) in [("cargo", script.as_str()), ("pkg-config", "#!/bin/sh\nexit 1\n")] {
        let path = folder.join(name);
        fs::write(&path, text).expect("the script can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be made a program");
    }
}

fn config(folder: &Path, arguments: &[&str], variables: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("config")
        .args(arguments)
        .env("CARGO", folder.join("cargo"))
        .env("PKG_CONFIG", folder.join("pkg-config"))
        .env("XDG_CACHE_HOME", folder)
        .env_remove("UFUNC_OPENBLAS_DIR")
        .envs(variables.iter().copied());
    command.output().expect("the command starts")
}

fn told(folder: &Path) -> String {
    fs::read_to_string(folder.join("told")).expect("cargo was told to run something").trim().to_owned()
}

#[test]
fn the_example_is_built_with_what_there_is() {
    let folder = tempfile::tempdir().expect("there is room");
    let folder = folder.path();
    fake_cargo(folder, 0);
    let example = "run --quiet --release --package ufunc --example config --features";
    assert!(config(folder, &[], &[]).status.success());
    assert_eq!(told(folder), format!("{example} serde,linalg --"));
    assert!(config(folder, &["--json", "--format", "numpy"], &[]).status.success());
    assert_eq!(told(folder), format!("{example} serde,linalg -- --json --format=numpy"));
    // A build of OpenBLAS in the cache, and one that is named.
    assert!(config(folder, &[], &[("UFUNC_OPENBLAS_DIR", folder)]).status.success());
    assert_eq!(told(folder), format!("{example} serde,linalg,openblas --"));
    fs::create_dir_all(folder.join("ufunc/openblas")).expect("the folder can be made");
    fs::write(folder.join("ufunc/openblas/current"), "/somewhere").expect("the file can be written");
    assert!(config(folder, &["--check", "--size", "2000"], &[]).status.success());
    assert_eq!(told(folder), format!("{example} serde,linalg,openblas -- --check --size=2000"));
    assert!(config(folder, &["--without-openblas"], &[]).status.success());
    assert_eq!(told(folder), format!("{example} serde,linalg --"));
}

#[test]
fn what_is_not_parallel_ends_with_one_and_says_so() {
    let folder = tempfile::tempdir().expect("there is room");
    fake_cargo(folder.path(), 1);
    let output = config(folder.path(), &["--check"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.starts_with("error: what should be parallel is not; "), "{text}");
    // What failed otherwise is told as what it is.
    fake_cargo(folder.path(), 101);
    let output = config(folder.path(), &["--check"], &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("--check` failed (exit status: 101)"), "{text}");
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let folder = tempfile::tempdir().expect("there is room");
    fake_cargo(folder.path(), 0);
    for arguments in [["--check", "--json"].as_slice(), &["--size", "2000"], &["--format", "yaml"]] {
        let output = config(folder.path(), arguments, &[]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!folder.path().join("told").exists(), "{arguments:?}");
    }
}
