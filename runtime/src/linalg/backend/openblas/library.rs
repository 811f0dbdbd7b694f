//! Whether the library that was linked can run on this processor.

use std::ffi::{CStr, c_char, c_int};
use std::sync::OnceLock;

unsafe extern "C" {
    /// OpenBLAS's own number of threads, for the whole process.
    fn openblas_set_num_threads(threads: c_int);
    /// The name of the processors whose kernels run.
    fn openblas_get_corename() -> *const c_char;
}

/// Why OpenBLAS cannot be used; looked into once, before its first call. A library built for one kind of processor
/// would end the program on a lesser one with an illegal instruction.
pub(crate) fn check() -> Result<(), String> {
    static RESULT: OnceLock<Result<(), String>> = OnceLock::new();
    RESULT
        .get_or_init(|| {
            let needed = option_env!("UFUNC_OPENBLAS_FEATURES").unwrap_or_default();
            let core = option_env!("UFUNC_OPENBLAS_CORE").unwrap_or_default();
            suits(core, needed, has)?;
            // SAFETY: the function takes any number.
            unsafe { openblas_set_num_threads(1) };
            Ok(())
        })
        .clone()
}

/// Whether `dgemm` has the kernels of Haswell.
pub(super) fn has_plain_sums() -> bool {
    static RESULT: OnceLock<bool> = OnceLock::new();
    *RESULT.get_or_init(|| {
        // SAFETY: the function gives a text that lives as long as the program.
        let name = unsafe { CStr::from_ptr(openblas_get_corename()) };
        [&b"haswell"[..], b"zen"].iter().any(|known| name.to_bytes().eq_ignore_ascii_case(known))
    })
}

/// Whether a library for `core` runs where `has` says which features there are.
fn suits(core: &str, needed: &str, has: impl Fn(&str) -> bool) -> Result<(), String> {
    let lacking: Vec<&str> =
        needed.split(',').filter(|feature| !feature.is_empty() && !has(feature)).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the library was built for {core} processors, and this one lacks {}; run `cargo xtask build-blas` on this \
         machine, or with `--dynamic-arch` for a library that suits itself to the processor",
        lacking.join(", ")
    ))
}

#[cfg(target_arch = "x86_64")]
fn has(feature: &str) -> bool {
    macro_rules! detected {
        ($($name:tt)+) => {
            match feature {
                $($name => std::arch::is_x86_feature_detected!($name),)+
                "avx512fp16" => has_fp16(),
                _ => false,
            }
        };
    }
    detected!("sse3" "ssse3" "sse4.1" "sse4.2" "avx" "avx2" "fma" "avx512f" "avx512cd" "avx512bw" "avx512dq" "avx512vl"
        "avx512vnni" "avx512bf16")
}

/// Intel's manual, volume 2A, CPUID leaf 7: bit 23 of EDX. Its registers are saved by the system if those of AVX-512 are.
#[cfg(target_arch = "x86_64")]
fn has_fp16() -> bool {
    if !std::arch::is_x86_feature_detected!("avx512f") {
        return false;
    }
    std::arch::x86_64::__cpuid_count(7, 0).edx & (1 << 23) != 0
}

#[cfg(not(target_arch = "x86_64"))]
fn has(_: &str) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_library_for_a_better_processor_is_refused() {
        let error = suits("SKYLAKEX", "avx2,fma,avx512f", |feature| feature != "avx512f").unwrap_err();
        assert!(
            error.starts_with("the library was built for SKYLAKEX processors, and this one lacks avx512f;")
        );
        assert_eq!(suits("HASWELL", "avx2,fma", |_| true), Ok(()));
        assert_eq!(suits("", "", |_| false), Ok(()));
    }
}
