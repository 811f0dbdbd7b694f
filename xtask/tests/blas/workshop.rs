//! A cache of a test's own, a tree that stands in for OpenBLAS, and runs of `xtask`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Files that a build of the tree that stands in compiles.
pub(crate) const OBJECTS: usize = 4;

/// The place of one test.
#[derive(Debug)]
pub(crate) struct Workshop {
    root: TempDir,
}

impl Workshop {
    pub(crate) fn new() -> Workshop {
        let root = TempDir::new().expect("a temporary folder");
        for name in ["bin", "cache"] {
            fs::create_dir(root.path().join(name)).expect("the folder is made");
        }
        Workshop { root }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A folder or file in the cache of builds.
    pub(crate) fn cache(&self, name: &str) -> PathBuf {
        self.path("cache/ufunc/openblas").join(name)
    }

    /// The tree that stands in for OpenBLAS; `faults` is what is wrong with it, as lines of a makefile.
    pub(crate) fn tree(&self, faults: &str) -> PathBuf {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/blas/stand_in");
        let tree = self.path("stand-in");
        let files = [
            "Makefile",
            "Makefile.rule",
            "TargetList.txt",
            "cblas.h",
            "blas.c",
            "lapack.c",
            "laed3.c",
            "laed3_single.c",
            "netlib.c",
            "kernel/Makefile",
        ];
        fs::create_dir_all(tree.join("kernel")).expect("the folder is made");
        for file in files {
            fs::copy(from.join(file), tree.join(file)).expect("the file is copied");
        }
        fs::write(tree.join("faults.mk"), faults).expect("the file is written");
        tree
    }

    /// The tree as a tarball.
    pub(crate) fn tarball(&self) -> PathBuf {
        self.tree("");
        let tarball = self.path("stand-in.tar.gz");
        let mut tar = Command::new("tar");
        tar.arg("-czf").arg(&tarball).arg("-C").arg(self.root.path()).arg("stand-in");
        assert!(tar.status().expect("tar starts").success());
        tarball
    }

    /// A program that is found before the system's one of the same name.
    pub(crate) fn program(&self, name: &str, script: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("the script is written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("the script is made a program");
        path
    }

    /// `cargo xtask` with these words, not yet started.
    pub(crate) fn xtask(&self, words: &[&str]) -> Command {
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        xtask.args(words).env("XDG_CACHE_HOME", self.path("cache")).env("PATH", self.search_path());
        for name in ["CC", "FC", "MAKE", "MAKEFLAGS", "UFUNC_OPENBLAS_DIR"] {
            xtask.env_remove(name);
        }
        xtask
    }

    /// The programs of the test before those of the system.
    fn search_path(&self) -> OsString {
        let system = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.path("bin")).chain(std::env::split_paths(&system));
        std::env::join_paths(paths).expect("no colon is in the temporary folder's name")
    }

    /// `build-blas --source TREE` with more words, to its end.
    pub(crate) fn build(&self, tree: &Path, words: &[&str]) -> Run {
        let tree = tree.display().to_string();
        let words: Vec<&str> = ["build-blas", "--source", &tree].iter().chain(words).copied().collect();
        Run::of(&mut self.xtask(&words))
    }

    /// The folder that `current` names.
    pub(crate) fn current(&self) -> PathBuf {
        let text = fs::read_to_string(self.cache("current")).expect("a build was made");
        PathBuf::from(text.trim())
    }

    /// The manifest of that folder.
    pub(crate) fn manifest(&self) -> Value {
        manifest(&self.current())
    }

    /// The names in a folder of the cache, in order.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.cache(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// That nothing can be taken for a build.
    pub(crate) fn assert_nothing_built(&self) {
        assert!(self.names("builds").is_empty(), "{:?}", self.names("builds"));
        assert!(self.names("building").is_empty(), "{:?}", self.names("building"));
        assert!(!self.cache("current").exists());
    }
}

/// The manifest of a build.
pub(crate) fn manifest(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("manifest.json")).expect("every build has a manifest");
    serde_json::from_str(&text).expect("the manifest is JSON")
}

/// A run that ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) is_success: bool,
    /// All that was printed.
    pub(crate) text: String,
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Run {
        Run::from(command.output().expect("the program starts"))
    }

    #[track_caller]
    pub(crate) fn succeeded(self) -> String {
        assert!(self.is_success, "{}", self.text);
        self.text
    }

    /// That it failed, and said all of this.
    #[track_caller]
    pub(crate) fn failed(self, words: &[&str]) -> String {
        assert!(!self.is_success, "it succeeded:\n{}", self.text);
        for word in words {
            assert!(self.text.contains(word), "`{word}` is not in:\n{}", self.text);
        }
        self.text
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        Run { is_success: output.status.success(), text }
    }
}
