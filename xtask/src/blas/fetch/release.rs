//! The tarball from the release page of OpenBLAS.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tool;
use crate::blas::child;
use crate::blas::error::BlasError;
use crate::blas::sources::Pinned;

const PAGE: &str = "https://github.com/OpenMathLib/OpenBLAS/releases/download";

pub(super) fn fetch(pinned: &Pinned, folder: &Path) -> Result<Result<PathBuf, String>, BlasError> {
    let file = folder.join(pinned.file);
    let by_curl = match tool(&mut curl(pinned, &file))? {
        Ok(_) => return Ok(Ok(file)),
        Err(why) => why,
    };
    // Where there is no curl, there is often wget.
    if !by_curl.contains("cannot be started") {
        return Ok(Err(by_curl));
    }
    Ok(match tool(&mut wget(pinned, &file))? {
        Ok(_) => Ok(file),
        Err(by_wget) => Err(format!("{by_curl}; {by_wget}")),
    })
}

pub(super) fn command(pinned: &Pinned) -> String {
    child::words(&curl(pinned, Path::new(pinned.file)))
}

fn url(pinned: &Pinned) -> String {
    format!("{PAGE}/v{}/{}", pinned.version, pinned.file)
}

fn curl(pinned: &Pinned, file: &Path) -> Command {
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--location", "--silent", "--show-error", "--connect-timeout", "20", "--output"]);
    curl.arg(file).arg(url(pinned));
    curl
}

fn wget(pinned: &Pinned, file: &Path) -> Command {
    let mut wget = Command::new("wget");
    wget.args(["--no-verbose", "--tries=2", "--timeout=20", "--output-document"]).arg(file).arg(url(pinned));
    wget
}
