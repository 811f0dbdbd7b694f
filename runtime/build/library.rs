//! What a library contains, read from its file: nothing of it is run. `cargo xtask build-blas` has this file too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use object::read::archive::ArchiveFile;
use object::{Architecture, BinaryFormat, Object, ObjectSection, ObjectSymbol};

/// How much of LAPACK is in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Lapack {
    /// None of it, or less than `Subset`.
    Off,
    /// What OpenBLAS has of its own: LU, Cholesky, triangular inverses, and what solves with them.
    Subset,
    /// QR, least squares, singular values and eigenvalues too.
    Full,
}

impl Lapack {
    /// Its name in options and manifests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lapack::Off => "off",
            Lapack::Subset => "subset",
            Lapack::Full => "full",
        }
    }
}

/// Routines that make up `Lapack::Subset`, without the letter of their type.
const SUBSET: &[&str] = &["gesv_", "getrf_", "getrs_", "laswp_", "potrf_", "trtri_", "trtrs_"];
/// Routines that `Lapack::Full` has besides.
const FULL: &[&str] = &[
    "geqrf_", "orgqr_", "ormqr_", "gesdd_", "syevd_", "geev_", "gelsd_", "gecon_", "pocon_", "getri_",
    "potrs_",
];

/// Whether a library is copied into programs or opened by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Static,
    Shared,
}

/// A library's contents.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
    /// As in Rust's `target_arch`.
    pub(crate) architecture: String,
    /// All names that it defines, without the underscore that macOS puts before them.
    pub(crate) defined: BTreeSet<String>,
    /// OpenBLAS's own words about itself, as they stand in the file.
    pub(crate) config: Option<String>,
}

impl Library {
    /// Reads a static or a shared library. The error says what is wrong with the file, without its name.
    pub(crate) fn read(path: &Path) -> Result<Library, String> {
        let data = fs::read(path).map_err(|error| error.to_string())?;
        if data.starts_with(b"!<arch>\n") || data.starts_with(b"!<thin>\n") {
            read_static(path, &data)
        } else {
            read_shared(path, &data)
        }
    }

    /// Whether it defines all these names.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.defined.contains(*name))
    }

    /// How much of LAPACK there is, in both precisions.
    pub(crate) fn lapack(&self) -> Lapack {
        let has = |routines: &[&str]| {
            let both =
                routines.iter().flat_map(|routine| ["s", "d"].map(|letter| format!("{letter}{routine}")));
            both.into_iter().all(|name| self.defined.contains(&name))
        };
        match (has(SUBSET), has(FULL)) {
            (true, true) => Lapack::Full,
            (true, false) => Lapack::Subset,
            (false, _) => Lapack::Off,
        }
    }

    /// Whether OpenBLAS's words contain this one.
    pub(crate) fn says(&self, word: &str) -> bool {
        self.config.as_deref().is_some_and(|config| config.split_whitespace().any(|other| other == word))
    }

    /// Whether its integers have 64 bits.
    pub(crate) fn is_int64(&self) -> bool {
        self.says("USE64BITINT")
    }

    /// OpenBLAS's version.
    pub(crate) fn version(&self) -> Option<&str> {
        self.config.as_deref()?.split_whitespace().nth(1)
    }

    /// The core that it was built for; `None` if it finds that out at run time, or does not say.
    pub(crate) fn core(&self) -> Option<&str> {
        // It is the last word: settings stand before it, and the version before those.
        let last = self.config.as_deref()?.split_whitespace().skip(2).last()?;
        let is_setting = self.says("DYNAMIC_ARCH") || last.starts_with("NO_") || last.starts_with("USE");
        (!is_setting).then_some(last)
    }

    /// The threads that it starts: `pthread`, `openmp`, or `single` for none.
    pub(crate) fn threading(&self) -> &'static str {
        if self.says("USE_OPENMP") {
            "openmp"
        } else if self.has(&["blas_thread_init"]) {
            "pthread"
        } else {
            "single"
        }
    }
}

fn read_static(path: &Path, data: &[u8]) -> Result<Library, String> {
    let archive = ArchiveFile::parse(data).map_err(|error| format!("it is no archive: {error}"))?;
    if archive.is_thin() {
        return Err("it is a thin archive, which only points at other files".to_owned());
    }
    let symbols = archive.symbols().map_err(|error| format!("its table of symbols is damaged: {error}"))?;
    let symbols = symbols.ok_or("it has no table of symbols (`ranlib` makes one)")?;
    let mut names = Vec::new();
    let mut teller = None;
    let mut any = None;
    for symbol in symbols {
        let symbol = symbol.map_err(|error| format!("its table of symbols is damaged: {error}"))?;
        let name = String::from_utf8_lossy(symbol.name()).into_owned();
        any.get_or_insert(symbol.offset());
        if name.trim_start_matches('_') == "openblas_get_config" {
            teller = Some(symbol.offset());
        }
        names.push(name);
    }
    let any = any.ok_or("it defines nothing")?;
    let member = |offset| -> Result<&[u8], String> {
        let member = archive.member(offset).map_err(|error| format!("a member of it is damaged: {error}"))?;
        member.data(data).map_err(|error| format!("a member of it is cut short: {error}"))
    };
    let first =
        object::File::parse(member(any)?).map_err(|error| format!("its members are no objects: {error}"))?;
    let config = match teller {
        Some(offset) => find_config(member(offset)?),
        None => None,
    };
    Ok(Library {
        path: path.to_owned(),
        kind: Kind::Static,
        architecture: architecture(first.architecture()),
        defined: plain_names(names, first.format()),
        config,
    })
}

fn read_shared(path: &Path, data: &[u8]) -> Result<Library, String> {
    let file = object::File::parse(data).map_err(|error| format!("it is no library: {error}"))?;
    let names = file.dynamic_symbols().filter(|symbol| symbol.is_definition());
    let names = names.filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect();
    let constants = file.sections().filter(|section| {
        section.name().is_ok_and(|name| matches!(name, ".rodata" | "__cstring" | "__const" | ".rdata"))
    });
    let config = constants.filter_map(|section| section.data().ok()).find_map(find_config);
    Ok(Library {
        path: path.to_owned(),
        kind: Kind::Shared,
        architecture: architecture(file.architecture()),
        defined: plain_names(names, file.format()),
        config,
    })
}

fn plain_names(names: Vec<String>, format: BinaryFormat) -> BTreeSet<String> {
    let names = names.into_iter();
    match format {
        BinaryFormat::MachO => {
            names.map(|name| name.strip_prefix('_').map_or(name.clone(), str::to_owned)).collect()
        }
        _ => names.collect(),
    }
}

/// The text that OpenBLAS tells of itself with: it begins with its name and version.
fn find_config(data: &[u8]) -> Option<String> {
    const BEGIN: &[u8] = b"OpenBLAS ";
    let starts = (0..data.len().saturating_sub(BEGIN.len()))
        .filter(|&at| data[at] == BEGIN[0] && data[at..].starts_with(BEGIN))
        .filter(|&at| data[at + BEGIN.len()].is_ascii_digit());
    let texts = starts.map(|at| data[at..].split(|&byte| byte == 0).next().unwrap_or_default());
    texts
        .filter(|text| text.len() < 256)
        .find_map(|text| std::str::from_utf8(text).ok())
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn architecture(architecture: Architecture) -> String {
    match architecture {
        Architecture::X86_64 => "x86_64".to_owned(),
        Architecture::I386 => "x86".to_owned(),
        Architecture::Aarch64 => "aarch64".to_owned(),
        Architecture::Arm => "arm".to_owned(),
        other => format!("{other:?}").to_ascii_lowercase(),
    }
}
