//! Sources inside crates, through cargo: a crate with nothing but a manifest, outside every workspace, depends on them,
//! and `cargo metadata` downloads what it depends on. Nothing is compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::tool;
use crate::blas::child;
use crate::blas::error::BlasError;
use crate::blas::sources::Pinned;

pub(super) fn fetch(pinned: &Pinned, folder: &Path) -> Result<Result<PathBuf, String>, BlasError> {
    let Some((name, version)) = name_and_version(pinned) else {
        return Ok(Err(format!("{} is no crate", pinned.file)));
    };
    let crate_dir = folder.join(name);
    write_crate(&crate_dir, name, version)?;
    let printed = match tool(cargo().arg("--manifest-path").arg(crate_dir.join("Cargo.toml")))? {
        Ok(printed) => printed,
        Err(why) => return Ok(Err(why)),
    };
    let Some(unpacked) = place_of(&printed, name, version) else {
        return Ok(Err(format!("cargo does not say where it put {name} {version}")));
    };
    // Cargo keeps the archive beside the unpacked crate, and the archive is what has a digest.
    let Some(archive) = archive_of(&unpacked, pinned.file) else {
        return Ok(Err(format!(
            "cargo put {name} into {}, and kept no {} (a vendored crate?)",
            unpacked.display(),
            pinned.file
        )));
    };
    let copy = folder.join(pinned.file);
    fs::copy(&archive, &copy).map_err(BlasError::file(&copy))?;
    Ok(Ok(copy))
}

pub(super) fn command(pinned: &Pinned) -> String {
    let (name, version) = name_and_version(pinned).unwrap_or_default();
    format!("{} (of a crate that depends on {name} ={version})", child::words(&cargo()))
}

/// `name-1.2.3.crate`.
fn name_and_version(pinned: &Pinned) -> Option<(&'static str, &'static str)> {
    pinned.file.strip_suffix(".crate")?.rsplit_once('-')
}

fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["metadata", "--format-version=1", "--quiet"]);
    cargo
}

fn write_crate(folder: &Path, name: &str, version: &str) -> Result<(), BlasError> {
    let source = folder.join("src");
    fs::create_dir_all(&source).map_err(BlasError::file(&source))?;
    let library = source.join("lib.rs");
    fs::write(&library, "").map_err(BlasError::file(&library))?;
    let manifest = folder.join("Cargo.toml");
    let text = format!(
        "[package]\nname = \"source-of-{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [dependencies]\n{name} = {{ version = \"={version}\", default-features = false }}\n"
    );
    fs::write(&manifest, text).map_err(BlasError::file(&manifest))
}

/// Where cargo unpacked a package.
fn place_of(metadata: &str, name: &str, version: &str) -> Option<PathBuf> {
    let metadata = metadata.lines().find_map(|line| serde_json::from_str::<Value>(line).ok())?;
    let packages = metadata["packages"].as_array()?;
    let package = packages.iter().find(|package| package["name"] == name && package["version"] == version)?;
    Some(Path::new(package["manifest_path"].as_str()?).parent()?.to_owned())
}

/// The archive of a crate that was unpacked into `registry/src/<index>/<crate>`: it is in `registry/cache/<index>`.
fn archive_of(unpacked: &Path, file: &str) -> Option<PathBuf> {
    let index = unpacked.parent()?;
    let registry = index.parent()?.parent()?;
    let archive = registry.join("cache").join(index.file_name()?).join(file);
    archive.is_file().then_some(archive)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{archive_of, place_of};

    #[test]
    fn the_archive_lies_beside_the_crate() {
        let home = tempfile::tempdir().expect("a folder");
        let unpacked = home.path().join("registry/src/index-1/netlib-src-0.9.0");
        assert_eq!(archive_of(&unpacked, "netlib-src-0.9.0.crate"), None);
        let cache = home.path().join("registry/cache/index-1");
        fs::create_dir_all(&cache).expect("the folder is made");
        fs::write(cache.join("netlib-src-0.9.0.crate"), "").expect("the file is written");
        let found = archive_of(&unpacked, "netlib-src-0.9.0.crate");
        assert_eq!(found.as_deref(), Some(cache.join("netlib-src-0.9.0.crate").as_path()));
    }

    #[test]
    fn cargo_says_where_a_package_is() {
        let text = "    Updating index\n{\"packages\":[{\"name\":\"a\",\"version\":\"1.0.0\",\"manifest_path\":\"/r/a/Cargo.toml\"}]}";
        assert_eq!(place_of(text, "a", "1.0.0").as_deref(), Some(Path::new("/r/a")));
        assert_eq!(place_of(text, "a", "2.0.0"), None);
    }
}
