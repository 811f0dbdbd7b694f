//! `norm::isf` as a plain scalar loop over the runtime's own source.
#![allow(unsafe_code, reason = "calls code for instructions that the machine was seen to have")]

use crate::stats::norm::isf;

/// `norm::isf` of every element. The loop is compiled with fused multiply-add and AVX2, where the machine has them: the
/// algorithm is made for them, and what the compiler makes of a plain loop should not suffer from their lack.
pub fn isf_loop(q: &[f64], out: &mut [f64]) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: the machine has both.
        return unsafe { isf_loop_fma(q, out) };
    }
    isf_loop_baseline(q, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn isf_loop_fma(q: &[f64], out: &mut [f64]) {
    for (z, q) in out.iter_mut().zip(q) {
        *z = isf(*q, 0.0, 1.0);
    }
}

/// The same loop for every machine of the architecture, as cargo compiles it without flags.
pub fn isf_loop_baseline(q: &[f64], out: &mut [f64]) {
    for (z, q) in out.iter_mut().zip(q) {
        *z = isf(*q, 0.0, 1.0);
    }
}
