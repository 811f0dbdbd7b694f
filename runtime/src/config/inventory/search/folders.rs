//! The folders that libraries usually are in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::System;
use super::kind::Kind;

/// The folders to look in, each once: those that the environment names before the system's own.
pub(super) fn library_folders(system: &System<'_>, kind: Kind) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if kind == Kind::Mkl {
        let named = (system.variable)("MKLROOT").map(PathBuf::from);
        for root in named.into_iter().chain(below(system, &["opt/intel/oneapi/mkl/latest", "opt/intel/mkl"]))
        {
            folders.extend([root.join("lib"), root.join("lib/intel64")]);
        }
    }
    for variable in ["LIBRARY_PATH", "LD_LIBRARY_PATH"] {
        let paths = (system.variable)(variable).unwrap_or_default();
        folders.extend(std::env::split_paths(&paths).filter(|path| path.is_absolute()));
    }
    for variable in ["CONDA_PREFIX", "VIRTUAL_ENV"] {
        folders.extend((system.variable)(variable).map(|root| Path::new(&root).join("lib")));
    }
    folders.extend((system.variable)("HOME").map(|home| Path::new(&home).join(".local/lib")));
    for folder in below(
        system,
        &[
            "opt/OpenBLAS/lib",
            "opt/openblas/lib",
            "opt/homebrew/opt/openblas/lib",
            "usr/local/opt/openblas/lib",
            "opt/homebrew/lib",
            "opt/local/lib",
            "usr/local/lib",
            "usr/local/lib64",
            "usr/lib64",
            "usr/lib",
        ],
    ) {
        folders.extend(multiarch(&folder));
        folders.push(folder);
    }
    let mut seen = BTreeSet::new();
    folders.retain(|folder| folder.is_dir() && seen.insert(folder.clone()));
    folders
}

fn below(system: &System<'_>, paths: &[&str]) -> Vec<PathBuf> {
    paths.iter().map(|path| system.root.join(path)).collect()
}

/// Debian's folders for this architecture, and those that it keeps each BLAS in.
fn multiarch(folder: &Path) -> Vec<PathBuf> {
    let own = format!("{}-linux-gnu", std::env::consts::ARCH);
    let own = folder.join(own);
    let named = ["openblas-", "openblas64-", "blis", "blas", "lapack"];
    let mut inside: Vec<PathBuf> = fs::read_dir(&own)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            path.is_dir() && named.iter().any(|begin| name.starts_with(begin))
        })
        .collect();
    inside.sort();
    inside.insert(0, own);
    inside
}

/// What a folder has of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A file that programs can be linked to, and its name for a linker.
    Linkable(PathBuf, &'static str),
    /// A file that programs which are linked already can load.
    RunTimeOnly(PathBuf),
}

/// Looks for a library in a folder.
pub(super) fn look(folder: &Path, kind: Kind) -> Option<Found> {
    for &name in kind.names() {
        let files = [
            format!("lib{name}.so"),
            format!("lib{name}.dylib"),
            format!("lib{name}.a"),
            format!("lib{name}.dll.a"),
            format!("{name}.lib"),
            format!("lib{name}.lib"),
        ];
        if let Some(file) = files.iter().map(|file| folder.join(file)).find(|file| file.is_file()) {
            return Some(Found::Linkable(file, name));
        }
    }
    let beginnings: Vec<String> = kind.names().iter().map(|name| format!("lib{name}.so.")).collect();
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            beginnings.iter().any(|beginning| name.starts_with(beginning.as_str()))
        })
        .collect();
    files.sort();
    files.into_iter().next().map(Found::RunTimeOnly)
}

/// Where the headers of a library in this folder may be.
pub(super) fn header_folders(library_folder: &Path, kind: Kind) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for root in library_folder.ancestors().skip(1).take(3) {
        let include = root.join("include");
        let own = include.join(format!("{}-linux-gnu", std::env::consts::ARCH));
        // Debian: the folder of the headers is named like that of the library.
        folders.extend(library_folder.file_name().map(|name| own.join(name)));
        if !kind.header_folder().is_empty() {
            folders.push(include.join(kind.header_folder()));
        }
        folders.extend([own, include]);
    }
    folders.retain(|folder| folder.is_dir());
    folders
}
