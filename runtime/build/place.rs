//! Where builds of OpenBLAS lie: in the user's cache folder, for all workspaces. `cargo xtask build-blas` has this file too.

use std::ffi::OsString;
use std::path::PathBuf;

/// The file in the root that holds the folder of the build that was made last.
pub(crate) const CURRENT: &str = "current";

/// The root of all builds; `None` where nothing says where the user's files are. `variable` reads the environment.
pub(crate) fn root(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = folder("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| home.join("Library/Caches"))
        } else {
            folder("HOME").map(|home| home.join(".cache"))
        }
    });
    Some(cache?.join("ufunc").join("openblas"))
}
