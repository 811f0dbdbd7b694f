//! The gang of kernels of 64-bit types: two registers of 64-bit elements, one of 32-bit elements.

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
// A kernel of 64-bit types uses the first form, and the optimiser drops the other.
mask_lanes! { Gang64, masks64: Masks64 mask64s [a 0, b 1], masks32: Masks32 mask32s [a 0] }

impl<S: Simd> Mask<S> {
    #[inline(always)]
    fn to_masks64(self) -> Masks64<S> {
        self.masks64
    }

    #[inline(always)]
    fn to_masks32(self) -> Masks32<S> {
        self.masks32
    }

    #[inline(always)]
    fn from_masks64(s: S, masks: Masks64<S>) -> Self {
        Self { s, masks64: masks, masks32: masks.narrow() }
    }

    #[inline(always)]
    fn from_masks32(s: S, masks: Masks32<S>) -> Self {
        Self { s, masks64: masks.widen(), masks32: masks }
    }
}
