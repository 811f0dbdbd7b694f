//! The folder of all builds, sources and logs, in the user's cache, for all workspaces; one process at a time works in it.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::BlasError;
use super::{interrupt, place};

/// The folder.
#[derive(Debug, Clone)]
pub(crate) struct Cache {
    root: PathBuf,
}

/// The right to change what is in the cache; given back when dropped, and by the system when the process ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// A folder of which nothing is left once this is dropped.
#[derive(Debug)]
pub(crate) struct Aside {
    path: PathBuf,
}

impl Cache {
    /// Where it is; nothing is made.
    pub(crate) fn find() -> Result<Cache, BlasError> {
        let root = place::root(|name| std::env::var_os(name)).ok_or(BlasError::NoCache)?;
        Ok(Cache { root })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Archives that were checked.
    pub(crate) fn sources(&self) -> PathBuf {
        self.root.join("sources")
    }

    /// Whole builds, a folder each.
    pub(crate) fn builds(&self) -> PathBuf {
        self.root.join("builds")
    }

    /// What make said, a file for each build.
    pub(crate) fn logs(&self) -> PathBuf {
        self.root.join("logs")
    }

    /// What is being made.
    fn building(&self) -> PathBuf {
        self.root.join("building")
    }

    /// Waits until no other process works here.
    pub(crate) fn lock(&self) -> Result<Lock, BlasError> {
        fs::create_dir_all(&self.root).map_err(BlasError::file(&self.root))?;
        let path = self.root.join("lock");
        let opened = File::options().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = opened.map_err(BlasError::file(&path))?;
        let mut has_told = false;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(BlasError::file(&path)(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            if !has_told {
                let mut holder = String::new();
                // Whoever just got the lock may not have said who it is.
                let _ = file.rewind().and_then(|()| file.read_to_string(&mut holder));
                println!("another process ({}) builds here; waiting for it", holder.trim());
                has_told = true;
            }
            interrupt::check()?;
            std::thread::sleep(Duration::from_millis(100));
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "process {}", std::process::id()));
        written.map_err(BlasError::file(&path))?;
        Ok(Lock { _file: file })
    }

    /// Removes what processes left that could not tidy up. Whoever holds the lock is the only one that builds.
    pub(crate) fn sweep(&self, _lock: &Lock) -> Result<(), BlasError> {
        remove(&self.building())
    }

    /// An empty folder to work in, on the same disk as the builds.
    pub(crate) fn aside(&self, name: &str) -> Result<Aside, BlasError> {
        let path = self.building().join(format!("{name}-{}", std::process::id()));
        remove(&path)?;
        fs::create_dir_all(&path).map_err(BlasError::file(&path))?;
        Ok(Aside { path })
    }

    /// Makes a finished build visible, whole or not at all.
    pub(crate) fn publish(&self, finished: &Path, name: &str) -> Result<PathBuf, BlasError> {
        let place = self.builds().join(name);
        fs::create_dir_all(self.builds()).map_err(BlasError::file(&self.builds()))?;
        remove(&place)?;
        fs::rename(finished, &place).map_err(BlasError::file(&place))?;
        Ok(place)
    }

    /// Says which build programs link.
    pub(crate) fn set_current(&self, build: &Path) -> Result<(), BlasError> {
        let current = self.root.join(place::CURRENT);
        let text = format!("{}\n", build.display());
        // A file that did not change would still make cargo link everything anew.
        if fs::read_to_string(&current).is_ok_and(|old| old == text) {
            return Ok(());
        }
        write_whole(&current, text.as_bytes())
    }
}

impl Aside {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // What cannot be removed now, the next run sweeps away.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Writes a file so that nobody ever reads a part of it.
pub(crate) fn write_whole(path: &Path, content: &[u8]) -> Result<(), BlasError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        let mut builder = tempfile::Builder::new();
        // As for any other file: all may read it that the user lets read.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(content)?;
        file.persist(path).map_err(|error| error.error)
    };
    write().map(|_| ()).map_err(BlasError::file(path))
}

/// Removes a folder, if it is there.
pub(crate) fn remove(path: &Path) -> Result<(), BlasError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(BlasError::file(path)(error)),
        _ => Ok(()),
    }
}
