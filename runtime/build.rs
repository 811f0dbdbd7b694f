//! Finds OpenBLAS and links it where the feature `openblas` asks for it. Without the feature it does nothing.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a build script is told by the environment, and tells by what it prints"
)]

#[cfg(feature = "openblas")]
#[path = "build/cores.rs"]
mod cores;
#[cfg(feature = "openblas")]
#[path = "build/emit.rs"]
mod emit;
#[cfg(feature = "openblas")]
#[path = "build/find.rs"]
mod find;
#[cfg(feature = "openblas")]
#[path = "build/library.rs"]
mod library;
#[cfg(feature = "openblas")]
#[path = "build/manifest.rs"]
mod manifest;
#[cfg(feature = "openblas")]
#[path = "build/place.rs"]
mod place;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rustc-check-cfg=cfg(openblas_lapack_subset)");
    println!("cargo::rustc-check-cfg=cfg(openblas_lapack_full)");
    // Pages of documentation are made where there is no library, and link nothing.
    #[cfg(feature = "openblas")]
    if std::env::var_os("DOCS_RS").is_none() {
        match find::find() {
            Ok(found) => emit::emit(&found),
            Err(error) => error.lines().for_each(|line| println!("cargo::error={line}")),
        }
    }
}
