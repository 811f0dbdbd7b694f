//! The gang of kernels with 64-bit types: two registers of 64-bit elements, one of 32-bit elements.

use super::parts::*;

/// Lanes at the widest level.
const MAX_LANES: usize = 16;

/// As many lanes as two native registers of 64-bit elements have.
#[derive(Debug, Clone, Copy)]
pub struct Gang64<S>(pub(super) S);

impl<S: Simd> Gang for Gang64<S> {
    const LANES: usize = 2 * <S::f64s as SimdBase<S>>::LEN;
    type Mask = Mask<S>;
    type F32 = F32<S>;
    type F64 = F64<S>;
    type I32 = I32<S>;
    type I64 = I64<S>;
    type U32 = U32<S>;
    type U64 = U64<S>;
}

gang_types! { Gang64 [a 0 => a 0 b 1] }
// One mask of 32-bit lanes holds all lanes. Kept as two masks of 64-bit lanes it is slower on every level: measured
// on a loop with a divergent `break`, by 1.2 (SSE2) to 1.8 times (AVX-512, where LLVM moves pairs of 8-bit masks
// through vector registers).
mask_lanes! { Gang64, native mask32s, own Masks32, from from_masks32, [a 0] }

impl<S: Simd> Mask<S> {
    #[inline(always)]
    fn to_masks32(self) -> Masks32<S> {
        self.masks
    }

    #[inline(always)]
    fn to_masks64(self) -> Masks64<S> {
        self.masks.widen()
    }

    #[inline(always)]
    fn from_masks64(s: S, masks: Masks64<S>) -> Self {
        Self { s, masks: masks.narrow() }
    }
}
