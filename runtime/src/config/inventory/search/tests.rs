//! The search, on machines that are made up: folders that are written for the test, and a pkg-config that is a function.

use std::fs;
use std::path::Path;

use super::*;

const OPENBLAS: &str = "\0dgetrf_\0zungtr_\0OpenBLAS 0.3.26 NO_AFFINITY\0";

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn no_own() -> LinearAlgebra {
    LinearAlgebra { backends: Vec::new(), linked: None, openblas: None }
}

/// What is found below `root` with these variables, by a pkg-config that answers with `answer`.
fn search(
    root: &Path,
    variables: &[(&str, &str)],
    answer: &dyn Fn(&str, &[&str]) -> Option<String>,
) -> Vec<Section> {
    let variable =
        |name: &str| variables.iter().find(|(found, _)| *found == name).map(|(_, value)| (*value).to_owned());
    let system = System { variable: &variable, answer, root: root.to_owned() };
    sections_of(&system, &no_own())
}

fn library_of<'a>(sections: &'a [Section], name: &str) -> Option<&'a Library> {
    sections.iter().find(|section| section.name == name).expect("all sections are there").library.as_ref()
}

fn note_of<'a>(sections: &'a [Section], name: &str) -> Option<&'a str> {
    sections.iter().find(|section| section.name == name).expect("all sections are there").note.as_deref()
}

#[test]
fn an_empty_machine_has_nothing() {
    let root = tempfile::tempdir().expect("there is room");
    let sections = search(root.path(), &[], &|_, _| None);
    let names: Vec<&str> = sections.iter().map(|section| section.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "blas_mkl",
            "blis",
            "openblas",
            "accelerate",
            "blas_opt",
            "lapack_mkl",
            "openblas_lapack",
            "lapack_opt"
        ]
    );
    for section in &sections {
        assert_eq!((&section.library, &section.note), (&None, &None), "{}", section.name);
    }
}

#[test]
fn libraries_are_found_in_the_usual_folders() {
    let root = tempfile::tempdir().expect("there is room");
    write(root.path(), "usr/local/lib/libopenblas.a", OPENBLAS);
    write(
        root.path(),
        "usr/local/include/openblas_config.h",
        "#define OPENBLAS_VERSION \" OpenBLAS 0.3.26 \"\n",
    );
    let sections = search(root.path(), &[], &|_, _| None);
    let openblas = library_of(&sections, "openblas").expect("it is there");
    assert_eq!(openblas.libraries, ["openblas"]);
    assert_eq!(openblas.library_dirs, [root.path().join("usr/local/lib")]);
    assert_eq!(openblas.include_dirs, [root.path().join("usr/local/include")]);
    assert_eq!(openblas.version.as_deref(), Some("0.3.26"));
    assert_eq!((openblas.int64, openblas.lapack.as_str()), (Some(false), "full"));
    assert_eq!(openblas.detection_method, "folder");
    for name in ["blas_opt", "openblas_lapack", "lapack_opt"] {
        assert_eq!(library_of(&sections, name), Some(openblas), "{name}");
    }
    assert_eq!(library_of(&sections, "blas_mkl"), None);
}

#[test]
fn a_part_of_lapack_is_no_lapack() {
    let root = tempfile::tempdir().expect("there is room");
    write(root.path(), "usr/lib/libopenblas.so", "\0dgetrf_\0OpenBLAS 0.3.34 \0");
    write(root.path(), "usr/lib/liblapack.so", "");
    let sections = search(root.path(), &[], &|_, _| None);
    assert_eq!(library_of(&sections, "openblas").map(|library| library.lapack.as_str()), Some("subset"));
    assert_eq!(library_of(&sections, "openblas_lapack"), None);
    let note = note_of(&sections, "openblas_lapack").expect("it says why");
    assert!(note.contains("libopenblas.so has a part of LAPACK only"), "{note}");
    assert_eq!(
        library_of(&sections, "lapack_opt").map(|library| library.libraries.join(" ")),
        Some("lapack".into())
    );
}

#[test]
fn what_cannot_be_linked_is_not_available() {
    let root = tempfile::tempdir().expect("there is room");
    write(root.path(), "usr/lib64/libopenblas.so.0", OPENBLAS);
    let sections = search(root.path(), &[], &|_, _| None);
    assert_eq!(library_of(&sections, "openblas"), None);
    let note = note_of(&sections, "openblas").expect("it says what there is");
    assert!(note.contains("usr/lib64/libopenblas.so.0 serves programs that are linked already"), "{note}");
}

#[test]
fn mkl_is_preferred_and_its_version_read() {
    let root = tempfile::tempdir().expect("there is room");
    write(root.path(), "usr/lib/libopenblas.so", OPENBLAS);
    write(root.path(), "mkl/lib/libmkl_rt.so", "");
    let version =
        "#define __INTEL_MKL__ 2025\n#define __INTEL_MKL_MINOR__ 1\n#define __INTEL_MKL_UPDATE__ 2\n";
    write(root.path(), "mkl/include/mkl_version.h", version);
    let mklroot = root.path().join("mkl");
    let variables = [("MKLROOT", mklroot.to_str().expect("a plain name"))];
    let sections = search(root.path(), &variables, &|_, _| None);
    let mkl = library_of(&sections, "blas_mkl").expect("it is there");
    assert_eq!((mkl.version.as_deref(), mkl.lapack.as_str()), (Some("2025.1.2"), "full"));
    for name in ["blas_opt", "lapack_mkl", "lapack_opt"] {
        assert_eq!(library_of(&sections, name), Some(mkl), "{name}");
    }
}

#[test]
fn pkg_config_comes_before_folders_and_our_own_build_before_it() {
    let root = tempfile::tempdir().expect("there is room");
    write(root.path(), "usr/lib/libopenblas.so", OPENBLAS);
    write(root.path(), "packaged/lib/libopenblas.so", OPENBLAS);
    write(root.path(), "cache/ufunc/openblas/one/lib/libopenblas.a", "\0dgetrf_\0OpenBLAS 0.3.34 \0");
    let built = root.path().join("cache/ufunc/openblas/one");
    let packaged = root.path().join("packaged/lib").display().to_string();
    let answer = |program: &str, arguments: &[&str]| {
        assert_eq!(program, "pkg-config");
        let (&package, question) = arguments.split_last().expect("it is asked for a package");
        if package != "openblas" {
            return None;
        }
        match question {
            ["--libs"] => Some(format!("-L{packaged} -lopenblas")),
            ["--cflags-only-I"] => Some("-I/packaged/include".to_owned()),
            ["--modversion"] => Some("0.3.27".to_owned()),
            ["--variable=pcfiledir"] => Some("/packaged/lib/pkgconfig".to_owned()),
            _ => None,
        }
    };
    let sections = search(root.path(), &[], &answer);
    let openblas = library_of(&sections, "openblas").expect("it is there");
    assert_eq!(
        (openblas.detection_method.as_str(), openblas.version.as_deref()),
        ("pkg-config", Some("0.3.27"))
    );
    assert_eq!(openblas.found_at, Path::new("/packaged/lib/pkgconfig/openblas.pc"));
    assert_eq!(openblas.lapack, "full");
    write(root.path(), "cache/ufunc/openblas/current", &format!("{}\n", built.display()));
    let cache = root.path().join("cache").display().to_string();
    let sections = search(root.path(), &[("XDG_CACHE_HOME", &cache)], &answer);
    let openblas = library_of(&sections, "openblas").expect("it is there");
    assert_eq!(
        (openblas.detection_method.as_str(), openblas.version.as_deref()),
        ("cargo xtask build-blas", Some("0.3.34"))
    );
    let usr = root.path().join("usr").display().to_string();
    let variables = [("XDG_CACHE_HOME", cache.as_str()), ("UFUNC_OPENBLAS_DIR", usr.as_str())];
    let sections = search(root.path(), &variables, &answer);
    let openblas = library_of(&sections, "openblas").expect("it is there");
    assert_eq!(openblas.detection_method, "UFUNC_OPENBLAS_DIR");
}

#[test]
fn what_the_program_is_linked_to_comes_first() {
    let own = LinearAlgebra {
        backends: vec!["openblas".to_owned()],
        linked: Some(crate::config::Linked {
            library: Some("/built/lib/libopenblas.a".to_owned()),
            version: Some("0.3.34".to_owned()),
            found_by: Some("cargo xtask build-blas".to_owned()),
            lapack: Some("subset".to_owned()),
            ..crate::config::Linked::default()
        }),
        openblas: None,
    };
    let root = tempfile::tempdir().expect("there is room");
    write(root.path(), "usr/lib/libopenblas.so", OPENBLAS);
    let system = System { variable: &|_| None, answer: &|_, _| None, root: root.path().to_owned() };
    let sections = sections_of(&system, &own);
    let openblas = library_of(&sections, "openblas").expect("it is there");
    assert_eq!(openblas.found_at, Path::new("/built/lib/libopenblas.a"));
    assert_eq!(openblas.library_dirs, [Path::new("/built/lib")]);
    assert_eq!((openblas.version.as_deref(), openblas.lapack.as_str()), (Some("0.3.34"), "subset"));
}
