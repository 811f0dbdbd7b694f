//! Compiles the loops over other libraries that the benches compare with, where those libraries are.
//!
//! What is lacking is no error: each library has a cfg, and a sentence in the environment says why it is skipped.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One other library.
struct Peer {
    /// Its name, as in `peers/<name>.c` and in the cfg.
    name: &'static str,
    /// What is linked.
    library: &'static str,
    flags: &'static [&'static str],
}

const LIBMVEC: Peer =
    Peer { name: "libmvec", library: "mvec", flags: &["-march=native", "-ffast-math", "-fopenmp-simd"] };
const SLEEF: Peer = Peer { name: "sleef", library: "sleef", flags: &["-march=native"] };
// Without the last flag GCC calls a function for each square root, which is no fair comparison.
const OPENMP: Peer =
    Peer { name: "openmp", library: "gomp", flags: &["-march=native", "-fopenmp", "-fno-math-errno"] };

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=peers");
    println!("cargo::rustc-check-cfg=cfg(libmvec)");
    println!("cargo::rustc-check-cfg=cfg(sleef)");
    println!("cargo::rustc-check-cfg=cfg(openmp)");

    let variants = build(&LIBMVEC).and_then(|archive| vector_variants(&archive));
    tell(&LIBMVEC, variants.as_ref().err());
    println!("cargo::rustc-env=LIBMVEC_VARIANTS={}", variants.unwrap_or_default());
    tell(&SLEEF, build(&SLEEF).err().as_ref());
    tell(&OPENMP, build(&OPENMP).err().as_ref());
}

/// Sets the cfg of a library that is there, or tells why it is not.
fn tell(peer: &Peer, lack: Option<&String>) {
    let Peer { name, library, .. } = peer;
    match lack {
        None => {
            println!("cargo::rustc-cfg={name}");
            println!("cargo::rustc-link-lib=static=peers_{name}");
            println!("cargo::rustc-link-lib=dylib={library}");
            println!("cargo::rustc-link-lib=dylib=m");
            println!("cargo::rustc-link-search=native={}", out_dir().display());
            if let Some(folder) = folder_of(library) {
                println!("cargo::rustc-link-search=native={}", folder.display());
            }
        }
        Some(lack) => println!("cargo::rustc-env={}_LACK={lack}", name.to_uppercase()),
    }
}

/// Compiles the loops over a library, or says why that cannot be done.
fn build(peer: &Peer) -> Result<PathBuf, String> {
    if env::var("HOST") != env::var("TARGET") {
        return Err("built for another machine".to_owned());
    }
    if env::var("CARGO_CFG_TARGET_ENV").as_deref() != Ok("gnu") {
        return Err("no GNU system".to_owned());
    }
    if Command::new("gcc").arg("--version").output().is_err() {
        return Err("no gcc".to_owned());
    }
    if folder_of(peer.library).is_none() {
        return Err(format!("no lib{}.so", peer.library));
    }
    let archive = format!("peers_{}", peer.name);
    let mut compiler = cc::Build::new();
    compiler.compiler("gcc").opt_level(3).file(format!("peers/{}.c", peer.name));
    compiler.cargo_metadata(false).cargo_warnings(false);
    for flag in peer.flags {
        compiler.flag(flag);
    }
    compiler.try_compile(&archive).map_err(|_| format!("gcc does not compile peers/{}.c", peer.name))?;
    Ok(out_dir().join(format!("lib{archive}.a")))
}

/// Where GCC finds a library: its own folders are not known to every linker.
fn folder_of(library: &str) -> Option<PathBuf> {
    let file = format!("lib{library}.so");
    let found = Command::new("gcc").arg(format!("-print-file-name={file}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&found.stdout).trim());
    // GCC repeats the name of a file that it does not find.
    path.parent().filter(|_| path != Path::new(&file)).map(Path::to_path_buf)
}

fn out_dir() -> PathBuf {
    PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"))
}

/// The vector functions that the loops really call, each as its name and the lanes of the widest variant, `sin:4 sinf:8`:
/// one that the installed library lacks is called element by element, and there is nothing to compare with.
fn vector_variants(archive: &Path) -> Result<String, String> {
    let bytes = std::fs::read(archive).map_err(|error| error.to_string())?;
    // The table of symbols holds their names as they are, each with a zero behind it.
    let names = bytes.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    let mut variants = BTreeSet::new();
    for name in names.filter_map(|name| name.strip_prefix("_ZGV")) {
        // One letter for the registers, `N` for no mask, the lanes, one letter for each argument: `dN4vv_pow`.
        let Some((kind, function)) = name.split_once('_') else { continue };
        let lanes = kind.get(2..).unwrap_or_default().trim_end_matches('v').parse::<u32>();
        variants.extend(lanes.map(|lanes| (function, lanes)));
    }
    let widest = |(function, lanes): &&(&str, u32)| {
        variants.range((*function, *lanes + 1)..(*function, u32::MAX)).next().is_none()
    };
    let texts: Vec<String> =
        variants.iter().filter(widest).map(|(function, lanes)| format!("{function}:{lanes}")).collect();
    if texts.is_empty() { Err("gcc calls no vector functions".to_owned()) } else { Ok(texts.join(" ")) }
}
