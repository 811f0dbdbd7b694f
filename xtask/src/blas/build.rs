//! One build, from the source to a folder that can be linked: aside, and visible only when it is whole and was tried.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime};

use super::cache::{Aside, Cache};
use super::child::{self, Outcome};
use super::error::BlasError;
use super::inspect;
use super::log::Log;
use super::make::Make;
use super::manifest::{Links, Manifest};
use super::options::Lapack;
use super::plan::{LapackSources, Plan};
use super::progress::Progress;
use super::sources::{self, NETLIB};
use super::{digest, shared, test_program, tree};

/// Builds, inspects, tries and publishes; gives the folder.
pub(crate) fn build(plan: &Plan<'_>, cache: &Cache) -> Result<PathBuf, BlasError> {
    let start = Instant::now();
    let name = plan.name();
    let aside = cache.aside(&name)?;
    let tree = aside.path().join("tree");
    println!("unpacking {}", plan.source.what);
    tree::put(plan.source, &tree)?;
    let version = check(plan, &tree)?;
    if plan.lapack_of(&tree)? == LapackSources::Netlib {
        add_netlib(cache, &tree)?;
    }
    let mut log = Log::create(&cache.logs(), &name)?;
    println!("building in {}; all that is said goes to {}", tree.display(), log.path().display());
    let compiled = make_all(plan, &tree, &mut log)?;
    let place = cache.builds().join(&name);
    let install = aside.path().join("install");
    let folder = make_install(plan, &tree, &place, &install, &mut log)?;
    let manifest = try_out(plan, &version, &folder, &aside, &mut log)?;
    manifest.write(&folder)?;
    let place = cache.publish(&folder, &name)?;
    println!("{compiled} files compiled in {} s", start.elapsed().as_secs());
    Ok(place)
}

/// Whether the tree is one, and knows the cores that are asked for; gives its version.
fn check(plan: &Plan<'_>, tree: &Path) -> Result<String, BlasError> {
    let version = tree::check(tree)?;
    if let Some(promised) = &plan.source.version
        && *promised != version
    {
        let what = format!("it is version {version}, and {promised} was expected");
        return Err(BlasError::NotATree { path: plan.source.path.clone(), what });
    }
    let known = tree::cores(tree);
    for core in plan.options.named_cores() {
        if !known.is_empty() && core != "GENERIC" && !known.iter().any(|known| known == core) {
            return Err(BlasError::UnknownCore { core: core.to_owned(), version, known: known.join(" ") });
        }
    }
    Ok(version)
}

/// Netlib's LAPACK, to where OpenBLAS looks for it.
fn add_netlib(cache: &Cache, tree: &Path) -> Result<(), BlasError> {
    println!("adding LAPACK {} from {}", NETLIB.version, NETLIB.what);
    let archive = sources::obtain(&NETLIB, cache)?
        .map_err(|why| BlasError::NoSource { tried: vec![(NETLIB.what.to_owned(), why)] })?;
    let place = tree.join("lapack-netlib");
    fs::create_dir_all(&place).map_err(BlasError::file(&place))?;
    tree::unpack(&archive, NETLIB.inside, &place)
}

/// Makes all targets; gives how many files were compiled.
fn make_all(plan: &Plan<'_>, tree: &Path, log: &mut Log) -> Result<u64, BlasError> {
    let flags = plan.flags();
    let make = Make { tools: plan.tools, tree, flags: &flags, jobs: plan.jobs };
    let targets = plan.targets();
    let total = match targets.first() {
        // What LAPACK will compile is not known before its settings are written.
        Some(words) if plan.options.lapack != Lapack::Full => make.count(words)?,
        _ => None,
    };
    let mut progress = Progress::new(tree, total);
    for words in &targets {
        make.run(words, log, &mut progress)?;
    }
    Ok(progress.done())
}

/// Installs below `install`, as if that were the root; gives the folder that will be `place`.
fn make_install(
    plan: &Plan<'_>,
    tree: &Path,
    place: &Path,
    install: &Path,
    log: &mut Log,
) -> Result<PathBuf, BlasError> {
    let flags = plan.flags();
    let make = Make { tools: plan.tools, tree, flags: &flags, jobs: plan.jobs };
    let words = [
        "install".to_owned(),
        format!("PREFIX={}", place.display()),
        format!("DESTDIR={}", install.display()),
    ];
    let mut progress = Progress::new(tree, None);
    progress.enter("install");
    make.run(&words, log, &mut progress)?;
    let folder = install.join(place.strip_prefix("/").unwrap_or(place));
    let missing = folder.join("lib/libopenblas.a");
    if !missing.exists() {
        let command = "make install".to_owned();
        return Err(BlasError::NothingMade { command, missing, log: log.path().to_owned() });
    }
    Ok(folder)
}

/// Inspects what was made, links the test program, and writes down what is known.
fn try_out(
    plan: &Plan<'_>,
    version: &str,
    folder: &Path,
    aside: &Aside,
    log: &mut Log,
) -> Result<Manifest, BlasError> {
    let archive = folder.join("lib/libopenblas.a");
    let links = links(plan)?;
    let mut faults = inspect::faults(&inspect::read(&archive)?, plan.options, version);
    if plan.options.lapack == Lapack::Full && inspect::has_own_lapack(&archive) == Some(false) {
        faults.push("its LU and Cholesky are netlib's plain ones, not OpenBLAS's".to_owned());
    }
    if !faults.is_empty() {
        return Err(BlasError::NotAsAsked { faults, log: log.path().to_owned() });
    }
    let path =
        if plan.options.shared { shared::link(plan, &archive, &links, aside.path(), log)? } else { archive };
    let library = inspect::read(&path)?;
    let faults = inspect::faults(&library, plan.options, version);
    if !faults.is_empty() {
        return Err(BlasError::NotAsAsked { faults, log: log.path().to_owned() });
    }
    let told = test_program::run(
        &library,
        &folder.join("include"),
        &links,
        plan.options,
        plan.tools,
        aside.path(),
        log,
    )?;
    let flags = plan.flags();
    let fortran = plan.tools.fc.as_ref().filter(|_| plan.options.lapack == Lapack::Full);
    let relative = path.strip_prefix(folder).unwrap_or(&path).to_owned();
    Ok(Manifest {
        name: "OpenBLAS".to_owned(),
        version: version.to_owned(),
        source: plan.source.what.clone(),
        sha256: plan.source.sha256.clone(),
        core: if plan.options.is_dynamic() { String::new() } else { told.core },
        dynamic_list: plan.options.dynamic_arch.clone().unwrap_or_default(),
        dynamic_arch: plan.options.is_dynamic(),
        threading: inspect::threading(&library, &flags),
        max_threads: plan.options.max_threads(),
        int64: library.is_int64(),
        lapack: inspect::lapack(&library).name().to_owned(),
        kind: if plan.options.shared { "shared" } else { "static" }.to_owned(),
        library_sha256: digest::of_file(&path).map_err(BlasError::file(&path))?,
        library: relative,
        config: told.config,
        compiler: plan.tools.cc.version.clone(),
        fortran: fortran.map(|fc| fc.version.clone()).unwrap_or_default(),
        built: humantime::format_rfc3339_seconds(SystemTime::now()).to_string(),
        link_libraries: links.libraries,
        link_search: links.search,
        checks: told.checks,
        options: flags,
    })
}

/// What has to be linked besides: Fortran's run time, where Fortran is in it.
fn links(plan: &Plan<'_>) -> Result<Links, BlasError> {
    let Some(fc) = plan.tools.fc.as_ref().filter(|_| plan.options.lapack == Lapack::Full) else {
        return Ok(Links::default());
    };
    let file = PathBuf::from(fc.answer("-print-file-name=libgfortran.so")?);
    let folder = file.is_absolute().then(|| file.parent().map(Path::to_owned)).flatten();
    let folder = folder.map(|folder| fs::canonicalize(&folder).unwrap_or(folder));
    let search = folder.map(|folder| folder.display().to_string()).into_iter().collect();
    Ok(Links { libraries: vec!["gfortran".to_owned()], search })
}

/// Runs a command whose output goes to the log.
pub(super) fn run_logged(command: &mut Command, what: &str, log: &mut Log) -> Result<(), BlasError> {
    let shown = format!("$ {}", child::words(command));
    log.line(&shown)?;
    let outcome = child::run(command, None, &mut |line| log.line(line))?;
    let status = match outcome {
        Outcome::Ended(status) if status.success() => return Ok(()),
        Outcome::Ended(status) => status.to_string(),
        Outcome::NotStarted(error) => error.to_string(),
        Outcome::TimedOut => "no end".to_owned(),
    };
    let error = log.first_error(&shown);
    Err(BlasError::Build { command: what.to_owned(), status, error, log: log.path().to_owned() })
}
