//! Which library a file is, by its name and folder.

use std::path::Path;

use super::{LoadedApi, LoadedLibrary};

/// A library of BLAS or OpenMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    OpenBlas,
    Mkl,
    Blis,
    FlexiBlas,
    Armpl,
    Atlas,
    /// The reference BLAS of netlib.
    Netlib,
    /// GNU's run time of OpenMP.
    Gomp,
    /// Intel's.
    Iomp,
    /// LLVM's.
    Omp,
}

/// What names begin with, the longer ones before those that they begin with.
const PREFIXES: [(&str, Kind); 19] = [
    ("libscipy_openblas", Kind::OpenBlas),
    ("libopenblas", Kind::OpenBlas),
    ("libmkl_rt", Kind::Mkl),
    ("libmkl_core", Kind::Mkl),
    ("libmkl_intel", Kind::Mkl),
    ("libmkl_gnu", Kind::Mkl),
    ("libmkl_tbb", Kind::Mkl),
    ("libmkl_sequential", Kind::Mkl),
    ("libflexiblas", Kind::FlexiBlas),
    ("libarmpl", Kind::Armpl),
    ("libsatlas", Kind::Atlas),
    ("libtatlas", Kind::Atlas),
    ("libatlas", Kind::Atlas),
    ("libblis", Kind::Blis),
    ("libcblas", Kind::Netlib),
    ("libblas", Kind::Netlib),
    ("libgomp", Kind::Gomp),
    ("libiomp", Kind::Iomp),
    ("libomp", Kind::Omp),
];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::OpenBlas => "openblas",
            Kind::Mkl => "mkl",
            Kind::Blis => "blis",
            Kind::FlexiBlas => "flexiblas",
            Kind::Armpl => "armpl",
            Kind::Atlas => "atlas",
            Kind::Netlib => "netlib",
            Kind::Gomp => "libgomp",
            Kind::Iomp => "libiomp",
            Kind::Omp => "libomp",
        }
    }

    pub(super) fn api(self) -> LoadedApi {
        match self {
            Kind::Gomp | Kind::Iomp | Kind::Omp => LoadedApi::OpenMp,
            Kind::OpenBlas
            | Kind::Mkl
            | Kind::Blis
            | Kind::FlexiBlas
            | Kind::Armpl
            | Kind::Atlas
            | Kind::Netlib => LoadedApi::Blas,
        }
    }
}

/// The prefix of a file's name, and the library that it is; `None` for all other files.
pub(super) fn of(file: &Path) -> Option<(&'static str, Kind)> {
    let name = file.file_name()?.to_str()?;
    let is_library = name.contains(".so") || name.ends_with(".dylib");
    let (prefix, kind) = *PREFIXES.iter().find(|(prefix, _)| is_library && is_named(name, prefix))?;
    if kind != Kind::Netlib {
        return Some((prefix, kind));
    }
    // Distributions keep each library's own `libblas.so.3` in a folder that is named for it.
    let folder = file.parent().and_then(Path::file_name).and_then(|folder| folder.to_str()).unwrap_or("");
    let behind =
        [("openblas", Kind::OpenBlas), ("blis", Kind::Blis), ("atlas", Kind::Atlas), ("mkl", Kind::Mkl)];
    let kind = behind.iter().find(|(name, _)| folder.contains(name)).map_or(Kind::Netlib, |(_, kind)| *kind);
    Some((prefix, kind))
}

/// Whether a name is the prefix with a version or a variant behind it, and not a longer word (`libblasfeo`).
fn is_named(name: &str, prefix: &str) -> bool {
    let Some(rest) = name.strip_prefix(prefix) else { return false };
    let is_whole = matches!(prefix, "libblas" | "libcblas" | "libomp");
    !is_whole || rest.starts_with(['.', '-', '_']) || rest.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a library passes calls on to another one, or is one of several parts of it.
pub(super) fn is_face(library: &LoadedLibrary) -> bool {
    matches!(library.prefix.as_str(), "libblas" | "libcblas" | "libflexiblas")
        || library.prefix.starts_with("libmkl_") && library.prefix != "libmkl_rt"
}
