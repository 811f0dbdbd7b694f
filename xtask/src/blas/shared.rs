//! A shared library, linked from an archive.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSymbol};

use super::build::run_logged;
use super::error::BlasError;
use super::log::Log;
use super::manifest::Links;
use super::plan::Plan;

/// Links what is complete of an archive into a shared library, which takes the archive's place.
pub(super) fn link(
    plan: &Plan<'_>,
    archive: &Path,
    links: &Links,
    aside: &Path,
    log: &mut Log,
) -> Result<PathBuf, BlasError> {
    let objects = aside.join("objects");
    let list = unpack(archive, &objects, log)?;
    let folder = archive.parent().unwrap_or(Path::new("."));
    let is_macos = cfg!(target_os = "macos");
    let (file, name) = if is_macos {
        ("libopenblas.0.dylib", "libopenblas.dylib")
    } else {
        ("libopenblas.so.0", "libopenblas.so")
    };
    let path = folder.join(file);
    let mut cc = plan.tools.cc.start();
    cc.current_dir(&objects).arg("-shared").arg("-o").arg(&path);
    if is_macos {
        cc.arg(format!("-Wl,-install_name,@rpath/{file}"));
    } else {
        cc.arg(format!("-Wl,-soname,{file}"));
    }
    cc.arg(format!("@{}", list.display()));
    for folder in &links.search {
        cc.arg(format!("-L{folder}"));
    }
    for library in links.libraries.iter().map(String::as_str).chain(["m", "pthread"]) {
        cc.arg(format!("-l{library}"));
    }
    run_logged(&mut cc, "linking the shared library", log)?;
    for entry in fs::read_dir(folder).map_err(BlasError::file(folder))?.flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "a") {
            fs::remove_file(entry.path()).map_err(BlasError::file(&entry.path()))?;
        }
    }
    let link = folder.join(name);
    #[cfg(unix)]
    std::os::unix::fs::symlink(file, &link).map_err(BlasError::file(&link))?;
    #[cfg(not(unix))]
    fs::copy(&path, &link).map_err(BlasError::file(&link))?;
    Ok(link)
}

/// A member of an archive.
struct Member<'d> {
    name: String,
    data: &'d [u8],
    /// What it defines for others.
    defines: Vec<String>,
    /// What others must define.
    calls: Vec<String>,
}

/// Writes the members that are complete to a folder, and gives the file that lists them.
///
/// Some of what OpenBLAS 0.3.34 has of LAPACK (`dlaed3`) calls routines of netlib's that are not built without Fortran. In an
/// archive nobody meets them; a shared library with them cannot be linked to anything.
fn unpack(archive: &Path, folder: &Path, log: &mut Log) -> Result<PathBuf, BlasError> {
    let data = fs::read(archive).map_err(BlasError::file(archive))?;
    let inspection =
        |what: object::Error| BlasError::Inspection { path: archive.to_owned(), what: what.to_string() };
    let (complete, incomplete) = split(members(&data).map_err(inspection)?);
    if !incomplete.is_empty() {
        let names: Vec<&str> = incomplete.iter().map(|member| member.name.as_str()).collect();
        log.line(&format!("left out, since they call what is not built: {}", names.join(" ")))?;
    }
    fs::create_dir(folder).map_err(BlasError::file(folder))?;
    let mut list = String::new();
    for (number, member) in complete.iter().enumerate() {
        // Archives may have a name twice.
        let file = format!("{number}.o");
        fs::write(folder.join(&file), member.data).map_err(BlasError::file(&folder.join(&file)))?;
        list += &file;
        list.push('\n');
    }
    let path = folder.join("list");
    fs::write(&path, list).map_err(BlasError::file(&path))?;
    Ok(path)
}

fn members(data: &[u8]) -> object::Result<Vec<Member<'_>>> {
    let archive = ArchiveFile::parse(data)?;
    let mut members = Vec::new();
    for member in archive.members() {
        let member = member?;
        let (name, data) = (String::from_utf8_lossy(member.name()).into_owned(), member.data(data)?);
        let file = object::File::parse(data)?;
        let (mut defines, mut calls) = (Vec::new(), Vec::new());
        for symbol in file.symbols() {
            let Ok(symbol_name) = symbol.name() else { continue };
            if symbol.is_undefined() {
                calls.push(symbol_name.to_owned());
            } else if symbol.is_global() {
                defines.push(symbol_name.to_owned());
            }
        }
        members.push(Member { name, data, defines, calls });
    }
    Ok(members)
}

/// Whether a symbol is named as Fortran's compilers name routines: `dlaed4_`. On macOS every name begins with `_`.
fn is_fortran(symbol: &str) -> bool {
    let name = if cfg!(target_os = "macos") { symbol.strip_prefix('_').unwrap_or(symbol) } else { symbol };
    name.ends_with('_') && name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Members that call no routine of LAPACK that is not there, nor a member that does; and those that are left. What else is
/// not defined is the C library's.
fn split(mut members: Vec<Member<'_>>) -> (Vec<Member<'_>>, Vec<Member<'_>>) {
    let mut incomplete: Vec<Member<'_>> = Vec::new();
    loop {
        let defined = |members: &[Member<'_>]| -> BTreeSet<String> {
            members.iter().flat_map(|member| member.defines.clone()).collect()
        };
        let (there, lost) = (defined(&members), defined(&incomplete));
        let is_missing = |call: &String| !there.contains(call) && (is_fortran(call) || lost.contains(call));
        let (dropped, kept): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|member| member.calls.iter().any(is_missing));
        members = kept;
        if dropped.is_empty() {
            return (members, incomplete);
        }
        incomplete.extend(dropped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, defines: &[&str], calls: &[&str]) -> Member<'static> {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Member { name: name.to_owned(), data: &[], defines: owned(defines), calls: owned(calls) }
    }

    #[test]
    fn what_calls_something_incomplete_is_incomplete() {
        let (complete, incomplete) = split(vec![
            member("gemm", &["dgemm_"], &["xerbla_", "memcpy"]),
            member("interface", &["dlaed3_"], &["dlaed3_single"]),
            member("laed3", &["dlaed3_single"], &["dlaed4_", "dgemm_"]),
            member("xerbla", &["xerbla_"], &["printf"]),
        ]);
        let names =
            |members: Vec<Member<'_>>| members.into_iter().map(|member| member.name).collect::<Vec<_>>();
        assert_eq!(names(complete), ["gemm", "xerbla"]);
        assert_eq!(names(incomplete), ["laed3", "interface"]);
    }

    #[test]
    fn names_of_fortran_end_with_an_underscore() {
        let prefix = if cfg!(target_os = "macos") { "_" } else { "" };
        assert!(is_fortran(&format!("{prefix}dlaed4_")) && is_fortran(&format!("{prefix}dgemm_64_")));
        for other in ["memcpy", "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail", "_gfortran_st_write"] {
            assert!(!is_fortran(&format!("{prefix}{other}")), "{other}");
        }
    }
}
