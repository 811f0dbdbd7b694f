//! Every option leaves its mark on what is built; builds are kept apart by what they are, and used again.

use std::fs;

use super::workshop::{OBJECTS, Run, Workshop, manifest};

#[test]
fn each_option_is_built_inspected_and_written_down() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    let core = if cfg!(target_arch = "x86_64") { "PRESCOTT" } else { "GENERIC" };
    let rows: [(&[&str], &str, &str); 9] = [
        (&[], "lapack", "\"subset\""),
        (&["--lapack", "off"], "lapack", "\"off\""),
        (&["--single-threaded"], "threading", "\"single\""),
        (&["--threads", "7"], "max_threads", "7"),
        (&["--shared"], "kind", "\"shared\""),
        (&["--target", core], "core", &format!("\"{core}\"")),
        (&["--dynamic-arch", "NEHALEM,HASWELL"], "dynamic_list", "[\"NEHALEM\",\"HASWELL\"]"),
        (&["--shared", "--lapack", "off", "--single-threaded"], "threading", "\"single\""),
        (&["--dynamic-arch", "HASWELL", "--lapack", "off"], "lapack", "\"off\""),
    ];
    for (at, (words, key, value)) in rows.into_iter().enumerate() {
        let text = workshop.build(&tree, words).succeeded();
        assert!(text.contains("dgemm of 301 is exact"), "{words:?}: {text}");
        let manifest = workshop.manifest();
        assert_eq!(manifest[key].to_string(), value, "{words:?}: {manifest}");
        assert_eq!(workshop.names("builds").len(), at + 1, "{words:?} took the place of another build");
        let library = workshop.current().join(manifest["library"].as_str().expect("there is a library"));
        assert!(library.exists(), "{words:?}");
        let has_dgesv = manifest["checks"].to_string().contains("dgesv of 200");
        assert_eq!(has_dgesv, manifest["lapack"] == "subset", "{words:?}: {manifest}");
    }
}

#[test]
fn long_integers_are_built_and_not_linked() {
    let workshop = Workshop::new();
    let text = workshop.build(&workshop.tree(""), &["--int64"]).succeeded();
    assert!(
        text.contains("64-bit integers")
            && text.contains("can use this build")
            && !text.contains("rustc-link-lib"),
        "{text}"
    );
    assert!(!workshop.cache("current").exists());
    let names = workshop.names("builds");
    let manifest = manifest(&workshop.cache("builds").join(&names[0]));
    assert_eq!(manifest["int64"], true);
}

#[test]
fn the_same_build_is_made_once() {
    let workshop = Workshop::new();
    let count = workshop.path("count");
    let tree = workshop.tree(&format!("BEFORE = echo x >> {}\n", count.display()));
    let compiled = || fs::read_to_string(&count).map_or(0, |text| text.lines().count());
    workshop.build(&tree, &[]).succeeded();
    assert_eq!(compiled(), OBJECTS);
    let text = workshop.build(&tree, &["--jobs", "1"]).succeeded();
    assert!(text.contains("built before"), "{text}");
    assert_eq!(compiled(), OBJECTS);
    workshop.build(&tree, &["--lapack", "off"]).succeeded();
    assert_eq!(compiled(), 2 * OBJECTS, "other options are another build");
    fs::write(tree.join("note"), "another tree").expect("the file is written");
    workshop.build(&tree, &[]).succeeded();
    assert_eq!(compiled(), 3 * OBJECTS, "another source is another build");
}

#[test]
fn a_damaged_build_is_made_again() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    workshop.build(&tree, &[]).succeeded();
    let library = workshop.current().join("lib/libopenblas.a");
    fs::write(&library, "cut short").expect("the file is written");
    let text = workshop.build(&tree, &[]).succeeded();
    assert!(!text.contains("built before"), "{text}");
    assert!(fs::metadata(&library).expect("it is there").len() > 1000);
}

#[test]
fn a_dry_run_shows_and_does_nothing() {
    let workshop = Workshop::new();
    let tree = workshop.tree("");
    let text = workshop
        .build(&tree, &["--dry-run", "--lapack", "off", "--jobs", "3", "--prefix", "/opt/x"])
        .succeeded();
    for word in ["libs", "NO_LAPACK=1", "MAKE_NB_JOBS=3", "install", "/opt/x", "USE_THREAD=1"] {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
    let text = Run::of(&mut workshop.xtask(&["build-blas", "--dry-run"])).succeeded();
    for word in ["OpenBLAS-0.3.34.tar.gz", "curl", "apt-get", "cargo", "openblas-src =0.10.5"] {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
    // The old source is told its core, since it would not find it.
    let text =
        Run::of(&mut workshop.xtask(&["build-blas", "--dry-run", "--from", "crate", "--lapack", "full"]))
            .succeeded();
    for word in ["netlib-src =0.9.0", " TARGET=", "builds/0.3.20-", "libs netlib"] {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
    assert!(!text.contains("curl"), "{text}");
    assert_eq!(fs::read_dir(workshop.path("cache")).expect("it is there").count(), 0);
}

#[test]
fn a_prefix_gets_a_copy() {
    let workshop = Workshop::new();
    let prefix = workshop.path("prefix");
    let words = prefix.display().to_string();
    let text = workshop.build(&workshop.tree(""), &["--prefix", &words]).succeeded();
    assert!(text.contains(&format!("UFUNC_OPENBLAS_DIR = \"{words}\"")), "{text}");
    let package = fs::read_to_string(prefix.join("lib/pkgconfig/openblas.pc")).expect("it is copied");
    assert_eq!(package.trim(), format!("libdir={words}/lib"));
    let built = workshop.current();
    // Others may read it who may read the user's files.
    let usual = fs::metadata(workshop.path("stand-in/faults.mk")).expect("it was written").permissions();
    assert_eq!(fs::metadata(prefix.join("manifest.json")).expect("it is copied").permissions(), usual);
    for file in ["lib/libopenblas.a", "include/cblas.h", "manifest.json"] {
        let copy = fs::read(prefix.join(file)).expect("it is copied");
        assert_eq!(copy, fs::read(built.join(file)).expect("it is built"), "{file}");
    }
}

#[test]
fn variables_of_the_environment_do_not_become_make_s() {
    let workshop = Workshop::new();
    let tree = workshop.tree("").display().to_string();
    let mut xtask = workshop.xtask(&["build-blas", "--source", &tree]);
    xtask.env("NO_LAPACK", "1").env("INTERFACE64", "1").env("TARGET", "HASWELL").env("FAULTS", "-DWRONG");
    Run::of(&mut xtask).succeeded();
    assert_eq!(workshop.manifest()["core"], "STANDIN");
}

#[test]
fn clean_removes_all_or_all_but_the_sources() {
    let workshop = Workshop::new();
    let clean = |words: &[&str]| Run::of(&mut workshop.xtask(words)).succeeded();
    assert!(clean(&["clean-blas"]).contains("nothing to remove"));
    workshop.build(&workshop.tree(""), &[]).succeeded();
    fs::create_dir_all(workshop.cache("sources")).expect("the folder is made");
    fs::write(workshop.cache("sources/archive"), "x").expect("the file is written");
    assert!(clean(&["clean-blas", "--keep-sources"]).contains("removed"));
    workshop.assert_nothing_built();
    assert!(workshop.cache("sources/archive").exists() && workshop.names("logs").is_empty());
    clean(&["clean-blas"]);
    assert!(!workshop.cache("sources").exists());
}
