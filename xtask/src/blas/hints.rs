//! How programs link a build: said after each.

use std::fmt::Write as _;
use std::path::Path;

use super::library::Kind;
use super::manifest::Manifest;

/// What is told of a build in `folder`, for programs on `target`.
pub(crate) fn text(folder: &Path, manifest: &Manifest, target: &str) -> String {
    let mut text = String::new();
    let core = if manifest.dynamic_arch {
        match manifest.dynamic_list.as_slice() {
            [] => "all cores".to_owned(),
            list => list.join(", "),
        }
    } else {
        manifest.core.clone()
    };
    let threads = match manifest.threading.as_str() {
        "single" => "without threads of its own".to_owned(),
        threading => format!("{threading}, at most {} threads", manifest.max_threads),
    };
    let integers = if manifest.int64 { "64-bit integers" } else { "32-bit integers" };
    let lapack = match manifest.lapack.as_str() {
        "off" => "without LAPACK".to_owned(),
        part => format!("LAPACK {part}"),
    };
    let Manifest { name, version, kind: linkage, .. } = manifest;
    let library = folder.join(&manifest.library);
    let mut line = |line: String| writeln!(text, "{line}").expect("a text takes every line");
    line(format!("{name} {version} for {core}: {linkage}, {threads}, {integers}, {lapack}"));
    line(format!("source: {} (SHA-256 {})", manifest.source, manifest.sha256));
    line(format!("library: {}", library.display()));
    line(format!("tried: {}", manifest.checks.join("; ")));
    line(String::new());
    if manifest.int64 {
        line("ufunc calls BLAS with 32-bit integers, and does not link this build.".to_owned());
    } else {
        line("In this workspace, programs with the feature `openblas` link it from now on. In a crate of your own:".to_owned());
        line("    # Cargo.toml".to_owned());
        line(format!(
            "    ufunc = {{ version = \"{}\", features = [\"openblas\"] }}",
            env!("CARGO_PKG_VERSION")
        ));
        line(
            "    # .cargo/config.toml, if another build is to be linked than the one that was made last"
                .to_owned(),
        );
        line("    [env]".to_owned());
        line(format!("    UFUNC_OPENBLAS_DIR = {}", quoted(folder)));
    }
    line("For ndarray-linalg, blas-src and others that use the crate openblas-src:".to_owned());
    line("    # .cargo/config.toml".to_owned());
    for part in target_override(folder, manifest, target).lines() {
        line(format!("    {part}"));
    }
    if kind(manifest) == Kind::Shared {
        line(
            "Programs find the shared library when they run by LD_LIBRARY_PATH, or by this in the same file:"
                .to_owned(),
        );
        line(format!("    [target.{target}]"));
        line(format!(
            "    rustflags = [\"-Clink-arg=-Wl,-rpath,{}\"]",
            library_folder(folder, manifest).display()
        ));
    }
    text
}

/// What stands for the build script of `openblas-src`: cargo takes it as what the script would have said, and compiles
/// neither the script nor what it needs.
pub(crate) fn target_override(folder: &Path, manifest: &Manifest, target: &str) -> String {
    let mut search = vec![format!("native={}", library_folder(folder, manifest).display())];
    search.extend(manifest.link_search.iter().map(|folder| format!("native={folder}")));
    let mut libraries = match kind(manifest) {
        Kind::Static => vec!["static:-bundle=openblas".to_owned()],
        Kind::Shared => vec!["dylib=openblas".to_owned()],
    };
    if kind(manifest) == Kind::Static {
        let besides = manifest.link_libraries.iter().map(String::as_str).chain(["m", "pthread"]);
        libraries.extend(besides.map(|name| format!("dylib={name}")));
    }
    let list = |entries: &[String]| {
        let entries = entries.iter().map(|entry| format!("{entry:?}"));
        entries.collect::<Vec<_>>().join(", ")
    };
    format!(
        "[target.{target}.openblas]\nrustc-link-search = [{}]\nrustc-link-lib = [{}]\n",
        list(&search),
        list(&libraries)
    )
}

fn library_folder(folder: &Path, manifest: &Manifest) -> std::path::PathBuf {
    let library = folder.join(&manifest.library);
    library.parent().unwrap_or(folder).to_owned()
}

fn kind(manifest: &Manifest) -> Kind {
    if manifest.kind == "shared" { Kind::Shared } else { Kind::Static }
}

fn quoted(path: &Path) -> String {
    format!("{:?}", path.display().to_string())
}
