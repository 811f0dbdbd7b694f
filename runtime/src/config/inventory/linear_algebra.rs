//! What computes linear algebra in this program.

use super::{InstructionSets, OpenBlasRuntime};

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
    /// The instruction sets that this core has, by rustc's names with commas between: without one of them the library ends
    /// the program.
    pub needs: Option<String>,
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
        needs: said(option_env!("UFUNC_OPENBLAS_FEATURES")),
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
    pub(super) fn warnings(&self, sets: &InstructionSets) -> Vec<String> {
        self.other_version().into_iter().chain(self.missing(sets)).collect()
    }

    /// The library is not the one that the build saw.
    fn other_version(&self) -> Option<String> {
        let version = self.linked.as_ref().and_then(|linked| linked.version.as_deref());
        let (now, built) = (self.openblas.as_ref()?.version.as_deref()?, version?);
        (!now.starts_with(built))
            .then(|| format!("the program was built with OpenBLAS {built}, but runs with OpenBLAS {now}"))
    }

    /// The machine lacks what the library needs.
    fn missing(&self, sets: &InstructionSets) -> Option<String> {
        let linked = self.linked.as_ref()?;
        let is_missing = |name: &&str| sets.not_found.iter().any(|missing| missing == name);
        let missing: Vec<&str> = linked.needs.as_deref()?.split(',').filter(is_missing).collect();
        let core = linked.core.as_deref().unwrap_or("another core");
        (!missing.is_empty()).then(|| {
            format!("OpenBLAS was built for {core}; this processor lacks {}, so calls of it would end the program", missing.join(", "))
        })
    }
}
