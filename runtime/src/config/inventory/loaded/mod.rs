//! The libraries of BLAS and OpenMP in this process, as Python's `threadpoolctl` lists them.

mod ask;
mod kind;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use self::kind::Kind;
use super::OpenBlasRuntime;

/// The libraries of BLAS and OpenMP in this process.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Loaded {
    /// Those that were found.
    pub libraries: Vec<LoadedLibrary>,
    /// Why there may be others: on some systems a process cannot see what it has loaded.
    pub unknown: Option<String>,
}

/// What a library is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum LoadedApi {
    /// Linear algebra.
    Blas,
    /// Threads of compiled C, C++ and Fortran.
    OpenMp,
}

/// A library in this process.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct LoadedLibrary {
    /// What it is for.
    pub user_api: LoadedApi,
    /// Which library it is, such as `openblas`, `mkl` or `libgomp`.
    pub internal_api: String,
    /// What its file's name begins with, such as `libopenblas`.
    pub prefix: String,
    /// Its file; that of the program itself if it is linked statically.
    pub filepath: PathBuf,
    /// Whether it is part of the program's own file.
    pub is_static: bool,
    /// Its version, if it says so.
    pub version: Option<String>,
    /// How many threads it would use by itself, if it says so.
    pub num_threads: Option<usize>,
    /// What its threads are, such as `pthreads` or `openmp`, if it says so.
    pub threading_layer: Option<String>,
    /// The core whose kernels it uses, if it says so.
    pub architecture: Option<String>,
}

/// Looks at this process. `linked` is the OpenBLAS that this program calls, which no list shows if it is a part of it.
pub(super) fn loaded(linked: Option<&OpenBlasRuntime>) -> Loaded {
    let maps = fs::read_to_string("/proc/self/maps").ok().filter(|_| cfg!(target_os = "linux"));
    let files = maps.as_deref().map(files).unwrap_or_default();
    let mut libraries: Vec<LoadedLibrary> = files.iter().filter_map(|file| library(file)).collect();
    for library in &mut libraries {
        ask::ask(library);
    }
    let is_own_listed = libraries.iter().any(|library| library.internal_api == "openblas");
    if let Some(openblas) = linked.filter(|_| !is_own_listed) {
        libraries.insert(0, own(openblas));
    }
    let unknown = maps.is_none().then(|| {
        format!("a process cannot see its libraries here: {} has no /proc/self/maps", std::env::consts::OS)
    });
    Loaded { libraries, unknown }
}

/// The files that `/proc/self/maps` names, each once, in their order.
fn files(maps: &str) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    // The path is the sixth column, and may hold spaces.
    let paths = maps.lines().filter_map(|line| line.find('/').map(|start| &line[start..]));
    let paths = paths.map(|path| path.strip_suffix(" (deleted)").unwrap_or(path));
    paths.filter(|path| seen.insert(*path)).map(PathBuf::from).collect()
}

/// The library that a file is, as far as its path tells.
fn library(file: &Path) -> Option<LoadedLibrary> {
    let (prefix, kind) = kind::of(file)?;
    Some(LoadedLibrary {
        user_api: kind.api(),
        internal_api: kind.name().to_owned(),
        prefix: prefix.to_owned(),
        filepath: file.to_owned(),
        is_static: false,
        version: None,
        num_threads: None,
        threading_layer: None,
        architecture: None,
    })
}

/// The OpenBLAS that is a part of this program.
fn own(openblas: &OpenBlasRuntime) -> LoadedLibrary {
    LoadedLibrary {
        user_api: LoadedApi::Blas,
        internal_api: Kind::OpenBlas.name().to_owned(),
        prefix: "libopenblas".to_owned(),
        filepath: std::env::current_exe().unwrap_or_default(),
        is_static: true,
        version: openblas.version.clone(),
        num_threads: Some(openblas.threads),
        threading_layer: Some(openblas.threading.clone()),
        architecture: Some(openblas.core.clone()),
    }
}

impl Loaded {
    /// What several libraries of one kind in one process lead to.
    pub(super) fn warnings(&self) -> Vec<String> {
        let blas = self.rivals(LoadedApi::Blas);
        let openmp = self.rivals(LoadedApi::OpenMp);
        let mut warnings = Vec::new();
        if blas.len() > 1 {
            warnings.push(format!(
                "{} BLAS libraries are loaded: {}; each has threads and settings of its own, which together can be \
                 more than there are cores",
                blas.len(),
                blas.join(", ")
            ));
        }
        if openmp.len() > 1 {
            warnings.push(format!(
                "{} OpenMP run times are loaded: {}; each has threads of its own, and some pairs stop programs or \
                 never end",
                openmp.len(),
                openmp.join(", ")
            ));
        }
        warnings
    }

    /// The libraries for `api` of which there should be one.
    fn rivals(&self, api: LoadedApi) -> Vec<String> {
        let of_api = self.libraries.iter().filter(|library| library.user_api == api);
        let mut found: Vec<(&str, String)> = Vec::new();
        for library in of_api.filter(|library| !kind::is_face(library)) {
            found.push((&library.internal_api, library.filepath.display().to_string()));
        }
        // What only passes calls on (`libblas.so.3`) counts where the library behind it is not listed itself, and the
        // parts of one library (`libmkl_core`, `libmkl_rt`) count once.
        for face in self.libraries.iter().filter(|library| library.user_api == api && kind::is_face(library))
        {
            if found.iter().all(|(name, _)| *name != face.internal_api) {
                found.push((&face.internal_api, face.filepath.display().to_string()));
            }
        }
        found.into_iter().map(|(name, path)| format!("{name} ({path})")).collect()
    }
}

#[cfg(test)]
mod tests;
