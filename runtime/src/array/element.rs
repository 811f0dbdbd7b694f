//! Element types as values, for code that is the same for all of them.

use std::any::TypeId;

use crate::simd::Element;

/// The element type of an erased operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ElementType {
    F32,
    F64,
    I32,
    I64,
    U32,
    U64,
    Bool,
}

impl ElementType {
    /// The value for `T`; folds to a constant.
    #[inline(always)]
    pub(crate) fn of<T: Element>() -> Self {
        let id = TypeId::of::<T>();
        let types = [
            (TypeId::of::<f32>(), ElementType::F32),
            (TypeId::of::<f64>(), ElementType::F64),
            (TypeId::of::<i32>(), ElementType::I32),
            (TypeId::of::<i64>(), ElementType::I64),
            (TypeId::of::<u32>(), ElementType::U32),
            (TypeId::of::<u64>(), ElementType::U64),
        ];
        for (candidate, element_type) in types {
            if id == candidate {
                return element_type;
            }
        }
        assert!(id == TypeId::of::<bool>(), "{} is not an element type", T::NAME);
        ElementType::Bool
    }

    /// Bytes of one element.
    #[inline(always)]
    pub(crate) const fn size(self) -> usize {
        match self {
            ElementType::F64 | ElementType::I64 | ElementType::U64 => 8,
            ElementType::F32 | ElementType::I32 | ElementType::U32 => 4,
            ElementType::Bool => 1,
        }
    }
}
