//! Where OpenBLAS is: in the folder that a variable names, where `cargo xtask build-blas` put it, or where pkg-config
//! says. The first that is there is taken.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::library::{Kind, Library};
use crate::manifest::Manifest;
use crate::place;

/// The variable that names the folder of a build: `lib/` (or the library itself) and `include/`.
pub(crate) const VARIABLE: &str = "UFUNC_OPENBLAS_DIR";
/// What to do when there is none.
const COMMAND: &str = "run `cargo xtask build-blas` in a checkout of ufunc, which builds it";

/// A library that can be linked.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) library: Library,
    pub(crate) found_by: &'static str,
    /// Empty if unknown.
    pub(crate) include: PathBuf,
    pub(crate) manifest: Option<Manifest>,
}

/// Finds the library, or says everything that was tried and what to do.
pub(crate) fn find() -> Result<Found, String> {
    for variable in [VARIABLE, "XDG_CACHE_HOME", "HOME", "DOCS_RS"] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    let folder = env::var_os(VARIABLE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    if let Some(folder) = folder {
        return named(&folder).map_err(|why| {
            format!("{VARIABLE}={}: {why}\n{COMMAND}, or correct {VARIABLE}", folder.display())
        });
    }
    let mut tried = vec![format!("{VARIABLE} is not set")];
    match built() {
        Ok(found) => return Ok(found),
        Err(why) => tried.push(why),
    }
    match packaged() {
        Ok(found) => return Ok(found),
        Err(why) => tried.push(why),
    }
    Err(format!(
        "the feature `openblas` of ufunc needs the library OpenBLAS:\n{COMMAND}\nor set {VARIABLE} to a folder that \
         has it in lib/\nwhat was tried: {}",
        tried.join("; ")
    ))
}

/// The folder that the variable names.
fn named(folder: &Path) -> Result<Found, String> {
    if !folder.is_absolute() {
        return Err(
            "the path must be absolute (in cargo's configuration, `relative = true` makes it so)".to_owned()
        );
    }
    if !folder.is_dir() {
        return Err("there is no such folder".to_owned());
    }
    open(folder, VARIABLE)
}

/// What `build-blas` made last.
fn built() -> Result<Found, String> {
    const BY: &str = "cargo xtask build-blas";
    let root = place::root(|name| env::var_os(name));
    let root = root.ok_or_else(|| format!("{BY}: there is no cache folder, since HOME is not set"))?;
    let current = root.join(place::CURRENT);
    let folder = fs::read_to_string(&current)
        .map_err(|_| format!("{BY} made none ({} is not there)", current.display()))?;
    println!("cargo::rerun-if-changed={}", current.display());
    open(Path::new(folder.trim()), BY).map_err(|why| format!("{BY} made {}, but {why}", folder.trim()))
}

/// What pkg-config knows.
fn packaged() -> Result<Found, String> {
    const BY: &str = "pkg-config";
    let probed = pkg_config::Config::new().cargo_metadata(false).probe("openblas");
    let package = probed.map_err(|error| {
        format!("{BY}: {}", error.to_string().lines().next().unwrap_or("it knows no openblas"))
    })?;
    let variable = |name| pkg_config::get_variable("openblas", name).map(PathBuf::from).into_iter();
    let mut folders: Vec<PathBuf> = package.link_paths.into_iter().chain(variable("libdir")).collect();
    folders.dedup();
    let library = search(&folders, &[Kind::Shared, Kind::Static])
        .ok_or_else(|| format!("{BY} names openblas, but there is no library in {}", list(&folders)))?;
    let include = package.include_paths.into_iter().chain(variable("includedir")).next();
    check(library, BY, include.unwrap_or_default(), None)
}

/// The library in a folder.
fn open(folder: &Path, found_by: &'static str) -> Result<Found, String> {
    let manifest = Manifest::read(folder)?;
    // What a shared library needs besides, it names itself; of a static one only the manifest knows.
    let kinds = match &manifest {
        Some(_) => [Kind::Static, Kind::Shared],
        None => [Kind::Shared, Kind::Static],
    };
    let folders = [folder.join("lib"), folder.join("lib64"), folder.to_owned()];
    let library = search(&folders, &kinds)
        .ok_or_else(|| format!("there is no {} in {}", file_names(&kinds).join(" or "), list(&folders)))?;
    let include = Some(folder.join("include")).filter(|include| include.is_dir());
    check(library, found_by, include.unwrap_or_default(), manifest)
}

/// Whether a library is of use.
fn check(
    path: PathBuf,
    found_by: &'static str,
    include: PathBuf,
    manifest: Option<Manifest>,
) -> Result<Found, String> {
    let library = Library::read(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let target = env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    if library.architecture != target {
        let architecture = &library.architecture;
        return Err(format!("{} is for {architecture}, and this program for {target}", path.display()));
    }
    if !library.has(&["cblas_dgemm", "cblas_sgemm", "openblas_set_num_threads", "openblas_get_config"]) {
        return Err(format!(
            "{} is not OpenBLAS with its C functions (cblas_dgemm and others)",
            path.display()
        ));
    }
    if library.is_int64() {
        return Err(format!(
            "{} has 64-bit integers (it was built with --int64), and ufunc calls it with 32-bit ones",
            path.display()
        ));
    }
    Ok(Found { library, found_by, include, manifest })
}

/// The first library in these folders.
fn search(folders: &[PathBuf], kinds: &[Kind]) -> Option<PathBuf> {
    let paths =
        file_names(kinds).into_iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths.into_iter().find(|path| path.is_file())
}

fn file_names(kinds: &[Kind]) -> Vec<&'static str> {
    let os = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let name = |kind: &Kind| match (kind, os.as_str()) {
        (Kind::Static, "windows") => "openblas.lib",
        (Kind::Static, _) => "libopenblas.a",
        (Kind::Shared, "windows") => "libopenblas.dll",
        (Kind::Shared, "macos") => "libopenblas.dylib",
        (Kind::Shared, _) => "libopenblas.so",
    };
    kinds.iter().map(name).collect()
}

fn list(folders: &[PathBuf]) -> String {
    folders.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}
