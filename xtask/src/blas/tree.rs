//! A tree of OpenBLAS: unpacked or copied to where it is built, and what it says of itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::child::{self, Outcome};
use super::digest;
use super::error::BlasError;
use super::sources::Source;

/// What a build leaves behind. With it, make would take old settings for the new ones.
const LEFTOVERS: [&str; 4] = ["Makefile.conf", "Makefile.conf_last", "config.h", "lib.grd"];

/// Puts a source into the folder `place`, which is made.
pub(crate) fn put(source: &Source, place: &Path) -> Result<(), BlasError> {
    fs::create_dir_all(place).map_err(BlasError::file(place))?;
    if source.is_tree { copy(&source.path, place) } else { unpack(&source.path, source.inside, place) }
}

/// Unpacks the folder `inside` of an archive, which is below the one that every archive has.
pub(crate) fn unpack(archive: &Path, inside: &str, place: &Path) -> Result<(), BlasError> {
    let fault = |says: String| BlasError::Unpack { path: archive.to_owned(), says };
    let (outcome, says) =
        child::output(Command::new("tar").arg("-xf").arg(archive).arg("-C").arg(place), None)?;
    match outcome {
        Outcome::NotStarted(error) => return Err(fault(format!("`tar` cannot be started: {error}"))),
        Outcome::Ended(status) if !status.success() => {
            return Err(fault(says.lines().next().unwrap_or("tar says nothing").to_owned()));
        }
        Outcome::Ended(_) | Outcome::TimedOut => {}
    }
    let entries = fs::read_dir(place).map_err(BlasError::file(place))?;
    let folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    let [top] = &folders[..] else {
        return Err(fault(format!("it should have one folder on top, and has {}", folders.len())));
    };
    let root = top.join(inside);
    for entry in fs::read_dir(&root).map_err(BlasError::file(&root))?.flatten() {
        let to = place.join(entry.file_name());
        fs::rename(entry.path(), &to).map_err(BlasError::file(&to))?;
    }
    fs::remove_dir_all(top).map_err(BlasError::file(top))
}

fn copy(from: &Path, to: &Path) -> Result<(), BlasError> {
    for path in digest::files(from).map_err(BlasError::file(from))? {
        let copy = to.join(path.strip_prefix(from).unwrap_or(&path));
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder).map_err(BlasError::file(folder))?;
        }
        fs::copy(&path, &copy).map_err(BlasError::file(&copy))?;
    }
    Ok(())
}

/// Whether it is a tree of OpenBLAS that was never built in; gives its version.
pub(crate) fn check(tree: &Path) -> Result<String, BlasError> {
    let fault = |what: String| BlasError::NotATree { path: tree.to_owned(), what };
    let rule = fs::read_to_string(tree.join("Makefile.rule"));
    let rule =
        rule.map_err(|_| fault("this is no source of OpenBLAS: it has no Makefile.rule".to_owned()))?;
    if let Some(left) = LEFTOVERS.iter().find(|name| tree.join(name).exists()) {
        return Err(fault(format!(
            "{left} is left from another build, whose settings make would take; run `make clean` there, or give a \
             clean tree"
        )));
    }
    let assigned = rule.lines().filter_map(|line| line.split_once('='));
    let version = assigned
        .filter(|(name, _)| name.trim() == "VERSION")
        .map(|(_, value)| value.trim().to_owned())
        .next();
    version.ok_or_else(|| fault("its Makefile.rule names no VERSION".to_owned()))
}

/// The cores that a tree knows; empty if it does not list them.
pub(crate) fn cores(tree: &Path) -> Vec<String> {
    let list = fs::read_to_string(tree.join("TargetList.txt")).unwrap_or_default();
    let lines = list.lines().map(str::trim);
    let is_core = |line: &&str| {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        !line.is_empty() && line.chars().all(is_letter)
    };
    lines.filter(is_core).map(str::to_ascii_uppercase).collect()
}

/// Whether it has netlib's LAPACK, in Fortran.
pub(crate) fn has_fortran_lapack(tree: &Path) -> bool {
    tree.join("lapack-netlib/SRC/dgesdd.f").exists()
}

/// Whether it has netlib's LAPACK translated into C, which newer releases carry.
pub(crate) fn has_c_lapack(tree: &Path) -> bool {
    tree.join("lapack-netlib/SRC/dgesdd.c").exists()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{check, cores};

    #[test]
    fn a_tree_tells_its_version_and_its_cores() {
        let tree = tempfile::tempdir().expect("a folder");
        let error = check(tree.path()).expect_err("the folder is empty").to_string();
        assert!(error.contains("no Makefile.rule"), "{error}");
        fs::write(tree.path().join("Makefile.rule"), "# comment\nVERSION = 0.3.34\n")
            .expect("the file is written");
        assert_eq!(check(tree.path()).expect("it is a tree"), "0.3.34");
        let list = "Force Target Examples:\n\n1.X86/X86_64\na)Intel CPU:\nHASWELL\nSKYLAKEX\n\n";
        fs::write(tree.path().join("TargetList.txt"), list).expect("the file is written");
        assert_eq!(cores(tree.path()), ["HASWELL", "SKYLAKEX"]);
    }

    #[test]
    fn a_tree_that_was_built_in_is_refused() {
        let tree = tempfile::tempdir().expect("a folder");
        fs::write(tree.path().join("Makefile.rule"), "VERSION = 0.3.34\n").expect("the file is written");
        fs::write(tree.path().join("Makefile.conf"), "CORE=ZEN\n").expect("the file is written");
        let error = check(tree.path()).expect_err("there are leftovers").to_string();
        assert!(error.contains("Makefile.conf") && error.contains("make clean"), "{error}");
    }
}
