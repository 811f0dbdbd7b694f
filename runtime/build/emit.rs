//! What cargo and the compiler are told of the library that was found.

use std::collections::BTreeSet;
use std::env;
use std::path::Path;

use crate::cores;
use crate::find::Found;
use crate::library::{Kind, Lapack};

/// Prints cargo's directives.
pub(crate) fn emit(found: &Found) {
    println!("cargo::rerun-if-changed={}", found.library.path.display());
    if let Some(manifest) = &found.manifest {
        println!("cargo::rerun-if-changed={}", manifest.path.display());
    }
    emit_links(found);
    let lapack = found.library.lapack();
    if lapack >= Lapack::Subset {
        println!("cargo::rustc-cfg=openblas_lapack_subset");
    }
    if lapack >= Lapack::Full {
        println!("cargo::rustc-cfg=openblas_lapack_full");
    }
    emit_facts(found);
}

/// The library, and what it needs.
fn emit_links(found: &Found) {
    let folder = found.library.path.parent().unwrap_or(Path::new("."));
    let os = env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    println!("cargo::rustc-link-search=native={}", folder.display());
    match found.library.kind {
        // `-bundle`: not copied into the rlib, which would hold twelve megabytes more.
        Kind::Static => println!("cargo::rustc-link-lib=static:-bundle=openblas"),
        Kind::Shared => {
            println!("cargo::rustc-link-lib=dylib=openblas");
            if os != "windows" {
                // For the programs of this package; those of others find it by LD_LIBRARY_PATH or a flag of theirs.
                println!("cargo::rustc-link-arg=-Wl,-rpath,{}", folder.display());
            }
            return;
        }
    }
    let mut libraries = BTreeSet::new();
    match &found.manifest {
        Some(manifest) => {
            for folder in manifest.list("link_search") {
                println!("cargo::rustc-link-search=native={folder}");
            }
            libraries.extend(manifest.list("link_libraries"));
        }
        None => libraries.extend(foreign_needs(&found.library.path)),
    }
    if os != "windows" && os != "macos" {
        libraries.extend(["m".to_owned(), "pthread".to_owned()]);
    }
    for library in libraries {
        println!("cargo::rustc-link-lib=dylib={library}");
    }
}

/// What a static library that others built needs, by names in it that only the run times of compilers define.
fn foreign_needs(path: &Path) -> Vec<String> {
    let data = std::fs::read(path).unwrap_or_default();
    let has = |name: &[u8]| data.windows(name.len()).any(|window| window == name);
    let needs = [(&b"_gfortran_"[..], "gfortran"), (b"GOMP_parallel", "gomp"), (b"__kmpc_fork_call", "omp")];
    needs.iter().filter(|(name, _)| has(name)).map(|(_, library)| (*library).to_owned()).collect()
}

/// What a program can tell of the library that it was linked with.
fn emit_facts(found: &Found) {
    let library = &found.library;
    let told = |key: &str| found.manifest.as_ref().map_or("", |manifest| manifest.text(key)).to_owned();
    let or_told = |known: Option<&str>, key: &str| known.map_or_else(|| told(key), str::to_owned);
    let is_dynamic = library.says("DYNAMIC_ARCH");
    let core = if is_dynamic { String::new() } else { or_told(library.core(), "core") };
    let threading = if library.threading() == "pthread" && told("threading").starts_with("pthread") {
        told("threading")
    } else {
        library.threading().to_owned()
    };
    let manifest = found.manifest.as_ref().map(|manifest| manifest.path.display().to_string());
    let facts = [
        ("LIBRARY", library.path.display().to_string()),
        ("VERSION", or_told(library.version(), "version")),
        ("FEATURES", cores::features(&core).unwrap_or_default().join(",")),
        ("CORE", core),
        ("FOUND_BY", found.found_by.to_owned()),
        ("INCLUDE", found.include.display().to_string()),
        ("INT64", library.is_int64().to_string()),
        ("LAPACK", library.lapack().name().to_owned()),
        ("THREADING", threading),
        ("MANIFEST", manifest.unwrap_or_default()),
    ];
    for (key, value) in facts {
        println!("cargo::rustc-env=UFUNC_OPENBLAS_{key}={value}");
    }
}
