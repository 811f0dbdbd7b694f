//! Calls of OpenBLAS's makefile, with a progress bar.

use std::num::NonZeroU32;
use std::path::Path;
use std::process::Command;

use super::child::{self, Outcome};
use super::error::BlasError;
use super::log::Log;
use super::machine::Tools;
use super::progress::Progress;

/// What may come from the environment: make takes every other variable for one of its own (TARGET, ARCH, DEBUG, …).
const KEPT: [&str; 14] = [
    "PATH",
    "HOME",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "LIBRARY_PATH",
    "CPATH",
    "C_INCLUDE_PATH",
    "COMPILER_PATH",
    "GCC_EXEC_PREFIX",
    "SDKROOT",
    "DEVELOPER_DIR",
    "MACOSX_DEPLOYMENT_TARGET",
    "CCACHE_DIR",
    "USER",
];

/// How a tree is made.
#[derive(Debug)]
pub(crate) struct Make<'a> {
    pub(crate) tools: &'a Tools,
    pub(crate) tree: &'a Path,
    pub(crate) flags: &'a [String],
    pub(crate) jobs: NonZeroU32,
}

/// The flags that depend on the compilers. `with_fortran` is for LAPACK's sources.
pub(crate) fn compiler_flags(tools: &Tools, with_fortran: bool) -> Vec<String> {
    let mut flags = vec![format!("CC={}", tools.cc.command)];
    match &tools.fc {
        Some(fc) if with_fortran => flags.push(format!("FC={}", fc.command)),
        _ => flags.push("NOFORTRAN=1".to_owned()),
    }
    flags
}

impl Make<'_> {
    /// One call.
    pub(crate) fn command(&self, words: &[String]) -> Command {
        let mut make = Command::new(&self.tools.make);
        make.env_clear().env("LC_ALL", "C").current_dir(self.tree);
        for name in KEPT {
            if let Some(value) = std::env::var_os(name) {
                make.env(name, value);
            }
        }
        // Without MAKE_NB_JOBS the makefile takes as many jobs as it likes.
        make.arg("--print-directory").args(words).args(self.flags).arg(format!("MAKE_NB_JOBS={}", self.jobs));
        make
    }

    /// Makes targets; the bar moves with each file that is compiled.
    pub(crate) fn run(
        &self,
        words: &[String],
        log: &mut Log,
        progress: &mut Progress,
    ) -> Result<(), BlasError> {
        let mut command = self.command(words);
        let shown = format!("$ {}", child::words(&command));
        log.line(&shown)?;
        let outcome = child::run(&mut command, None, &mut |line| {
            progress.line(line);
            log.line(line)
        })?;
        let status = match outcome {
            Outcome::Ended(status) if status.success() => return Ok(()),
            Outcome::Ended(status) => status.to_string(),
            Outcome::NotStarted(error) => error.to_string(),
            Outcome::TimedOut => "no end".to_owned(),
        };
        let error = log.first_error(&shown);
        let command = format!("make {}", words.join(" "));
        Err(BlasError::Build { command, status, error, log: log.path().to_owned() })
    }

    /// How many files these targets compile, as far as make can tell without doing it; `None` if it cannot.
    pub(crate) fn count(&self, words: &[String]) -> Result<Option<u64>, BlasError> {
        let mut count = 0;
        let mut command = self.command(words);
        command.arg("--dry-run");
        child::run(&mut command, None, &mut |line| {
            count += u64::from(is_compilation(line));
            Ok(())
        })?;
        Ok((count > 0).then_some(count))
    }
}

/// Whether a line of make's is the command that compiles a file.
pub(crate) fn is_compilation(line: &str) -> bool {
    let mut words = line.split_whitespace();
    // Lines that begin with a name and a colon are messages.
    let is_command = words.next().is_some_and(|program| !program.ends_with(':'));
    is_command && line.contains(" -c ") && line.contains(" -o ")
}

/// The folder that make enters, below the tree.
pub(crate) fn entered<'a>(line: &'a str, tree: &str) -> Option<&'a str> {
    let (_, folder) = line.split_once("Entering directory ")?;
    let folder = folder.trim_matches(['\'', '`', '"']);
    folder.strip_prefix(tree).map(|below| below.trim_start_matches('/')).filter(|below| !below.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{entered, is_compilation};

    #[test]
    fn compilations_are_counted() {
        assert!(is_compilation("cc -O2 -c -DNAME=dgemm_ gemm.c -o dgemm.o"));
        assert!(is_compilation("gfortran -O2 -c -o dgesdd.o dgesdd.f"));
        assert!(!is_compilation("ar -ru ../libopenblas.a dgemm.o"));
        assert!(!is_compilation("cc: error: -c is given twice -o"));
    }

    #[test]
    fn a_phase_is_a_folder() {
        let line = "make[1]: Entering directory '/tmp/x/driver/level3'";
        assert_eq!(entered(line, "/tmp/x"), Some("driver/level3"));
        assert_eq!(entered("make: Entering directory '/tmp/x'", "/tmp/x"), None);
        assert_eq!(entered("cc -c x.c -o x.o", "/tmp/x"), None);
    }
}
