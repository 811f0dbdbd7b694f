//! What `cargo xtask build-blas` wrote about a build, as far as linking needs it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The file's name in a build's folder.
pub(crate) const FILE: &str = "manifest.json";

/// A manifest that was read.
#[derive(Debug)]
pub(crate) struct Manifest {
    pub(crate) path: PathBuf,
    content: Value,
}

impl Manifest {
    /// The manifest in a folder; `None` where the folder was not made by `build-blas`.
    pub(crate) fn read(folder: &Path) -> Result<Option<Manifest>, String> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let content = serde_json::from_str(&text)
            .map_err(|error| format!("{}: it is no manifest of a build: {error}", path.display()))?;
        Ok(Some(Manifest { path, content }))
    }

    /// A text; empty if there is none.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.content[key].as_str().unwrap_or_default()
    }

    /// A list of texts.
    pub(crate) fn list(&self, key: &str) -> Vec<String> {
        let entries = self.content[key].as_array().into_iter().flatten();
        entries.filter_map(|entry| entry.as_str().map(str::to_owned)).collect()
    }
}
