//! The known sources of OpenBLAS, each pinned by version and SHA-256, and which of them is taken.

use std::fs;
use std::path::{Path, PathBuf};

use super::cache::Cache;
use super::error::BlasError;
use super::options::{Arguments, Place};
use super::{digest, fetch, tree};

/// An archive that is known.
#[derive(Debug)]
pub(crate) struct Pinned {
    /// Its name in the cache.
    pub(crate) file: &'static str,
    pub(crate) version: &'static str,
    pub(crate) sha256: &'static str,
    /// The folder in it that is the source, below the one that every archive has.
    pub(crate) inside: &'static str,
    /// What people call it.
    pub(crate) what: &'static str,
    pub(crate) place: Place,
}

/// In the order in which they are tried.
pub(crate) const KNOWN: [Pinned; 3] = [
    Pinned {
        file: "OpenBLAS-0.3.34.tar.gz",
        version: "0.3.34",
        sha256: "cd7e129868320cc2d033afa920e31202dfe0b8066a5b66661900ccc0f197dfed",
        inside: "",
        what: "the release 0.3.34",
        place: Place::Release,
    },
    Pinned {
        file: "openblas_0.3.34+ds.orig.tar.xz",
        version: "0.3.34",
        sha256: "031220660e58d0afd3344a379e47ba68c6e082cb9c8a104755e8cf0af7d0da7d",
        inside: "",
        what: "Debian's source package openblas 0.3.34+ds",
        place: Place::Debian,
    },
    Pinned {
        file: "openblas-src-0.10.5.crate",
        version: "0.3.20",
        sha256: "f9016355894bd1c6e2e52dd6ea37866a7c062929743f33abc96fddaf31a18d67",
        inside: "source",
        what: "the crate openblas-src 0.10.5",
        place: Place::Crate,
    },
];

/// Netlib's LAPACK, for trees of OpenBLAS that lack it.
pub(crate) const NETLIB: Pinned = Pinned {
    file: "netlib-src-0.9.0.crate",
    version: "3.12.0",
    sha256: "abe2058825b000774d9c99f502accb07e01692d58fc14b92a808b65f82978fbd",
    inside: "source",
    what: "the crate netlib-src 0.9.0",
    place: Place::Crate,
};

/// A source that was found and checked.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) is_tree: bool,
    pub(crate) inside: &'static str,
    /// Unknown for tarballs of the user's until they are unpacked.
    pub(crate) version: Option<String>,
    pub(crate) sha256: String,
    /// Where it is from, for people.
    pub(crate) what: String,
    /// Whether an earlier run kept it.
    pub(crate) is_kept: bool,
    /// The places before it, and why they did not serve.
    pub(crate) tried: Vec<(String, String)>,
}

/// Finds the source that the arguments ask for, and checks it.
pub(crate) fn choose(arguments: &Arguments, cache: &Cache) -> Result<Source, BlasError> {
    if let Some(path) = &arguments.source {
        return given(path, arguments.sha256.as_deref());
    }
    let places = match arguments.from {
        Some(place) => vec![place],
        None => vec![Place::Cache, Place::Release, Place::Debian, Place::Crate],
    };
    let mut tried = Vec::new();
    for place in places {
        match from_place(place, cache)? {
            Ok((path, pinned)) => {
                return Ok(Source {
                    path,
                    is_tree: false,
                    inside: pinned.inside,
                    version: Some(pinned.version.to_owned()),
                    sha256: pinned.sha256.to_owned(),
                    what: pinned.what.to_owned(),
                    is_kept: place == Place::Cache,
                    tried,
                });
            }
            Err(why) => tried.push((name(place).to_owned(), why)),
        }
    }
    Err(BlasError::NoSource { tried })
}

/// The place's name, for people.
pub(crate) fn name(place: Place) -> &'static str {
    match place {
        Place::Cache => "the cache",
        Place::Release => "the release page",
        Place::Debian => "Debian's source package",
        Place::Crate => "the crate openblas-src",
    }
}

/// The archive of one place, or why there is none. An error is one of this machine, which no other place would mend.
fn from_place(place: Place, cache: &Cache) -> Result<Result<(PathBuf, &'static Pinned), String>, BlasError> {
    let known = KNOWN.iter().find(|pinned| pinned.place == place);
    match known {
        Some(pinned) => Ok(obtain(pinned, cache)?.map(|path| (path, pinned))),
        None => {
            let mut why = "an earlier run kept none".to_owned();
            for pinned in &KNOWN {
                match kept(pinned, cache)? {
                    Ok(path) => return Ok(Ok((path, pinned))),
                    Err(fault) if cache.sources().join(pinned.file).exists() => why = fault,
                    Err(_) => {}
                }
            }
            Ok(Err(why))
        }
    }
}

/// A pinned archive: from the cache, or else from its place, into the cache.
pub(crate) fn obtain(pinned: &Pinned, cache: &Cache) -> Result<Result<PathBuf, String>, BlasError> {
    if let Ok(path) = kept(pinned, cache)? {
        return Ok(Ok(path));
    }
    let aside = cache.aside("fetch")?;
    let fetched = match fetch::fetch(pinned, aside.path())? {
        Ok(fetched) => fetched,
        Err(why) => return Ok(Err(why)),
    };
    let found = digest::of_file(&fetched).map_err(BlasError::file(&fetched))?;
    if found != pinned.sha256 {
        let length = fs::metadata(&fetched).map_or(0, |data| data.len());
        return Ok(Err(format!(
            "what came as {} ({length} bytes) has the SHA-256 {found}, and {} was expected; it is not used",
            pinned.file, pinned.sha256
        )));
    }
    let place = cache.sources().join(pinned.file);
    fs::create_dir_all(cache.sources()).map_err(BlasError::file(&cache.sources()))?;
    fs::rename(&fetched, &place).map_err(BlasError::file(&place))?;
    Ok(Ok(place))
}

/// A pinned archive that an earlier run kept, checked again.
fn kept(pinned: &Pinned, cache: &Cache) -> Result<Result<PathBuf, String>, BlasError> {
    let path = cache.sources().join(pinned.file);
    if !path.exists() {
        return Ok(Err(format!("{} is not there", path.display())));
    }
    let found = digest::of_file(&path).map_err(BlasError::file(&path))?;
    if found == pinned.sha256 {
        return Ok(Ok(path));
    }
    Ok(Err(format!("{} is damaged: its SHA-256 is {found}, not {}", path.display(), pinned.sha256)))
}

/// What the user names.
fn given(path: &Path, sha256: Option<&str>) -> Result<Source, BlasError> {
    let path = fs::canonicalize(path).map_err(BlasError::file(path))?;
    let is_tree = path.is_dir();
    let version = if is_tree { Some(tree::check(&path)?) } else { None };
    let found = if is_tree { digest::of_tree(&path) } else { digest::of_file(&path) };
    let found = found.map_err(BlasError::file(&path))?;
    let known = KNOWN.iter().find(|pinned| pinned.sha256 == found);
    match sha256 {
        Some(expected) if expected != found => {
            return Err(BlasError::Digest { path, expected: expected.to_owned(), found });
        }
        None if !is_tree && known.is_none() => return Err(BlasError::UnknownTarball { path, found }),
        _ => {}
    }
    Ok(Source {
        what: path.display().to_string(),
        is_kept: false,
        is_tree,
        inside: known.map_or("", |pinned| pinned.inside),
        version: version.or_else(|| known.map(|pinned| pinned.version.to_owned())),
        sha256: found,
        tried: Vec::new(),
        path,
    })
}
