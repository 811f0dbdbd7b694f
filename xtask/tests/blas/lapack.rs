//! All of LAPACK, on the tree that stands in for OpenBLAS: with a Fortran compiler that answers and has a run time.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::workshop::{Run, Workshop};

/// `build-blas --lapack full` with that compiler.
fn build(workshop: &Workshop, tree: &Path) -> Run {
    let runtime = workshop.path("libgfortran.so");
    let cc = Command::new("cc").args(["-shared", "-x", "c", "/dev/null", "-o"]).arg(&runtime).status();
    assert!(cc.expect("cc starts").success());
    let script = format!(
        "case \"$1\" in --version) echo 'GNU Fortran 99' ;; -print-file-name=libgfortran.so) echo {} ;; *) exit 1 ;; esac",
        runtime.display()
    );
    let fortran = workshop.program("gfortran", &script);
    let tree = tree.display().to_string();
    let mut xtask = workshop.xtask(&["build-blas", "--source", &tree, "--lapack", "full"]);
    Run::of(xtask.env("FC", fortran).env("LD_LIBRARY_PATH", workshop.path("")))
}

/// The tree with netlib's sources in it, as releases have them.
fn with_netlib(workshop: &Workshop, faults: &str) -> std::path::PathBuf {
    let tree = workshop.tree(faults);
    fs::create_dir_all(tree.join("lapack-netlib/SRC")).expect("the folder is made");
    fs::write(tree.join("lapack-netlib/SRC/dgesdd.f"), "      END").expect("the file is written");
    tree
}

#[test]
fn all_of_it_is_built_tried_and_linked_with_fortran_s_run_time() {
    let workshop = Workshop::new();
    let text = build(&workshop, &with_netlib(&workshop, "")).succeeded();
    assert!(text.contains("dsyevd: largest error") && text.contains("LAPACK full"), "{text}");
    assert!(text.contains("\"dylib=gfortran\""), "the override lacks Fortran's run time:\n{text}");
    let manifest = workshop.manifest();
    assert_eq!(manifest["lapack"], "full");
    assert_eq!(manifest["fortran"], "GNU Fortran 99");
    assert_eq!(manifest["link_libraries"].to_string(), "[\"gfortran\"]");
    assert!(workshop.current().join("lib/libopenblas.a").exists());
}

#[test]
fn plain_factorisations_in_the_place_of_openblas_s_are_refused() {
    let workshop = Workshop::new();
    let tree = with_netlib(&workshop, "FAULTS = -DPLAIN\n");
    build(&workshop, &tree).failed(&["its LU and Cholesky are netlib's plain ones, not OpenBLAS's"]);
    workshop.assert_nothing_built();
}

#[test]
fn less_than_all_is_refused() {
    let workshop = Workshop::new();
    let tree = with_netlib(&workshop, "FAULTS = -Ddgesdd_=other\n");
    build(&workshop, &tree).failed(&["its part of LAPACK is subset, not full"]);
    workshop.assert_nothing_built();
}
