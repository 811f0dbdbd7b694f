//! Whether a library is what was asked for, from its file.

use std::fs;
use std::path::Path;

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSymbol};

use super::error::BlasError;
use super::library::{self, Library};
use super::options::{Lapack, Options};

/// Functions that every build has.
const NEEDED: [&str; 7] = [
    "cblas_dgemm",
    "cblas_sgemm",
    "dgemm_",
    "cblas_ddot",
    "openblas_get_config",
    "openblas_get_corename",
    "openblas_set_num_threads",
];

/// Reads a library.
pub(crate) fn read(path: &Path) -> Result<Library, BlasError> {
    Library::read(path).map_err(|what| BlasError::Inspection { path: path.to_owned(), what })
}

/// What is not as asked for; nothing if all is well.
pub(crate) fn faults(library: &Library, options: &Options, version: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !library.has(&[name])).collect();
    if !missing.is_empty() {
        faults.push(format!("it lacks {}", missing.join(", ")));
    }
    let mut compare = |what: &str, found: &str, asked: &str| {
        if !found.eq_ignore_ascii_case(asked) {
            faults.push(format!("its {what} is {found}, not {asked}"));
        }
    };
    compare("processor", &library.architecture, std::env::consts::ARCH);
    compare("version", library.version().unwrap_or("unknown"), version);
    let threading = if options.single_threaded { "single" } else { "pthread" };
    compare("threading", library.threading(), threading);
    let bits = |is_int64| if is_int64 { "64-bit" } else { "32-bit" };
    compare("kind of integers", bits(library.is_int64()), bits(options.int64));
    compare("part of LAPACK", library.lapack().name(), options.lapack.name());
    if options.is_dynamic() {
        compare(
            "way of finding the core",
            if library.says("DYNAMIC_ARCH") { "run time" } else { "fixed" },
            "run time",
        );
        for core in options.dynamic_arch.iter().flatten() {
            let table = format!("gotoblas_{core}");
            compare(
                &format!("part for {core}"),
                if library.has(&[&table]) { "there" } else { "missing" },
                "there",
            );
        }
    } else if !options.is_native() {
        compare("core", library.core().unwrap_or("unknown"), &options.target);
    }
    faults
}

/// Whether OpenBLAS's own factorisations are in an archive, and not netlib's plain ones, which have the same names. `None`
/// if that cannot be seen.
pub(crate) fn has_own_lapack(path: &Path) -> Option<bool> {
    let data = fs::read(path).ok()?;
    let archive = ArchiveFile::parse(&*data).ok()?;
    let mut own = Vec::new();
    for (routine, kernel) in [("dgetrf_", "dgetrf_single"), ("dpotrf_", "dpotrf_L_single")] {
        let mut symbols = archive.symbols().ok()??.flatten();
        let symbol = symbols.find(|symbol| symbol.name() == routine.as_bytes())?;
        let member = archive.member(symbol.offset()).ok()?;
        let object = object::File::parse(member.data(&*data).ok()?).ok()?;
        own.push(object.symbols().any(|symbol| symbol.is_undefined() && symbol.name() == Ok(kernel)));
    }
    Some(own.into_iter().all(|own| own))
}

/// The threading, by the name that manifests have for it.
pub(crate) fn threading(library: &Library, flags: &[String]) -> String {
    let is_simple = flags.iter().any(|flag| flag == "USE_SIMPLE_THREADED_LEVEL3=1");
    match library.threading() {
        "pthread" if is_simple => "pthread-simple".to_owned(),
        other => other.to_owned(),
    }
}

/// What a library has of LAPACK, in the words of the options.
pub(crate) fn lapack(library: &Library) -> Lapack {
    match library.lapack() {
        library::Lapack::Off => Lapack::Off,
        library::Lapack::Subset => Lapack::Subset,
        library::Lapack::Full => Lapack::Full,
    }
}
