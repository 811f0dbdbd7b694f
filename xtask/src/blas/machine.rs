//! The tools and the processor of this machine.

use std::process::Command;

use super::child::{self, Outcome};
use super::digest;
use super::error::BlasError;
use super::options::Options;

/// The programs that a build calls.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) make: String,
    pub(crate) cc: Tool,
    /// Needed for all of LAPACK only.
    pub(crate) fc: Option<Tool>,
}

/// A compiler.
#[derive(Debug)]
pub(crate) struct Tool {
    /// As make is told; may have arguments.
    pub(crate) command: String,
    /// The first line of what it says about itself.
    pub(crate) version: String,
}

impl Tools {
    /// Finds them, or says which one is missing.
    pub(crate) fn find() -> Result<Tools, BlasError> {
        const REMEDY: &str = "install gcc or clang, and make (Debian, Ubuntu: apt-get install build-essential; Fedora: dnf \
                              install gcc make; macOS: xcode-select --install), or set CC";
        let make = find_make(REMEDY)?;
        let command = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let version = match ask(&command, "--version")? {
            Ok(says) => first_line(&says),
            Err(source) => {
                return Err(BlasError::NoTool {
                    what: "C compiler",
                    program: command,
                    source,
                    remedy: REMEDY,
                });
            }
        };
        let cc = Tool { command, version };
        let command = std::env::var("FC").unwrap_or_else(|_| "gfortran".to_owned());
        let fc = ask(&command, "--version")?.ok().map(|says| Tool { version: first_line(&says), command });
        Ok(Tools { make, cc, fc })
    }
}

impl Tool {
    /// The program, and what its command has besides.
    pub(crate) fn start(&self) -> Command {
        start(&self.command)
    }

    /// What it answers to one argument; empty if it answers nothing.
    pub(crate) fn answer(&self, question: &str) -> Result<String, BlasError> {
        Ok(ask(&self.command, question)?.map(|says| first_line(&says)).unwrap_or_default())
    }
}

fn start(command: &str) -> Command {
    let mut words = command.split_whitespace();
    let mut started = Command::new(words.next().unwrap_or_default());
    started.args(words);
    started
}

/// GNU make under either of its names.
fn find_make(remedy: &'static str) -> Result<String, BlasError> {
    let mut fault = None;
    let own = std::env::var("MAKE").ok();
    for program in own.iter().map(String::as_str).chain(["make", "gmake"]) {
        match ask(program, "--version")? {
            Ok(says) if says.contains("GNU Make") => return Ok(program.to_owned()),
            Ok(says) => {
                let says = first_line(&says);
                fault.get_or_insert(BlasError::NotGnuMake { program: program.to_owned(), says });
            }
            Err(source) => {
                let program = program.to_owned();
                fault.get_or_insert(BlasError::NoTool { what: "make", program, source, remedy });
            }
        }
    }
    Err(fault.unwrap_or(BlasError::NotGnuMake { program: "make".to_owned(), says: String::new() }))
}

/// What a program says to one argument; the error is that it does not start, or fails.
fn ask(command: &str, question: &str) -> Result<std::io::Result<String>, BlasError> {
    let (outcome, text) = child::output(start(command).arg(question).env("LC_ALL", "C"), None)?;
    Ok(match outcome {
        Outcome::Ended(status) if status.success() => Ok(text),
        Outcome::Ended(status) => {
            Err(std::io::Error::other(format!("`{command} {question}` failed: {status}")))
        }
        Outcome::NotStarted(error) => Err(error),
        Outcome::TimedOut => Err(std::io::ErrorKind::TimedOut.into()),
    })
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// What distinguishes this processor from others, so that a home folder may be shared by different machines.
pub(crate) fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let value = |name: &str| {
        let mut pairs = info.lines().filter_map(|line| line.split_once(':'));
        pairs
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
            .unwrap_or_default()
    };
    let model = [value("model name"), value("CPU implementer"), value("CPU part")].join(" ");
    let features = digest::of_text(&[value("flags"), value("Features")].join(" "));
    format!("{} {} {}", std::env::consts::ARCH, model.trim(), &features[..8])
}

/// Which of these features, by Rust's names, this processor lacks.
pub(crate) fn lacks(features: &[&'static str]) -> Vec<&'static str> {
    features.iter().copied().filter(|feature| !has(feature)).collect()
}

#[cfg(target_arch = "x86_64")]
fn has(feature: &str) -> bool {
    macro_rules! detect {
        ($($name:tt)*) => {
            match feature {
                $($name => std::arch::is_x86_feature_detected!($name),)*
                _ => false,
            }
        };
    }
    detect!("sse3" "ssse3" "sse4.1" "sse4.2" "avx" "avx2" "fma" "avx512f" "avx512cd" "avx512bw" "avx512dq"
        "avx512vl" "avx512vnni" "avx512bf16" "avx512fp16")
}

#[cfg(not(target_arch = "x86_64"))]
fn has(_feature: &str) -> bool {
    false
}

/// A core that serves this machine, for old sources, whose own search does not know new processors.
pub(crate) fn common_core() -> Option<&'static str> {
    let is_amd = std::fs::read_to_string("/proc/cpuinfo").is_ok_and(|info| info.contains("AuthenticAMD"));
    let haswell = if is_amd { "ZEN" } else { "HASWELL" };
    let cores = if cfg!(target_arch = "x86_64") {
        &["SKYLAKEX", haswell, "SANDYBRIDGE", "NEHALEM", "CORE2", "PRESCOTT"][..]
    } else if cfg!(target_arch = "aarch64") {
        &["ARMV8"][..]
    } else {
        &[]
    };
    let serves =
        |core: &&&str| super::cores::features(core).is_some_and(|features| lacks(features).is_empty());
    cores.iter().find(serves).copied()
}

/// A core that is asked for must run here, or the result could not be tried.
pub(crate) fn check_core(options: &Options) -> Result<(), BlasError> {
    if options.is_dynamic() || options.is_native() {
        return Ok(());
    }
    let missing = super::cores::features(&options.target).map(lacks).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    Err(BlasError::ForeignCore { core: options.target.clone(), missing })
}

#[cfg(test)]
mod tests {
    use super::{common_core, has, lacks};

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_feature_of_the_table_can_be_asked_for() {
        assert!(has("sse3"), "x86-64 processors of the last twenty years have it");
        assert_eq!(lacks(&["sse3", "no-such-feature"]), ["no-such-feature"]);
        let core = common_core().expect("one core serves any machine");
        let features = crate::blas::cores::features(core).expect("the core is in the table");
        assert!(lacks(features).is_empty(), "{core}");
    }
}
