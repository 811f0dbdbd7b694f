//! The gang of kernels without 64-bit types: two registers of 32-bit elements. Where 64-bit elements come in all the
//! same, as the indices of a gather do, they take four.

use super::parts::*;

/// Lanes at the widest level.
const MAX_LANES: usize = 32;

/// As many lanes as two native registers of 32-bit elements have.
#[derive(Debug, Clone, Copy)]
pub struct Gang32<S>(pub(super) S);

impl<S: Simd> Gang for Gang32<S> {
    const LANES: usize = 2 * <S::f32s as SimdBase<S>>::LEN;
    type Mask = Mask<S>;
    type F32 = F32<S>;
    type F64 = F64<S>;
    type I32 = I32<S>;
    type I64 = I64<S>;
    type U32 = U32<S>;
    type U64 = U64<S>;
}

gang_types! { Gang32 [a 0 => a 0 b 1, b 1 => c 2 d 3] }
mask_lanes! { Gang32, masks: Masks32 mask32s [a 0, b 1] }

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
