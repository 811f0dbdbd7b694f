//! What a build will be: its source, its flags, its tools; and the name under which it is kept.

use std::num::NonZeroU32;

use super::error::BlasError;
use super::machine::{self, Tools};
use super::make;
use super::options::{Arguments, Lapack, Options};
use super::sources::{NETLIB, Source};
use super::{digest, tree};

/// Raised when builds of the same options come out different.
const RECIPE: u32 = 1;
/// The versions before this one do not know processors of the last years, and do not compile their search for them.
const FINDS_CORES: [u32; 3] = [0, 3, 21];

/// A build that was decided.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) options: &'a Options,
    pub(crate) source: &'a Source,
    pub(crate) tools: &'a Tools,
    pub(crate) jobs: NonZeroU32,
    version: String,
}

impl<'a> Plan<'a> {
    /// Decides; the version is that of the source, if it is known.
    pub(crate) fn new(arguments: &'a Arguments, source: &'a Source, tools: &'a Tools) -> Plan<'a> {
        let cores =
            std::thread::available_parallelism().ok().and_then(|cores| NonZeroU32::try_from(cores).ok());
        Plan {
            options: &arguments.options,
            source,
            tools,
            jobs: arguments.jobs.or(cores).unwrap_or(NonZeroU32::MIN),
            version: source.version.clone().unwrap_or_else(|| "unknown".to_owned()),
        }
    }

    /// What make is told, jobs aside.
    pub(crate) fn flags(&self) -> Vec<String> {
        let core = if finds_cores(&self.version) { None } else { machine::common_core() };
        let mut flags = make::compiler_flags(self.tools, self.options.lapack == Lapack::Full);
        flags.extend(self.options.flags(core));
        flags
    }

    /// The targets of make, one call each.
    pub(crate) fn targets(&self) -> Vec<Vec<String>> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self.options.lapack {
            Lapack::Off | Lapack::Subset => vec![words(&["libs"])],
            // Netlib's plain getrf and potrf replace OpenBLAS's in the archive; the last call puts those back.
            Lapack::Full => vec![words(&["libs", "netlib"]), words(&["libs"])],
        }
    }

    /// The folder's name: the version, and a digest of all that decides what comes out.
    pub(crate) fn name(&self) -> String {
        let fortran = match (&self.tools.fc, self.options.lapack) {
            (Some(fc), Lapack::Full) => format!("{}; {}", fc.version, NETLIB.sha256),
            _ => String::new(),
        };
        let processor =
            if self.options.is_native() { machine::processor() } else { std::env::consts::ARCH.to_owned() };
        let key = format!(
            "recipe {RECIPE}\nsource {}\nflags {}\nlapack {}\nshared {}\ncompiler {}\nfortran {fortran}\nprocessor {processor}\n",
            self.source.sha256,
            self.flags().join(" "),
            self.options.lapack.name(),
            self.options.shared,
            self.tools.cc.version,
        );
        format!("{}-{}", self.version, &digest::of_text(&key)[..16])
    }

    /// Whether netlib's LAPACK is fetched into a tree, and whether Fortran is there for it. Never less than was asked.
    pub(crate) fn lapack_of(&self, unpacked: &std::path::Path) -> Result<LapackSources, BlasError> {
        if self.options.lapack != Lapack::Full {
            return Ok(LapackSources::NotNeeded);
        }
        match (&self.tools.fc, tree::has_fortran_lapack(unpacked), tree::has_c_lapack(unpacked)) {
            (Some(_), true, _) | (None, _, true) => Ok(LapackSources::InTree),
            (Some(_), false, _) => Ok(LapackSources::Netlib),
            (None, _, false) => {
                let program = std::env::var("FC").unwrap_or_else(|_| "gfortran".to_owned());
                Err(BlasError::NoFortran { program })
            }
        }
    }
}

/// Where LAPACK's sources are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LapackSources {
    NotNeeded,
    InTree,
    Netlib,
}

/// Whether a version's own search for the core can be relied on.
fn finds_cores(version: &str) -> bool {
    let numbers: Vec<u32> = version.split('.').map_while(|number| number.parse().ok()).collect();
    // An unknown version is one of the user's choice: it is asked.
    numbers.is_empty() || numbers[..] >= FINDS_CORES[..]
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Plan, finds_cores};
    use crate::blas::machine::{Tool, Tools};
    use crate::blas::options::Arguments;
    use crate::blas::sources::Source;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn name(line: &str, compiler: &str, sha256: &str) -> String {
        let words = std::iter::once("build-blas").chain(line.split_whitespace());
        let arguments = Line::parse_from(words).arguments;
        let tool = |version: &str| Tool { command: "cc".to_owned(), version: version.to_owned() };
        let tools = Tools { make: "make".to_owned(), cc: tool(compiler), fc: Some(tool("gfortran 12")) };
        let source = Source {
            path: "x".into(),
            is_tree: false,
            inside: "",
            version: Some("0.3.34".to_owned()),
            sha256: sha256.to_owned(),
            what: String::new(),
            is_kept: false,
            tried: Vec::new(),
        };
        Plan::new(&arguments, &source, &tools).name()
    }

    #[test]
    fn whatever_changes_the_library_changes_its_name() {
        let base = name("", "gcc 12", "aa");
        assert!(base.starts_with("0.3.34-"), "{base}");
        let others = [
            name("--lapack off", "gcc 12", "aa"),
            name("--lapack full", "gcc 12", "aa"),
            name("--shared", "gcc 12", "aa"),
            name("--int64", "gcc 12", "aa"),
            name("--single-threaded", "gcc 12", "aa"),
            name("--threads 7", "gcc 12", "aa"),
            name("--target HASWELL", "gcc 12", "aa"),
            name("--dynamic-arch", "gcc 12", "aa"),
            name("--dynamic-arch HASWELL", "gcc 12", "aa"),
            name("", "gcc 13", "aa"),
            name("", "gcc 12", "bb"),
        ];
        for (at, other) in others.iter().enumerate() {
            assert_ne!(*other, base, "the change {at} is not in the name");
            assert!(!others[..at].contains(other), "the changes before {at} have the same name");
        }
        assert_eq!(name("--jobs 7 --prefix x", "gcc 12", "aa"), base, "jobs and prefix change nothing");
    }

    #[test]
    fn old_versions_are_told_the_core() {
        assert!(
            !finds_cores("0.3.20") && finds_cores("0.3.21") && finds_cores("0.3.34") && finds_cores("0.4")
        );
        assert!(finds_cores("unknown"));
    }
}
