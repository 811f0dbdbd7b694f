//! What is known of a build, written beside it as `manifest.json`: for linking, for people, and for the next run.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::BlasError;
use super::{cache, digest};

/// The file's name in a build's folder.
pub(crate) const FILE: &str = "manifest.json";

/// A build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) name: String,
    pub(crate) version: String,
    /// Where the source is from, in words.
    pub(crate) source: String,
    /// Of the source.
    pub(crate) sha256: String,
    /// What make was told.
    pub(crate) options: Vec<String>,
    /// The core that it is for; empty if it finds it at run time.
    pub(crate) core: String,
    /// The cores of a portable library; empty for all that OpenBLAS has, and where there is one core only.
    pub(crate) dynamic_list: Vec<String>,
    pub(crate) dynamic_arch: bool,
    /// `pthread-simple`, `pthread`, `openmp` or `single`.
    pub(crate) threading: String,
    pub(crate) max_threads: u32,
    pub(crate) int64: bool,
    /// `off`, `subset` or `full`.
    pub(crate) lapack: String,
    /// `static` or `shared`.
    pub(crate) kind: String,
    /// The file, from the manifest's folder, and its digest.
    pub(crate) library: PathBuf,
    pub(crate) library_sha256: String,
    /// OpenBLAS's own words.
    pub(crate) config: String,
    pub(crate) compiler: String,
    /// Empty if there is no Fortran in it.
    pub(crate) fortran: String,
    /// When, in UTC.
    pub(crate) built: String,
    pub(crate) link_libraries: Vec<String>,
    pub(crate) link_search: Vec<String>,
    /// What the test program computed.
    pub(crate) checks: Vec<String>,
}

/// What has to be linked besides the library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Links {
    pub(crate) libraries: Vec<String>,
    pub(crate) search: Vec<String>,
}

impl Manifest {
    /// Writes it into a folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), BlasError> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| BlasError::Manifest { path: path.clone(), what: error.to_string() })?;
        cache::write_whole(&path, format!("{text}\n").as_bytes())
    }

    /// Reads the one of a folder whose library is as it was when it was built; `None` if anything is missing.
    pub(crate) fn read_whole(folder: &Path) -> Option<Manifest> {
        let text = fs::read_to_string(folder.join(FILE)).ok()?;
        let manifest: Manifest = serde_json::from_str(&text).ok()?;
        let digest = digest::of_file(&folder.join(&manifest.library)).ok()?;
        (digest == manifest.library_sha256).then_some(manifest)
    }
}
