//! What pkg-config knows.

use std::path::PathBuf;

use super::System;

/// A library as its `.pc` file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    pub(super) version: Option<String>,
    pub(super) libraries: Vec<String>,
    pub(super) library_dirs: Vec<PathBuf>,
    pub(super) include_dirs: Vec<PathBuf>,
    /// Where the `.pc` file is.
    pub(super) file: PathBuf,
}

/// Asks for a package; `None` if there is no such one, or no pkg-config.
pub(super) fn package(system: &System<'_>, name: &str) -> Option<Package> {
    let program = (system.variable)("PKG_CONFIG").unwrap_or_else(|| "pkg-config".to_owned());
    let ask = |arguments: &[&str]| (system.answer)(&program, &[arguments, &[name]].concat());
    let flags = ask(&["--libs"])?;
    let with_prefix = |flags: &str, prefix: &str| -> Vec<String> {
        flags.split_whitespace().filter_map(|flag| flag.strip_prefix(prefix)).map(str::to_owned).collect()
    };
    let libraries = with_prefix(&flags, "-l");
    let mut library_dirs: Vec<PathBuf> = with_prefix(&flags, "-L").into_iter().map(PathBuf::from).collect();
    // Linkers and compilers need not be told the system's own folders; people want to see them.
    if library_dirs.is_empty() {
        library_dirs.extend(ask(&["--variable=libdir"]).map(PathBuf::from));
    }
    let includes = ask(&["--cflags-only-I"]).unwrap_or_default();
    let mut include_dirs: Vec<PathBuf> =
        with_prefix(&includes, "-I").into_iter().map(PathBuf::from).collect();
    if include_dirs.is_empty() {
        include_dirs.extend(ask(&["--variable=includedir"]).map(PathBuf::from));
    }
    let folder = ask(&["--variable=pcfiledir"]).map(PathBuf::from).unwrap_or_default();
    Some(Package {
        version: ask(&["--modversion"]),
        libraries,
        library_dirs,
        include_dirs,
        file: folder.join(format!("{name}.pc")),
    })
}
