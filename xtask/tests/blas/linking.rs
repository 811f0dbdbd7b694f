//! Crates outside the workspace that link a build: by the build script of `ufunc`, and by the override for `openblas-src`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::workshop::{Run, Workshop};

/// A crate of its own, with its target folder shared by all tests, so that dependencies are compiled once.
#[derive(Debug)]
pub(crate) struct Crate {
    folder: PathBuf,
    cache: PathBuf,
}

impl Crate {
    pub(crate) fn new(workshop: &Workshop, name: &str, manifest: &str, main: &str) -> Crate {
        let folder = workshop.path(name);
        fs::create_dir_all(folder.join("src")).expect("the folder is made");
        fs::create_dir_all(folder.join(".cargo")).expect("the folder is made");
        let package = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n{manifest}\n[workspace]\n"
        );
        fs::write(folder.join("Cargo.toml"), package).expect("the file is written");
        fs::write(folder.join("src/main.rs"), main).expect("the file is written");
        Crate { folder, cache: workshop.path("cache") }
    }

    /// Puts a text into the crate's `.cargo/config.toml`.
    pub(crate) fn configure(&self, text: &str) {
        fs::write(self.folder.join(".cargo/config.toml"), text).expect("the file is written");
    }

    /// `cargo run`, not yet started.
    pub(crate) fn cargo_run(&self) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["run", "--quiet"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside"));
        cargo
            .env("XDG_CACHE_HOME", &self.cache)
            .env("CARGO_TERM_COLOR", "never")
            .env("PKG_CONFIG_LIBDIR", &self.cache);
        for name in
            ["UFUNC_OPENBLAS_DIR", "PKG_CONFIG_PATH", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "DOCS_RS"]
        {
            cargo.env_remove(name);
        }
        cargo
    }
}

/// A crate whose build script is that of `ufunc`, and that prints what the script told it. So the script is tested without
/// compiling the whole of `ufunc`.
pub(crate) fn with_script(workshop: &Workshop) -> Crate {
    const MANIFEST: &str = r#"
[features]
openblas = []
default = ["openblas"]
[build-dependencies]
object = { version = "0.40", default-features = false, features = ["archive", "coff", "elf", "macho", "pe", "read_core", "std"] }
pkg-config = "0.3"
serde_json = "1"
"#;
    let outside = Crate::new(workshop, "scripted", MANIFEST, MAIN);
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    fs::copy(runtime.join("build.rs"), outside.folder.join("build.rs")).expect("the script is copied");
    fs::create_dir(outside.folder.join("build")).expect("the folder is made");
    for file in fs::read_dir(runtime.join("build")).expect("the script has parts").flatten() {
        fs::copy(file.path(), outside.folder.join("build").join(file.file_name()))
            .expect("the part is copied");
    }
    outside
}

const MAIN: &str = r#"
unsafe extern "C" {
    fn cblas_ddot(n: i32, x: *const f64, incx: i32, y: *const f64, incy: i32) -> f64;
}

fn main() {
    let (x, y) = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]);
    println!("dot {}", unsafe { cblas_ddot(3, x.as_ptr(), 1, y.as_ptr(), 1) });
    println!("lapack {} {}", cfg!(openblas_lapack_subset), cfg!(openblas_lapack_full));
    println!("library {}", env!("UFUNC_OPENBLAS_LIBRARY"));
    println!("version {} core {}", env!("UFUNC_OPENBLAS_VERSION"), env!("UFUNC_OPENBLAS_CORE"));
    println!("found by {}", env!("UFUNC_OPENBLAS_FOUND_BY"));
    println!("include {} manifest {}", env!("UFUNC_OPENBLAS_INCLUDE"), env!("UFUNC_OPENBLAS_MANIFEST"));
    println!("int64 {} lapack {}", env!("UFUNC_OPENBLAS_INT64"), env!("UFUNC_OPENBLAS_LAPACK"));
    println!("threading {} features {}", env!("UFUNC_OPENBLAS_THREADING"), env!("UFUNC_OPENBLAS_FEATURES"));
}
"#;

#[test]
fn what_was_built_last_is_linked() {
    let workshop = Workshop::new();
    let outside = with_script(&workshop);
    workshop.build(&workshop.tree(""), &[]).succeeded();
    let first = workshop.current();
    let text = Run::of(&mut outside.cargo_run()).succeeded();
    for line in [
        "dot 32".to_owned(),
        "lapack true false".to_owned(),
        format!("library {}/lib/libopenblas.a", first.display()),
        "version 0.3.34 core STANDIN".to_owned(),
        "found by cargo xtask build-blas".to_owned(),
        format!("include {0}/include manifest {0}/manifest.json", first.display()),
        "int64 false lapack subset".to_owned(),
        "threading pthread-simple features ".to_owned(),
    ] {
        assert!(text.lines().any(|other| other == line), "`{line}` is not in:\n{text}");
    }
    // Another build is linked as soon as it is there, without a word to cargo.
    workshop.build(&workshop.tree(""), &["--lapack", "off", "--single-threaded"]).succeeded();
    let text = Run::of(&mut outside.cargo_run()).succeeded();
    for line in ["dot 32", "lapack false false", "int64 false lapack off", "threading single features "] {
        assert!(text.lines().any(|other| other == line), "`{line}` is not in:\n{text}");
    }
    // And the printed entry names one for good, here the first.
    outside.configure(&format!("[env]\nUFUNC_OPENBLAS_DIR = \"{}\"\n", first.display()));
    let text = Run::of(&mut outside.cargo_run()).succeeded();
    assert!(text.contains("lapack true false") && text.contains("found by UFUNC_OPENBLAS_DIR"), "{text}");
}

#[test]
fn a_shared_library_is_linked_and_found_at_run_time() {
    let workshop = Workshop::new();
    let outside = with_script(&workshop);
    workshop.build(&workshop.tree(""), &["--shared"]).succeeded();
    let text = Run::of(&mut outside.cargo_run()).succeeded();
    assert!(text.contains("dot 32") && text.contains("lib/libopenblas.so"), "{text}");
}

#[test]
fn without_a_library_the_one_command_is_said() {
    let workshop = Workshop::new();
    let outside = with_script(&workshop);
    let text = Run::of(&mut outside.cargo_run()).failed(&[
        "the feature `openblas` of ufunc needs the library OpenBLAS",
        "run `cargo xtask build-blas`",
        "UFUNC_OPENBLAS_DIR is not set; cargo xtask build-blas made none",
        "pkg-config:",
    ]);
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn a_folder_that_does_not_serve_is_told_by_name_and_reason() {
    let workshop = Workshop::new();
    let outside = with_script(&workshop);
    workshop.build(&workshop.tree(""), &[]).succeeded();
    let built = workshop.current();
    let archive = fs::read(built.join("lib/libopenblas.a")).expect("it is built");
    let folder = |name: &str, library: &[u8]| {
        let folder = workshop.path(name);
        fs::create_dir_all(folder.join("lib")).expect("the folder is made");
        fs::write(folder.join("lib/libopenblas.a"), library).expect("the file is written");
        folder
    };
    let empty = workshop.path("empty");
    fs::create_dir_all(&empty).expect("the folder is made");
    workshop.build(&workshop.tree(""), &["--int64"]).succeeded();
    let other = if cfg!(target_arch = "x86_64") { "aarch64" } else { "x86_64" };
    let names = workshop.names("builds");
    let long = names.iter().map(|name| workshop.cache("builds").join(name)).find(|folder| *folder != built);
    let cases: [(PathBuf, &str); 7] = [
        (workshop.path("missing"), "there is no such folder"),
        ("relative/folder".into(), "the path must be absolute"),
        (empty, "there is no libopenblas.so or libopenblas.a in"),
        (folder("text", b"not a library"), "it is no library"),
        (folder("cut", &archive[..archive.len() / 4]), "libopenblas.a: "),
        (folder("foreign", &for_other_processor(&archive)), &format!("is for {other}, and this program for")),
        (long.expect("it was built"), "has 64-bit integers"),
    ];
    for (folder, why) in cases {
        let named = format!("UFUNC_OPENBLAS_DIR={}", folder.display());
        Run::of(outside.cargo_run().env("UFUNC_OPENBLAS_DIR", &folder)).failed(&[
            &named,
            why,
            "run `cargo xtask build-blas`",
        ]);
    }
    // A library that is none of OpenBLAS's.
    let object = workshop.path("x.o");
    let source = workshop.path("x.c");
    fs::write(&source, "int nothing_of_blas;").expect("the file is written");
    let cc = Command::new("cc").arg("-c").arg(&source).arg("-o").arg(&object).status();
    assert!(cc.expect("cc starts").success());
    let other = workshop.path("other");
    fs::create_dir_all(other.join("lib")).expect("the folder is made");
    let ar = Command::new("ar").arg("-rc").arg(other.join("lib/libopenblas.a")).arg(&object).status();
    assert!(ar.expect("ar starts").success());
    Run::of(outside.cargo_run().env("UFUNC_OPENBLAS_DIR", &other))
        .failed(&["is not OpenBLAS with its C functions"]);
}

/// The archive with the number of another processor in all its objects (ELF: two bytes at 18).
fn for_other_processor(archive: &[u8]) -> Vec<u8> {
    const AARCH64: [u8; 2] = [183, 0];
    const X86_64: [u8; 2] = [62, 0];
    let machine = if cfg!(target_arch = "x86_64") { AARCH64 } else { X86_64 };
    let mut changed = archive.to_vec();
    for at in 0..archive.len() - 20 {
        if archive[at..].starts_with(b"\x7fELF") {
            changed[at + 18..at + 20].copy_from_slice(&machine);
        }
    }
    changed
}

#[test]
fn a_build_that_was_removed_is_told() {
    let workshop = Workshop::new();
    let outside = with_script(&workshop);
    workshop.build(&workshop.tree(""), &[]).succeeded();
    fs::remove_dir_all(workshop.cache("builds")).expect("it was there");
    Run::of(&mut outside.cargo_run()).failed(&["cargo xtask build-blas made", "but there is no"]);
}

#[test]
fn pkg_config_is_asked_last() {
    if !Command::new("pkg-config").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this machine has no pkg-config");
        return;
    }
    let workshop = Workshop::new();
    let outside = with_script(&workshop);
    let prefix = workshop.path("usr");
    workshop.build(&workshop.tree(""), &["--shared", "--prefix", &prefix.display().to_string()]).succeeded();
    // As a distribution has it: no manifest, and no build in the cache.
    fs::remove_file(prefix.join("manifest.json")).expect("it was there");
    fs::remove_dir_all(workshop.path("cache/ufunc")).expect("it was there");
    let package = format!(
        "prefix={0}\nlibdir=${{prefix}}/lib\nincludedir=${{prefix}}/include\nName: openblas\nDescription: BLAS\n\
         Version: 0.3.34\nLibs: -L${{libdir}} -lopenblas\nCflags: -I${{includedir}}\n",
        prefix.display()
    );
    fs::write(prefix.join("lib/pkgconfig/openblas.pc"), package).expect("the file is written");
    let mut cargo = outside.cargo_run();
    let text = Run::of(cargo.env("PKG_CONFIG_LIBDIR", prefix.join("lib/pkgconfig"))).succeeded();
    for word in [
        "dot 32",
        "found by pkg-config",
        "lapack subset",
        "threading pthread features",
        "/usr/include manifest",
    ] {
        assert!(text.contains(word), "`{word}` is not in:\n{text}");
    }
}
