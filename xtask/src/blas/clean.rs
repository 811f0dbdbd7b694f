//! `cargo xtask clean-blas`: removes builds of OpenBLAS.

use std::fs;
use std::path::Path;

use super::cache::{self, Cache};
use super::error::BlasError;
use super::{digest, interrupt, place};

/// What is removed.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Keeps the archives of sources, which were downloaded
    #[arg(long)]
    keep_sources: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), BlasError> {
    interrupt::watch();
    let cache = Cache::find()?;
    if !cache.root().exists() {
        println!("{} is not there: nothing to remove", cache.root().display());
        return Ok(());
    }
    let lock = cache.lock()?;
    let before = size(cache.root());
    let current = cache.root().join(place::CURRENT);
    if current.exists() {
        fs::remove_file(&current).map_err(BlasError::file(&current))?;
    }
    cache.sweep(&lock)?;
    cache::remove(&cache.builds())?;
    cache::remove(&cache.logs())?;
    if !arguments.keep_sources {
        cache::remove(&cache.sources())?;
    }
    let freed = before.saturating_sub(size(cache.root()));
    println!("removed {} MB from {}", freed.div_ceil(1_000_000), cache.root().display());
    Ok(())
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> u64 {
    let files = digest::files(folder).unwrap_or_default();
    files.iter().filter_map(|path| fs::symlink_metadata(path).ok()).map(|data| data.len()).sum()
}
