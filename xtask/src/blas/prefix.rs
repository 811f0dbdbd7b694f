//! A copy of a build in a folder of the user's.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::BlasError;
use super::{cache, digest};

/// Copies a build; each file is there whole, or not at all. Files of others in the folder stay.
pub(crate) fn copy(build: &Path, prefix: &Path) -> Result<PathBuf, BlasError> {
    fs::create_dir_all(prefix).map_err(BlasError::file(prefix))?;
    let prefix = fs::canonicalize(prefix).map_err(BlasError::file(prefix))?;
    for path in digest::files(build).map_err(BlasError::file(build))? {
        let copy = prefix.join(path.strip_prefix(build).unwrap_or(&path));
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder).map_err(BlasError::file(folder))?;
        }
        let mut content = fs::read(&path).map_err(BlasError::file(&path))?;
        if path.extension().is_some_and(|extension| extension == "pc") {
            // pkg-config's file names the folder.
            let text = String::from_utf8_lossy(&content);
            content = text.replace(&build.display().to_string(), &prefix.display().to_string()).into_bytes();
        }
        cache::write_whole(&copy, &content)?;
        let mode = fs::metadata(&path).map_err(BlasError::file(&path))?.permissions();
        fs::set_permissions(&copy, mode).map_err(BlasError::file(&copy))?;
    }
    Ok(prefix)
}
