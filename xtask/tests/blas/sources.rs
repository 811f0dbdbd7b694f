//! No byte of a source is compiled before it was checked; and what did not serve is said.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::workshop::{Run, Workshop};

/// A machine on which every way to a source fails, each in its own words.
fn cut_off() -> Workshop {
    let workshop = Workshop::new();
    workshop.program("curl", "echo 'curl: (6) Could not resolve host' >&2; exit 6");
    workshop.program("wget", "echo 'wget: unable to resolve host' >&2; exit 4");
    // It knows a mirror, and does not reach it.
    let apt = "case \"$*\" in '--print-uris update') echo \"'http://near/debian/dists/sid/InRelease' name 0\" ;;\n\
               *) echo 'E: Failed to fetch the list' >&2; exit 100 ;; esac";
    workshop.program("apt-get", apt);
    workshop.program("cargo", "echo 'error: failed to get the index' >&2; exit 101");
    workshop
}

/// `build-blas` on that machine.
fn build(workshop: &Workshop, words: &[&str]) -> Run {
    let words: Vec<&str> = ["build-blas"].iter().chain(words).copied().collect();
    Run::of(workshop.xtask(&words).env("CARGO", workshop.path("bin/cargo")))
}

fn sha256(path: &Path) -> String {
    let output = Command::new("sha256sum").arg(path).output().expect("sha256sum starts");
    String::from_utf8_lossy(&output.stdout).split_whitespace().next().expect("it prints a digest").to_owned()
}

#[test]
fn without_any_source_every_reason_is_told_in_order() {
    let workshop = cut_off();
    let text = build(&workshop, &[]).failed(&["no source of OpenBLAS is to be had"]);
    let order = [
        "the cache: an earlier run kept none",
        "the release page: curl failed",
        "Could not resolve host",
        "Debian's source package: sid of http://near/debian: apt-get failed",
        "E: Failed to fetch the list",
        "the crate openblas-src:",
        "error: failed to get the index",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|word| text.find(word).unwrap_or_else(|| panic!("`{word}` is not in:\n{text}")))
        .collect();
    assert!(places.is_sorted(), "{text}");
    workshop.assert_nothing_built();
}

#[test]
fn where_there_is_no_curl_wget_is_asked() {
    let workshop = cut_off();
    fs::remove_file(workshop.path("bin/curl")).expect("it was there");
    let mut xtask = workshop.xtask(&["build-blas", "--from", "release"]);
    // Only what the machine has without curl.
    for program in ["make", "cc", "sh", "rustc"] {
        workshop.program(program, "echo GNU Make");
    }
    Run::of(xtask.env("PATH", workshop.path("bin")))
        .failed(&["`curl` cannot be started", "wget: unable to resolve host"]);
}

#[test]
fn a_download_with_the_wrong_digest_is_not_used() {
    let workshop = cut_off();
    // The last argument but one is the file.
    workshop.program(
        "curl",
        "for word; do test \"$before\" != --output || echo 'a page' > \"$word\"; before=$word; done",
    );
    let text = build(&workshop, &["--from", "release"]).failed(&[
        "what came as OpenBLAS-0.3.34.tar.gz (7 bytes) has the SHA-256",
        "cd7e129868320cc2d033afa920e31202dfe0b8066a5b66661900ccc0f197dfed was expected",
    ]);
    assert!(!text.contains("unpacking"), "{text}");
    assert!(workshop.names("sources").is_empty());
    workshop.assert_nothing_built();
}

#[test]
fn an_archive_that_was_damaged_in_the_cache_is_not_used() {
    let workshop = cut_off();
    fs::create_dir_all(workshop.cache("sources")).expect("the folder is made");
    fs::write(workshop.cache("sources/OpenBLAS-0.3.34.tar.gz"), "half of it").expect("the file is written");
    build(&workshop, &[]).failed(&["OpenBLAS-0.3.34.tar.gz is damaged: its SHA-256 is"]);
    workshop.assert_nothing_built();
}

#[test]
fn a_suite_that_moved_on_is_told() {
    let workshop = cut_off();
    let script = "case \"$*\" in '--print-uris update') echo \"'http://near/debian/dists/sid/InRelease' name 0\" ;;\n\
                  *--print-uris) echo \"'http://near/a' openblas_0.3.99+ds.orig.tar.xz 1 SHA256:0\" ;; esac";
    workshop.program("apt-get", script);
    build(&workshop, &["--from", "debian"])
        .failed(&["it has openblas_0.3.99+ds.orig.tar.xz, not openblas_0.3.34+ds.orig.tar.xz"]);
}

#[test]
fn a_tarball_is_built_when_its_digest_is_given() {
    let workshop = Workshop::new();
    let tarball = workshop.tarball();
    let digest = sha256(&tarball);
    workshop.build(&tarball, &[]).failed(&["not one of the known ones", &format!("--sha256 {digest}")]);
    workshop.build(&tarball, &["--sha256", &"0".repeat(64)]).failed(&[&digest, "was expected"]);
    workshop.assert_nothing_built();
    workshop.build(&tarball, &["--sha256", &digest]).succeeded();
    let manifest = workshop.manifest();
    assert_eq!(manifest["sha256"], digest);
    assert_eq!(manifest["version"], "0.3.34");
}

#[test]
fn a_truncated_tarball_is_refused_by_its_digest_and_by_its_end() {
    let workshop = Workshop::new();
    let tarball = workshop.tarball();
    let whole = sha256(&tarball);
    let content = fs::read(&tarball).expect("it is there");
    fs::write(&tarball, &content[..content.len() / 2]).expect("the file is written");
    workshop.build(&tarball, &["--sha256", &whole]).failed(&[&whole, "was expected"]);
    let half = sha256(&tarball);
    workshop.build(&tarball, &["--sha256", &half]).failed(&["cannot be unpacked"]);
    workshop.assert_nothing_built();
}

#[test]
fn what_is_no_tree_of_openblas_is_refused() {
    let workshop = Workshop::new();
    workshop.build(&workshop.path("nothing"), &[]).failed(&["No such file or directory"]);
    workshop.build(&workshop.path("cache"), &[]).failed(&["no Makefile.rule"]);
    let tree = workshop.tree("");
    fs::write(tree.join("Makefile.conf"), "CORE=ZEN").expect("the file is written");
    workshop.build(&tree, &[]).failed(&["Makefile.conf is left from another build"]);
    let tree = workshop.tree("");
    fs::remove_file(tree.join("Makefile.conf")).expect("it was there");
    workshop.build(&tree, &["--sha256", &"1".repeat(64)]).failed(&["was expected"]);
    workshop.assert_nothing_built();
    // A tree of the user's is not built in.
    workshop.build(&tree, &[]).succeeded();
    assert!(!tree.join("Makefile.conf").exists());
}
