//! What a library for one of OpenBLAS's cores needs of the processor. `cargo xtask build-blas` has this file too.

/// The features, by Rust's names, without which a library for `core` ends with an illegal instruction. `None` for cores
/// that are not in the table: nothing is known of them.
pub(crate) fn features(core: &str) -> Option<&'static [&'static str]> {
    // Each of these cores has what the one before it has, and some more.
    const SKYLAKEX: usize = 7;
    const COOPERLAKE: usize = 9;
    const SAPPHIRERAPIDS: &[&str] = &[
        "avx2",
        "fma",
        "avx512f",
        "avx512cd",
        "avx512bw",
        "avx512dq",
        "avx512vl",
        "avx512vnni",
        "avx512bf16",
        "avx512fp16",
    ];
    Some(match core.to_ascii_uppercase().as_str() {
        "GENERIC" | "ARMV8" | "CORTEXA53" | "CORTEXA57" | "CORTEXA72" => &[],
        "PRESCOTT" => &["sse3"],
        "CORE2" | "ATOM" => &["ssse3"],
        "PENRYN" | "DUNNINGTON" => &["sse4.1"],
        "NEHALEM" => &["sse4.2"],
        "SANDYBRIDGE" => &["avx"],
        "HASWELL" | "ZEN" => &["avx2", "fma"],
        "SKYLAKEX" => &SAPPHIRERAPIDS[..SKYLAKEX],
        "COOPERLAKE" => &SAPPHIRERAPIDS[..COOPERLAKE],
        "SAPPHIRERAPIDS" => SAPPHIRERAPIDS,
        _ => return None,
    })
}
