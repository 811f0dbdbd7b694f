//! `cargo xtask config`: builds the example `config` with the libraries that this machine has, and runs it.

use std::path::PathBuf;
use std::process::ExitStatus;

use serde_json::Value;
use thiserror::Error;

use crate::command::{self, CommandError};

/// What is shown.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// As JSON
    #[arg(long, conflicts_with = "check")]
    json: bool,
    /// In a form of NumPy's: `numpy-legacy` is what numpy.__config__.show() printed up to 1.25, `numpy` what it prints since
    #[arg(long, value_enum, conflicts_with = "check")]
    format: Option<Format>,
    /// Runs three elementwise lines and a matrix product on one and on all threads, and says whether they are parallel;
    /// exit code 1 where they should be and are not
    #[arg(long)]
    check: bool,
    /// Rows and columns of the arrays of --check [default: 10000, less where memory is short]
    #[arg(long, value_name = "N", requires = "check")]
    size: Option<usize>,
    /// Shows ufunc as it is without OpenBLAS, although there is one
    #[arg(long)]
    without_openblas: bool,
}

/// NumPy's forms of its configuration.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    NumpyLegacy,
    Numpy,
}

/// Why nothing is shown.
#[derive(Debug, Error)]
pub(crate) enum ShowError {
    #[error(transparent)]
    Command(#[from] CommandError),
    #[error("the answer of `cargo metadata` is not understood: {0}")]
    Metadata(#[from] serde_json::Error),
    #[error(
        "what should be parallel is not; the table above says which line, and why as far as that can be seen"
    )]
    NotParallel,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), ShowError> {
    let features = features(&declared_features()?, !arguments.without_openblas && has_openblas());
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "--release", "--package", "ufunc", "--example", "config"]);
    cargo.args(["--features", &features.join(","), "--"]);
    cargo.args(program_arguments(arguments));
    let status = command::status(&mut cargo)?;
    if arguments.check && is_verdict(status) {
        return Err(ShowError::NotParallel);
    }
    Ok(command::check(&cargo, status)?)
}

/// The example ends with 1 where work is not parallel; cargo ends with 101 where it cannot build it.
fn is_verdict(status: ExitStatus) -> bool {
    status.code() == Some(1)
}

/// The features of `ufunc`, as its manifest declares them.
fn declared_features() -> Result<Vec<String>, ShowError> {
    let mut cargo = command::cargo();
    cargo.args(["metadata", "--format-version=1", "--no-deps"]);
    let output = command::output(&mut cargo)?;
    command::check(&cargo, output.status)?;
    Ok(features_in(&serde_json::from_slice(&output.stdout)?))
}

fn features_in(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let features = packages
        .filter(|package| package["name"] == "ufunc")
        .filter_map(|package| package["features"].as_object());
    features.flat_map(|features| features.keys().cloned()).collect()
}

/// The features to build with: all that show something, and that can be built here.
fn features(declared: &[String], has_openblas: bool) -> Vec<&'static str> {
    let wanted = [("serde", true), ("linalg", true), ("openblas", has_openblas)];
    let is_declared = |name: &str| declared.iter().any(|declared| declared == name);
    wanted
        .into_iter()
        .filter(|(name, is_wanted)| *is_wanted && is_declared(name))
        .map(|(name, _)| name)
        .collect()
}

/// Whether the build would find an OpenBLAS: where the build script looks for it.
fn has_openblas() -> bool {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    // A folder that is wrong should be told, not passed over.
    if variable("UFUNC_OPENBLAS_DIR").is_some() {
        return true;
    }
    let folder = |name: &str| variable(name).filter(|path| path.is_absolute());
    let cache = folder("XDG_CACHE_HOME").or_else(|| match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        "macos" => folder("HOME").map(|home| home.join("Library/Caches")),
        _ => folder("HOME").map(|home| home.join(".cache")),
    });
    if cache.is_some_and(|cache| cache.join("ufunc/openblas/current").is_file()) {
        return true;
    }
    let program = std::env::var_os("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    let mut pkg_config = std::process::Command::new(program);
    pkg_config.args(["--exists", "openblas"]).status().is_ok_and(|status| status.success())
}

/// What the example is told.
fn program_arguments(arguments: &Arguments) -> Vec<String> {
    let flags = [("--json", arguments.json), ("--check", arguments.check)];
    let mut words: Vec<String> =
        flags.into_iter().filter(|(_, is_set)| *is_set).map(|(flag, _)| flag.to_owned()).collect();
    let format = arguments.format.map(|format| match format {
        Format::NumpyLegacy => "--format=numpy-legacy".to_owned(),
        Format::Numpy => "--format=numpy".to_owned(),
    });
    words.extend(format);
    words.extend(arguments.size.map(|size| format!("--size={size}")));
    words
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn features_are_those_that_can_be_built() {
        let declared = ["fallback", "linalg", "openblas", "serde"].map(str::to_owned);
        assert_eq!(features(&declared, true), ["serde", "linalg", "openblas"]);
        assert_eq!(features(&declared, false), ["serde", "linalg"]);
        assert_eq!(features(&declared[3..], true), ["serde"]);
    }

    #[test]
    fn cargo_says_which_features_there_are() {
        let metadata = json!({ "packages": [
            { "name": "xtask", "features": { "other": [] } },
            { "name": "ufunc", "features": { "linalg": ["dep:faer"], "serde": [] } },
        ] });
        assert_eq!(features_in(&metadata), ["linalg", "serde"]);
        assert_eq!(features_in(&json!({})), Vec::<String>::new());
    }

    #[test]
    fn arguments_are_passed_on() {
        let arguments = Arguments {
            json: false,
            format: Some(Format::NumpyLegacy),
            check: true,
            size: Some(2000),
            without_openblas: false,
        };
        assert_eq!(program_arguments(&arguments), ["--check", "--format=numpy-legacy", "--size=2000"]);
    }
}
