//! What `--dry-run` shows.

use std::path::Path;

use super::cache::Cache;
use super::child;
use super::fetch;
use super::machine::Tools;
use super::make::Make;
use super::options::{Arguments, Lapack, Place};
use super::plan::Plan;
use super::sources::{self, KNOWN, NETLIB, Pinned, Source};

/// Prints where the source comes from; gives the archive that is tried first.
fn show_source(arguments: &Arguments, cache: &Cache) -> &'static Pinned {
    if let Some(path) = &arguments.source {
        println!("# source: {}", path.display());
        return &KNOWN[0];
    }
    let kept = KNOWN.iter().find(|pinned| cache.sources().join(pinned.file).exists());
    if let (None | Some(Place::Cache), Some(pinned)) = (arguments.from, kept) {
        println!("# source: {}, which is in the cache", pinned.what);
        return pinned;
    }
    println!("# source, the first that serves:");
    let is_asked = |pinned: &&Pinned| arguments.from.is_none_or(|from| from == pinned.place);
    for pinned in KNOWN.iter().filter(is_asked) {
        println!("#   {}: {} with SHA-256 {}", sources::name(pinned.place), pinned.file, pinned.sha256);
        for command in fetch::commands(pinned) {
            println!("{command}");
        }
    }
    KNOWN.iter().find(is_asked).unwrap_or(&KNOWN[0])
}

/// Prints the commands of a build; nothing is fetched, made or changed.
pub(crate) fn show(arguments: &Arguments, tools: &Tools, cache: &Cache) {
    let pinned = show_source(arguments, cache);
    let source = Source {
        path: arguments.source.clone().unwrap_or_else(|| pinned.file.into()),
        is_tree: false,
        inside: pinned.inside,
        version: arguments.source.is_none().then(|| pinned.version.to_owned()),
        sha256: pinned.sha256.to_owned(),
        what: pinned.what.to_owned(),
        is_kept: false,
        tried: Vec::new(),
    };
    let plan = Plan::new(arguments, &source, tools);
    let flags = plan.flags();
    let make = Make { tools, tree: Path::new("."), flags: &flags, jobs: plan.jobs };
    if arguments.options.lapack == Lapack::Full {
        println!("# netlib's LAPACK, if the tree lacks it: {} with SHA-256 {}", NETLIB.file, NETLIB.sha256);
        for command in fetch::commands(&NETLIB) {
            println!("{command}");
        }
    }
    println!("# in the unpacked tree:");
    let place = match &arguments.source {
        Some(_) => cache.builds().join("VERSION-KEY"),
        None => cache.builds().join(plan.name()),
    };
    for words in plan.targets() {
        println!("{}", child::words(&make.command(&words)));
    }
    let install = ["install".to_owned(), format!("PREFIX={}", place.display()), "DESTDIR=ASIDE".to_owned()];
    println!("{}", child::words(&make.command(&install)));
    println!("# then the result is inspected and tried, and put into {}", place.display());
    if let Some(prefix) = &arguments.prefix {
        println!("# and copied to {}", prefix.display());
    }
}
