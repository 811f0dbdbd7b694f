//! What people can choose about a build.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::ValueEnum;

/// Builds OpenBLAS from source, checks what came out, and says how to link it.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: Options,
    /// A tree of OpenBLAS, or a tarball of one; without it, what an earlier run kept, then the release, Debian's source
    /// package, and the crate `openblas-src`
    #[arg(long, value_name = "DIR|TARBALL")]
    pub(crate) source: Option<PathBuf>,
    /// The SHA-256 of the tarball or tree that --source names; needed for tarballs that are not known
    #[arg(long, value_name = "HEX", requires = "source", value_parser = parse_sha256)]
    pub(crate) sha256: Option<String>,
    /// Takes the source from this place only
    #[arg(long, value_enum, conflicts_with = "source")]
    pub(crate) from: Option<Place>,
    /// Also puts the result into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) prefix: Option<PathBuf>,
    /// How many files are compiled at once; all cores without it
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroU32>,
    /// Shows what would be done, and does nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What distinguishes one library from another.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// The core to build for, by OpenBLAS's name (HASWELL, ZEN, SKYLAKEX, …); `native` is this machine's
    #[arg(long, default_value = "native", value_parser = parse_core, conflicts_with = "dynamic_arch")]
    pub(crate) target: String,
    /// A portable library, with kernels for several cores, chosen at run time: those of the list (HASWELL,SKYLAKEX), or all
    #[arg(long, value_name = "LIST", num_args = 0..=1, value_delimiter = ',', value_parser = parse_core)]
    pub(crate) dynamic_arch: Option<Vec<String>>,
    /// The most threads that can ever use the library; the number that do is set at run time. 128, or the cores if
    /// there are more, without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub(crate) threads: Option<u32>,
    /// How much of LAPACK: OpenBLAS's own part, which needs no Fortran; all of it; or none
    #[arg(long, value_enum, default_value_t = Lapack::Subset)]
    pub(crate) lapack: Lapack,
    /// A shared library in place of a static one
    #[arg(long)]
    pub(crate) shared: bool,
    /// 64-bit integers (ILP64). `ufunc` itself links the ordinary ones
    #[arg(long)]
    pub(crate) int64: bool,
    /// Without threads of its own
    #[arg(long)]
    pub(crate) single_threaded: bool,
}

/// How much of LAPACK is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lapack {
    /// No LAPACK
    Off,
    /// OpenBLAS's own: LU, Cholesky, triangular inverses and their solvers
    Subset,
    /// All of it, by netlib's Fortran sources
    Full,
}

/// Where sources come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Place {
    /// What an earlier run kept
    Cache,
    /// The release page of OpenBLAS
    Release,
    /// Debian's source package, through apt
    Debian,
    /// The crate `openblas-src`, through cargo
    Crate,
}

impl Options {
    /// The most threads that the library serves.
    pub(crate) fn max_threads(&self) -> u32 {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        self.threads.unwrap_or_else(|| u32::try_from(cores).unwrap_or(4096).max(128))
    }

    /// Whether it is built for the cores of other machines too.
    pub(crate) fn is_dynamic(&self) -> bool {
        self.dynamic_arch.is_some()
    }

    /// Whether the machine that builds decides about the core.
    pub(crate) fn is_native(&self) -> bool {
        !self.is_dynamic() && self.target == "native"
    }

    /// What make is told. `explicit_core` is for sources that cannot find out the core of this machine.
    pub(crate) fn flags(&self, explicit_core: Option<&str>) -> Vec<String> {
        // A library for 32 cores of its own would serve no 33rd: the number has to be said, and sizes the buffers.
        let mut flags = vec![format!("NUM_THREADS={}", self.max_threads())];
        let mut set = |flag: &str| flags.push(flag.to_owned());
        // The shared library is linked from the archive afterwards: OpenBLAS's own rule wants all of LAPACK.
        set("NO_SHARED=1");
        set("NO_LAPACKE=1");
        set("NO_AFFINITY=1");
        // A third of all files would be for `long double`, which Rust has not.
        set("NO_EXPRECISION=1");
        set("USE_OPENMP=0");
        if self.single_threaded {
            // Without locks, two threads of the program that call at once would share buffers.
            set("USE_THREAD=0");
            set("USE_LOCKING=1");
        } else {
            set("USE_THREAD=1");
            set("USE_SIMPLE_THREADED_LEVEL3=1");
            set("GEMM_MULTITHREAD_THRESHOLD=50");
        }
        match self.lapack {
            Lapack::Off => set("NO_LAPACK=1"),
            Lapack::Subset | Lapack::Full => {}
        }
        if self.int64 {
            set("INTERFACE64=1");
        }
        match &self.dynamic_arch {
            Some(list) => {
                set("DYNAMIC_ARCH=1");
                if !list.is_empty() {
                    set(&format!("DYNAMIC_LIST={}", list.join(" ")));
                }
            }
            None => {
                let target = if self.is_native() { explicit_core } else { Some(self.target.as_str()) };
                if let Some(core) = target {
                    set(&format!("TARGET={core}"));
                }
            }
        }
        flags
    }

    /// The cores that are named.
    pub(crate) fn named_cores(&self) -> Vec<&str> {
        let dynamic = self.dynamic_arch.iter().flatten().map(String::as_str);
        let target = (!self.is_dynamic() && !self.is_native()).then_some(self.target.as_str());
        dynamic.chain(target).collect()
    }
}

impl Lapack {
    /// Its name in manifests.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lapack::Off => "off",
            Lapack::Subset => "subset",
            Lapack::Full => "full",
        }
    }
}

/// A core's name, as OpenBLAS writes it; `native` in any case.
fn parse_core(text: &str) -> Result<String, String> {
    if text.eq_ignore_ascii_case("native") {
        return Ok("native".to_owned());
    }
    let is_name =
        !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    is_name
        .then(|| text.to_ascii_uppercase())
        .ok_or_else(|| "a core's name has letters, digits and `_` only, as in SKYLAKEX".to_owned())
}

fn parse_sha256(text: &str) -> Result<String, String> {
    let is_digest = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_digest
        .then(|| text.to_ascii_lowercase())
        .ok_or_else(|| "a SHA-256 has 64 hexadecimal digits".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Arguments, Lapack};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn parse(line: &str) -> Result<Arguments, clap::Error> {
        let words = std::iter::once("build-blas").chain(line.split_whitespace());
        Line::try_parse_from(words).map(|line| line.arguments)
    }

    fn flags(line: &str) -> Vec<String> {
        parse(line).expect("the options are right").options.flags(None)
    }

    #[test]
    fn options_become_flags() {
        let default = flags("");
        for flag in
            ["NO_SHARED=1", "USE_THREAD=1", "USE_OPENMP=0", "NO_AFFINITY=1", "USE_SIMPLE_THREADED_LEVEL3=1"]
        {
            assert!(default.iter().any(|other| other == flag), "{flag} is not in {default:?}");
        }
        assert!(!default.iter().any(|flag| flag.starts_with("TARGET=") || flag.starts_with("NO_LAPACK=")));
        assert!(flags("--target zen").contains(&"TARGET=ZEN".to_owned()));
        assert!(flags("--threads 7").contains(&"NUM_THREADS=7".to_owned()));
        assert!(flags("--lapack off").contains(&"NO_LAPACK=1".to_owned()));
        assert!(flags("--int64").contains(&"INTERFACE64=1".to_owned()));
        let single = flags("--single-threaded");
        assert!(single.contains(&"USE_THREAD=0".to_owned()) && single.contains(&"USE_LOCKING=1".to_owned()));
        let dynamic = flags("--dynamic-arch haswell,SKYLAKEX");
        assert!(dynamic.contains(&"DYNAMIC_ARCH=1".to_owned()));
        assert!(dynamic.contains(&"DYNAMIC_LIST=HASWELL SKYLAKEX".to_owned()));
        assert!(!flags("--dynamic-arch").iter().any(|flag| flag.starts_with("DYNAMIC_LIST")));
    }

    #[test]
    fn a_core_is_named_where_the_source_cannot_find_it() {
        let native = parse("").expect("the options are right").options;
        assert!(native.flags(Some("SKYLAKEX")).contains(&"TARGET=SKYLAKEX".to_owned()));
        let named = parse("--target haswell").expect("the options are right").options;
        assert!(named.flags(Some("SKYLAKEX")).contains(&"TARGET=HASWELL".to_owned()));
        assert_eq!(named.named_cores(), ["HASWELL"]);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (line, word) in [
            ("--target HAS-WELL", "letters, digits"),
            ("--threads 0", "4096"),
            ("--lapack most", "possible values"),
            ("--target ZEN --dynamic-arch", "cannot be used with"),
            ("--sha256 00 --source x", "64 hexadecimal digits"),
            ("--from cache --source x", "cannot be used with"),
            ("--jobs 0", "invalid value"),
        ] {
            let error = parse(line).expect_err("the options are wrong").to_string();
            assert!(error.contains(word), "{line}: {error}");
        }
    }

    #[test]
    fn lapack_is_what_was_asked_for() {
        assert_eq!(parse("--lapack full").expect("the options are right").options.lapack, Lapack::Full);
        assert_eq!(parse("").expect("the options are right").options.lapack, Lapack::Subset);
    }
}
