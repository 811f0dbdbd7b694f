//! Which backend calls use.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::config::{BACKEND_VARIABLE, backend_named};
use crate::linalg::error::LinalgError;

/// What computes products and decompositions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Backend {
    /// Pure Rust, on `faer`: with the cargo feature `linalg`.
    Embedded,
    /// OpenBLAS: with the cargo feature `openblas`.
    OpenBlas,
}

/// 0 as long as nothing is chosen, else the backend's number in [`Backend::ALL`] plus one.
static CHOSEN: AtomicU8 = AtomicU8::new(0);

impl Backend {
    /// All that there may be, the one that is taken where there are several first.
    pub const ALL: [Backend; 2] = [Backend::OpenBlas, Backend::Embedded];

    /// Whether it is compiled in.
    #[must_use]
    pub const fn is_compiled(self) -> bool {
        match self {
            Backend::Embedded => cfg!(feature = "linalg"),
            Backend::OpenBlas => cfg!(feature = "openblas"),
        }
    }

    /// The name, as it is written in `UFUNC_BLAS`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Backend::Embedded => "embedded",
            Backend::OpenBlas => "openblas",
        }
    }

    fn check(self) -> Result<(), LinalgError> {
        let usable = match self {
            Backend::Embedded if self.is_compiled() => Ok(()),
            Backend::Embedded => Err("the cargo feature `linalg` is off".to_owned()),
            #[cfg(feature = "openblas")]
            Backend::OpenBlas => super::openblas::check(),
            #[cfg(not(feature = "openblas"))]
            Backend::OpenBlas => Err("the cargo feature `openblas` is off".to_owned()),
        };
        usable.map_err(|reason| LinalgError::BackendUnavailable { backend: self, reason })
    }
}

/// The backend that calls use: the last one that was set, else what `UFUNC_BLAS` names, else OpenBLAS where it is compiled
/// in, else the embedded one.
///
/// # Panics
/// If nothing was set, and `UFUNC_BLAS` names no backend that is compiled in, or OpenBLAS cannot run on this processor.
#[inline]
#[must_use]
#[track_caller]
pub fn backend() -> Backend {
    match CHOSEN.load(Ordering::Relaxed) {
        0 => start(),
        number => Backend::ALL[usize::from(number - 1)],
    }
}

/// Sets the backend for all calls that begin from now on.
///
/// # Errors
/// If it is not compiled in, or its library cannot run on this processor.
pub fn set_backend(backend: Backend) -> Result<(), LinalgError> {
    backend.check()?;
    store(backend);
    Ok(())
}

fn store(backend: Backend) {
    let number = match backend {
        Backend::OpenBlas => 1,
        Backend::Embedded => 2,
    };
    CHOSEN.store(number, Ordering::Relaxed);
}

#[cold]
#[track_caller]
fn start() -> Backend {
    let named = backend_named().unwrap_or_else(|error| panic!("{error}"));
    let usual = if Backend::OpenBlas.is_compiled() { Backend::OpenBlas } else { Backend::Embedded };
    let backend = named.unwrap_or(usual);
    if let Err(error) = backend.check() {
        match named {
            Some(_) => panic!("environment variable {BACKEND_VARIABLE}: {error}"),
            None => panic!("{error}"),
        }
    }
    store(backend);
    backend
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Backend {
    type Err = LinalgError;

    fn from_str(text: &str) -> Result<Backend, LinalgError> {
        let found = Backend::ALL.into_iter().find(|backend| backend.name().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| LinalgError::BadBackend { text: text.to_owned() })
    }
}
