//! Writes results.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use ndarray::ArrayD;
use ndarray_npy::{WriteNpyError, WriteNpyExt};
use thiserror::Error;

use crate::element::Element;

/// Why a result was not written.
#[derive(Debug, Error)]
pub(crate) enum OutputError {
    #[error("{}: the directory cannot be made: {source}", dir.display())]
    Directory { dir: PathBuf, source: io::Error },
    #[error("{}: cannot be written: {source}", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("{}: cannot be written: {source}", path.display())]
    Npy { path: PathBuf, source: WriteNpyError },
}

/// Writes an array as `dir/name`, completely or not at all: under another name first, then renamed.
pub(crate) fn write<T: Element>(dir: &Path, name: &str, array: &ArrayD<T>) -> Result<PathBuf, OutputError> {
    fs::create_dir_all(dir).map_err(|source| OutputError::Directory { dir: dir.to_owned(), source })?;
    let path = dir.join(name);
    let part = dir.join(format!(".{name}.{}.part", std::process::id()));
    let written = write_file(&part, array).and_then(|()| {
        fs::rename(&part, &path).map_err(|source| OutputError::Unwritable { path: path.clone(), source })
    });
    if written.is_err() {
        // What stopped the writing is told; that its rest is still there as well would not help.
        let _ = fs::remove_file(&part);
    }
    written.map(|()| path)
}

fn write_file<T: Element>(path: &Path, array: &ArrayD<T>) -> Result<(), OutputError> {
    let unwritable = |source| OutputError::Unwritable { path: path.to_owned(), source };
    let file = File::create(path).map_err(unwritable)?;
    array
        .write_npy(BufWriter::new(&file))
        .map_err(|source| OutputError::Npy { path: path.to_owned(), source })?;
    file.sync_all().map_err(unwritable)
}
