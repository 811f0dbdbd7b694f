//! How programs link a build: said after each.

use std::path::Path;

use super::library::Kind;
use super::manifest::Manifest;

/// What is told of a build in `folder`, for programs on `target`.
pub(crate) fn text(folder: &Path, manifest: &Manifest, target: &str) -> String {
    let mut text = summary(folder, manifest);
    if manifest.int64 {
        text += "\nufunc, ndarray-linalg and blas-src call BLAS with 32-bit integers: none of them can use this build.\n";
        return text;
    }
    text += &format!(
        "
In this workspace, programs with the feature `openblas` link it from now on. In a crate of your own:
    # Cargo.toml
    ufunc = {{ version = \"{}\", features = [\"openblas\"] }}
    # .cargo/config.toml, if another build is to be linked than the one that was made last
    [env]
    UFUNC_OPENBLAS_DIR = {:?}
For ndarray-linalg, blas-src and others that use the crate openblas-src (a crate that uses it without them has to say
`use openblas_src as _;`, or it is not linked):
    # .cargo/config.toml
",
        env!("CARGO_PKG_VERSION"),
        folder.display().to_string(),
    );
    for line in target_override(folder, manifest, target).lines() {
        text += &format!("    {line}\n");
    }
    if kind(manifest) == Kind::Shared {
        text += &format!(
            "Programs find the shared library when they run by LD_LIBRARY_PATH, or by this in the same file:
    [target.{target}]
    rustflags = [\"-Clink-arg=-Wl,-rpath,{}\"]
",
            library_folder(folder, manifest).display()
        );
    }
    text
}

/// What the build is.
fn summary(folder: &Path, manifest: &Manifest) -> String {
    let core = match (manifest.dynamic_arch, manifest.dynamic_list.as_slice()) {
        (false, _) => manifest.core.clone(),
        (true, []) => "all cores".to_owned(),
        (true, list) => list.join(", "),
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
    format!(
        "{} {} for {core}: {}, {threads}, {integers}, {lapack}
source: {} (SHA-256 {})
library: {}
tried: {}
",
        manifest.name,
        manifest.version,
        manifest.kind,
        manifest.source,
        manifest.sha256,
        folder.join(&manifest.library).display(),
        manifest.checks.join("; "),
    )
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
