//! The gang of kernels with types of both widths: two registers of 64-bit elements, one of 32-bit elements.
//!
//! It differs from `Gang64` in its mask alone: one native mask of 32-bit lanes holds all lanes, and is widened where
//! 64-bit elements are selected. On a loop whose condition is of `f64` and whose counter is a `u32` that is, on AVX2, half
//! the work of a mask for each width.

use super::parts::*;

/// Lanes at the widest level.
const MAX_LANES: usize = 16;

/// As many lanes as two native registers of 64-bit elements have.
#[derive(Debug, Clone, Copy)]
pub struct GangMixed<S>(pub(super) S);

impl<S: Simd> Gang for GangMixed<S> {
    const LANES: usize = 2 * <S::f64s as SimdBase<S>>::LEN;
    type Mask = Mask<S>;
    type F32 = F32<S>;
    type F64 = F64<S>;
    type I32 = I32<S>;
    type I64 = I64<S>;
    type U32 = U32<S>;
    type U64 = U64<S>;
}

gang_types! { GangMixed [a 0 => a 0 b 1] }
mask_lanes! { GangMixed, masks: Masks32 mask32s [a 0] }

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
    fn from_masks32(s: S, masks: Masks32<S>) -> Self {
        Self { s, masks }
    }

    #[inline(always)]
    fn from_masks64(s: S, masks: Masks64<S>) -> Self {
        Self { s, masks: masks.narrow() }
    }
}
