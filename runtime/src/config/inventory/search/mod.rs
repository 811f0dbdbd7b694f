//! The libraries of BLAS and LAPACK that this machine has to link to: those of our own build, those that pkg-config knows,
//! and those in the usual folders.

mod contents;
mod folders;
mod headers;
mod kind;
mod pkg_config;
mod place;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use self::kind::Kind;
use self::place::{Finding, Place};
use super::{LinearAlgebra, tool};
use crate::config::environment::foreign;

/// What the machine has of one kind of library, under the name that NumPy gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Section {
    /// `blas_mkl`, `blis`, `openblas`, `accelerate`, `blas_opt`, `lapack_mkl`, `openblas_lapack` or `lapack_opt`. The two
    /// with `opt` are the best of the others, or else any BLAS or LAPACK.
    pub name: String,
    /// The library; `None` if it is not available.
    pub library: Option<Library>,
    /// What there is instead of a library that can be linked.
    pub note: Option<String>,
}

/// A library that programs can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Library {
    /// The names that a linker is given.
    pub libraries: Vec<String>,
    /// The folders that they are in.
    pub library_dirs: Vec<PathBuf>,
    /// The folders of its headers.
    pub include_dirs: Vec<PathBuf>,
    /// The language of its interface.
    pub language: String,
    /// The macros, with their values, that code which uses it is compiled with.
    pub define_macros: Vec<(String, Option<String>)>,
    /// Its version, where it says so.
    pub version: Option<String>,
    /// Whether its integers have 64 bits, where it says so.
    pub int64: Option<bool>,
    /// What it has of LAPACK: `off`, `subset` or `full`.
    pub lapack: String,
    /// How it was found: `UFUNC_OPENBLAS_DIR`, `cargo xtask build-blas`, `pkg-config` or `folder`.
    pub detection_method: String,
    /// The file by which it was found.
    pub found_at: PathBuf,
}

/// What the system is asked.
struct System<'a> {
    /// The value of an environment variable.
    variable: &'a dyn Fn(&str) -> Option<String>,
    /// What a program answers.
    answer: &'a dyn Fn(&str, &[&str]) -> Option<String>,
    /// The folder that the system's own paths begin with: `/`, but in tests.
    root: PathBuf,
}

/// All sections, in NumPy's order.
pub(super) fn sections(own: &LinearAlgebra) -> Vec<Section> {
    let system = System { variable: &foreign, answer: &tool::answer, root: PathBuf::from("/") };
    sections_of(&system, own)
}

fn sections_of(system: &System<'_>, own: &LinearAlgebra) -> Vec<Section> {
    let openblas = match place::linked(own) {
        Some(library) => Finding { library: Some(library), note: None },
        None => place::find(system, Kind::OpenBlas),
    };
    let mkl = place::find(system, Kind::Mkl);
    let blis = place::find(system, Kind::Blis);
    let accelerate = place::accelerate(system);
    let with_lapack = openblas_lapack(&openblas);
    let best = |candidates: &[&Finding], plain: Kind| {
        let found = candidates.iter().find(|finding| finding.library.is_some());
        found.map_or_else(|| place::find(system, plain), |finding| (*finding).clone())
    };
    let blas_opt = best(&[&mkl, &blis, &openblas, &accelerate], Kind::Blas);
    let lapack_opt = best(&[&mkl, &with_lapack, &accelerate], Kind::Lapack);
    let named = [
        ("blas_mkl", mkl.clone()),
        ("blis", blis),
        ("openblas", openblas),
        ("accelerate", accelerate),
        ("blas_opt", blas_opt),
        ("lapack_mkl", mkl),
        ("openblas_lapack", with_lapack),
        ("lapack_opt", lapack_opt),
    ];
    named
        .into_iter()
        .map(|(name, Finding { library, note })| Section { name: name.to_owned(), library, note })
        .collect()
}

/// OpenBLAS as a LAPACK: only if it has all of it, as NumPy asks for.
fn openblas_lapack(openblas: &Finding) -> Finding {
    match &openblas.library {
        Some(library) if library.lapack == "full" => openblas.clone(),
        Some(library) => {
            let what = match library.lapack.as_str() {
                "subset" => "a part of LAPACK only (LU and Cholesky, no QR, SVD or eigenvalues)",
                _ => "no LAPACK",
            };
            Finding { library: None, note: Some(format!("{} has {what}", library.found_at.display())) }
        }
        None => openblas.clone(),
    }
}

impl Place {
    /// How people are told.
    fn method(&self) -> &'static str {
        match self {
            Place::Variable => "UFUNC_OPENBLAS_DIR",
            Place::BuildBlas => "cargo xtask build-blas",
            Place::PkgConfig => "pkg-config",
            Place::Folder => "folder",
        }
    }
}
