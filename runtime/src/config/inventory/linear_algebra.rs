//! What computes linear algebra in this program.

use super::OpenBlasRuntime;

/// What computes linear algebra in this program.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct LinearAlgebra {
    /// The backends that are compiled in, `embedded` and `openblas`; none without the features `linalg` and `openblas`.
    pub backends: Vec<String>,
    /// The OpenBLAS that was linked when the program was built.
    pub linked: Option<Linked>,
    /// What OpenBLAS says of itself now.
    pub openblas: Option<OpenBlasRuntime>,
}

/// The library that the build linked, as far as the build could tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Linked {
    /// Its file.
    pub library: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// The core that it was built for.
    pub core: Option<String>,
    /// How the build found it: `UFUNC_OPENBLAS_DIR`, what `cargo xtask build-blas` made, or pkg-config.
    pub found_by: Option<String>,
    /// The folder of its headers.
    pub include: Option<String>,
    /// Whether its integers have 64 bits.
    pub int64: Option<String>,
    /// Its LAPACK: `off`, `subset` or `full`.
    pub lapack: Option<String>,
    /// Its threads, such as `pthread-simple`.
    pub threading: Option<String>,
    /// What the build of the library wrote down about it.
    pub manifest: Option<String>,
}

pub(super) fn linear_algebra() -> LinearAlgebra {
    let all = [("embedded", cfg!(feature = "linalg")), ("openblas", cfg!(feature = "openblas"))];
    LinearAlgebra {
        backends: all.into_iter().filter(|(_, is_in)| *is_in).map(|(name, _)| name.to_owned()).collect(),
        linked: linked(),
        openblas: openblas(),
    }
}

/// What the build script says. Without the feature there is none that could, and the variables would be the user's.
#[cfg(feature = "openblas")]
fn linked() -> Option<Linked> {
    let said = |value: Option<&str>| value.filter(|value| !value.is_empty()).map(str::to_owned);
    Some(Linked {
        library: said(option_env!("UFUNC_OPENBLAS_LIBRARY")),
        version: said(option_env!("UFUNC_OPENBLAS_VERSION")),
        core: said(option_env!("UFUNC_OPENBLAS_CORE")),
        found_by: said(option_env!("UFUNC_OPENBLAS_FOUND_BY")),
        include: said(option_env!("UFUNC_OPENBLAS_INCLUDE")),
        int64: said(option_env!("UFUNC_OPENBLAS_INT64")),
        lapack: said(option_env!("UFUNC_OPENBLAS_LAPACK")),
        threading: said(option_env!("UFUNC_OPENBLAS_THREADING")),
        manifest: said(option_env!("UFUNC_OPENBLAS_MANIFEST")),
    })
}

#[cfg(not(feature = "openblas"))]
fn linked() -> Option<Linked> {
    None
}

#[cfg(feature = "openblas")]
fn openblas() -> Option<OpenBlasRuntime> {
    Some(super::openblas_runtime::ask())
}

#[cfg(not(feature = "openblas"))]
fn openblas() -> Option<OpenBlasRuntime> {
    None
}

impl LinearAlgebra {
    /// What is odd about the library.
    pub(super) fn warnings(&self) -> Vec<String> {
        let version = self.linked.as_ref().and_then(|linked| linked.version.as_deref());
        let (Some(openblas), Some(built)) = (&self.openblas, version) else { return Vec::new() };
        match openblas.version.as_deref() {
            Some(now) if !now.starts_with(built) => {
                vec![format!("the program was built with OpenBLAS {built}, but runs with OpenBLAS {now}")]
            }
            _ => Vec::new(),
        }
    }
}
