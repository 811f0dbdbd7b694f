//! How wide a kernel's gang is: two registers of the widest type in it.

use fearless_simd::Simd;

use super::gang_mixed::GangMixed;
use super::gang32::Gang32;
use super::gang64::Gang64;
use crate::kernel::Width;

/// Kernels of 64-bit types: as many lanes as two registers of 64-bit elements have.
#[derive(Debug, Clone, Copy)]
pub enum W64 {}

/// Kernels with types of both widths: as many lanes as [`W64`], with a mask for both.
#[derive(Debug, Clone, Copy)]
pub enum WMixed {}

/// Kernels with no type wider than 32 bits: as many lanes as two registers of 32-bit elements have.
#[derive(Debug, Clone, Copy)]
pub enum W32 {}

impl Width for W64 {
    type Gang<S: Simd> = Gang64<S>;

    #[inline(always)]
    fn gang<S: Simd>(s: S) -> Gang64<S> {
        Gang64(s)
    }
}

impl Width for WMixed {
    type Gang<S: Simd> = GangMixed<S>;

    #[inline(always)]
    fn gang<S: Simd>(s: S) -> GangMixed<S> {
        GangMixed(s)
    }
}

impl Width for W32 {
    type Gang<S: Simd> = Gang32<S>;

    #[inline(always)]
    fn gang<S: Simd>(s: S) -> Gang32<S> {
        Gang32(s)
    }
}
