//! `cargo xtask build-blas` and `cargo xtask clean-blas`: OpenBLAS from source, checked before and after.
//!
//! Options become flags, a source is found and checked, make builds it aside, the result is inspected and tried, and only
//! then takes its place in the cache. One process at a time works there.

mod build;
mod cache;
mod child;
pub(crate) mod clean;
#[path = "../../../runtime/build/cores.rs"]
mod cores;
mod digest;
mod dry;
mod error;
mod fetch;
mod hints;
mod inspect;
mod interrupt;
#[path = "../../../runtime/build/library.rs"]
mod library;
mod log;
mod machine;
mod make;
mod manifest;
mod options;
#[path = "../../../runtime/build/place.rs"]
mod place;
mod plan;
mod prefix;
mod progress;
mod shared;
mod sources;
mod test_program;
mod tree;

use std::path::{Path, PathBuf};
use std::process::Command;

use cache::Cache;
use error::BlasError;
use machine::Tools;
use manifest::Manifest;
pub(crate) use options::Arguments;
use plan::Plan;

/// Runs `build-blas`.
pub(crate) fn run(arguments: &Arguments) -> Result<(), BlasError> {
    interrupt::watch();
    match make_library(arguments) {
        // What was interrupted failed for that reason, whatever it says.
        Err(_) if interrupt::is_asked() => Err(BlasError::Interrupted),
        done => done,
    }
}

fn make_library(arguments: &Arguments) -> Result<(), BlasError> {
    let tools = Tools::find()?;
    machine::check_core(&arguments.options)?;
    let cache = Cache::find()?;
    if arguments.dry_run {
        dry::show(arguments, &tools, &cache);
        return Ok(());
    }
    let lock = cache.lock()?;
    cache.sweep(&lock)?;
    let source = sources::choose(arguments, &cache)?;
    for (place, why) in &source.tried {
        println!("not from {place}: {why}");
    }
    let kept = if source.is_kept { ", which an earlier run kept" } else { "" };
    println!("source: {}{kept}", source.what);
    let plan = Plan::new(arguments, &source, &tools);
    let folder = match whole(&plan, &cache) {
        Some(folder) => {
            println!("it was built before, with the same options and compiler");
            folder
        }
        None => build::build(&plan, &cache)?,
    };
    finish(arguments, &cache, &folder)
}

/// A build of this name that is as it was when it was made.
fn whole(plan: &Plan<'_>, cache: &Cache) -> Option<PathBuf> {
    let folder = cache.builds().join(plan.name());
    Manifest::read_whole(&folder).map(|_| folder)
}

/// Makes a build the one that is linked, and says how.
fn finish(arguments: &Arguments, cache: &Cache, folder: &Path) -> Result<(), BlasError> {
    let fault =
        || BlasError::Manifest { path: folder.join(manifest::FILE), what: "it cannot be read".to_owned() };
    let manifest = Manifest::read_whole(folder).ok_or_else(fault)?;
    // One that `ufunc` does not link would only be in the way.
    if !manifest.int64 {
        cache.set_current(folder)?;
    }
    let shown = match &arguments.prefix {
        Some(prefix) => prefix::copy(folder, prefix)?,
        None => folder.to_owned(),
    };
    print!("{}", hints::text(&shown, &manifest, &target()));
    Ok(())
}

/// The compiler's name for this machine.
fn target() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let printed = Command::new(rustc).arg("-vV").output().map(|output| output.stdout).unwrap_or_default();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    let host = printed.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap_or("TARGET").to_owned()
}
