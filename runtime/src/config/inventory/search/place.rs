//! Where a library is: the places in the order in which they count.

use std::fs;
use std::path::{Path, PathBuf};

use super::contents::{self, Contents};
use super::folders::{self, Found};
use super::headers;
use super::kind::Kind;
use super::pkg_config::{self, Package};
use super::{Library, System};
use crate::config::LinearAlgebra;

/// A place that is looked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The folder that `UFUNC_OPENBLAS_DIR` names.
    Variable,
    /// What `cargo xtask build-blas` made last.
    BuildBlas,
    PkgConfig,
    /// One of the usual folders.
    Folder,
}

/// What the search for a library gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Finding {
    pub(super) library: Option<Library>,
    pub(super) note: Option<String>,
}

/// Searches for a library. OpenBLAS is looked for in the order in which the build looks for it.
pub(super) fn find(system: &System<'_>, kind: Kind) -> Finding {
    if kind == Kind::OpenBlas {
        let variable = (system.variable)("UFUNC_OPENBLAS_DIR").map(PathBuf::from);
        for (place, folder) in [(Place::Variable, variable), (Place::BuildBlas, last_build(system))] {
            let Some(Found::Linkable(file, name)) = folder.and_then(|folder| look_below(&folder, kind))
            else {
                continue;
            };
            return Finding { library: Some(in_folder(kind, place, &file, name)), note: None };
        }
    }
    let packages = kind.packages().iter().filter_map(|name| pkg_config::package(system, name));
    if let Some(library) = packages.map(|package| of_package(kind, package)).next() {
        return Finding { library: Some(library), note: None };
    }
    let mut note = None;
    for folder in folders::library_folders(system, kind) {
        match folders::look(&folder, kind) {
            Some(Found::Linkable(file, name)) => {
                return Finding { library: Some(in_folder(kind, Place::Folder, &file, name)), note: None };
            }
            Some(Found::RunTimeOnly(file)) if note.is_none() => {
                note = Some(format!(
                    "{} serves programs that are linked already; to link one, the package with its headers is needed",
                    file.display()
                ));
            }
            Some(Found::RunTimeOnly(_)) | None => {}
        }
    }
    Finding { library: None, note }
}

/// Looks in a folder that a library was installed into, or that it lies in itself.
fn look_below(folder: &Path, kind: Kind) -> Option<Found> {
    let places = [folder.join("lib"), folder.join("lib64"), folder.to_owned()];
    places.iter().find_map(|folder| folders::look(folder, kind))
}

/// The folder of the build that `cargo xtask build-blas` made last.
fn last_build(system: &System<'_>) -> Option<PathBuf> {
    let folder = |name: &str| (system.variable)(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = folder("XDG_CACHE_HOME").or_else(|| match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        "macos" => folder("HOME").map(|home| home.join("Library/Caches")),
        _ => folder("HOME").map(|home| home.join(".cache")),
    })?;
    let text = fs::read_to_string(cache.join("ufunc/openblas/current")).ok()?;
    Some(PathBuf::from(text.trim()))
}

/// A library that lies in a folder.
fn in_folder(kind: Kind, place: Place, file: &Path, name: &str) -> Library {
    let folder = file.parent().unwrap_or(Path::new("."));
    let headers = headers::find(kind, &folders::header_folders(folder, kind));
    let Contents { lapack, openblas_version } = contents_of(kind, file);
    Library {
        libraries: vec![name.to_owned()],
        library_dirs: vec![folder.to_owned()],
        include_dirs: headers.folder.into_iter().collect(),
        version: openblas_version.or(headers.version),
        int64: headers.int64,
        lapack: lapack.to_owned(),
        detection_method: place.method().to_owned(),
        found_at: file.to_owned(),
        ..plain(kind)
    }
}

/// A library that pkg-config knows.
fn of_package(kind: Kind, package: Package) -> Library {
    let headers = headers::find(kind, &package.include_dirs);
    let file = package.library_dirs.iter().find_map(|folder| match folders::look(folder, kind) {
        Some(Found::Linkable(file, _)) => Some(file),
        Some(Found::RunTimeOnly(_)) | None => None,
    });
    let contents = file.map(|file| contents_of(kind, &file));
    Library {
        libraries: package.libraries,
        library_dirs: package.library_dirs,
        include_dirs: package.include_dirs,
        version: package.version,
        int64: headers.int64,
        lapack: contents.map_or("off", |contents| contents.lapack).to_owned(),
        detection_method: Place::PkgConfig.method().to_owned(),
        found_at: package.file,
        ..plain(kind)
    }
}

/// What its bytes say; MKL is known to have all of LAPACK, and its interface library holds no names of it.
fn contents_of(kind: Kind, file: &Path) -> Contents {
    match kind {
        Kind::Mkl | Kind::Lapack => Contents { lapack: "full", openblas_version: None },
        Kind::Blis | Kind::Blas => Contents { lapack: "off", openblas_version: None },
        Kind::OpenBlas => contents::look(&fs::read(file).unwrap_or_default()),
    }
}

/// The OpenBLAS that this program is linked to.
pub(super) fn linked(own: &LinearAlgebra) -> Option<Library> {
    let linked = own.linked.as_ref()?;
    let file = PathBuf::from(linked.library.as_ref()?);
    let folder = if file.is_dir() { Some(file.as_path()) } else { file.parent() };
    let openblas = own.openblas.as_ref();
    Some(Library {
        libraries: vec!["openblas".to_owned()],
        library_dirs: folder.map(Path::to_owned).into_iter().collect(),
        include_dirs: linked.include.as_ref().map(PathBuf::from).into_iter().collect(),
        version: openblas.and_then(|openblas| openblas.version.clone()).or_else(|| linked.version.clone()),
        int64: openblas.map(|openblas| openblas.int64),
        lapack: linked.lapack.clone().unwrap_or_else(|| "off".to_owned()),
        detection_method: linked.found_by.clone().unwrap_or_else(|| "the build of this program".to_owned()),
        found_at: file,
        ..plain(Kind::OpenBlas)
    })
}

/// Apple's Accelerate, which is a part of macOS.
pub(super) fn accelerate(system: &System<'_>) -> Finding {
    let framework = system.root.join("System/Library/Frameworks/Accelerate.framework");
    if std::env::consts::OS != "macos" || !framework.is_dir() {
        return Finding::default();
    }
    let library = Library {
        libraries: vec!["Accelerate".to_owned()],
        library_dirs: framework.parent().map(Path::to_owned).into_iter().collect(),
        version: (system.answer)("sw_vers", &["-productVersion"]).map(|version| format!("macOS {version}")),
        lapack: "full".to_owned(),
        detection_method: Place::Folder.method().to_owned(),
        found_at: framework,
        ..plain(Kind::OpenBlas)
    };
    Finding { library: Some(library), note: None }
}

/// What all libraries of a kind have in common.
fn plain(kind: Kind) -> Library {
    Library {
        libraries: Vec::new(),
        library_dirs: Vec::new(),
        include_dirs: Vec::new(),
        language: kind.language().to_owned(),
        define_macros: kind.macros().iter().map(|&name| (name.to_owned(), None)).collect(),
        version: None,
        int64: None,
        lapack: "off".to_owned(),
        detection_method: String::new(),
        found_at: PathBuf::new(),
    }
}
