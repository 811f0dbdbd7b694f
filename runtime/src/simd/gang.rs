//! What a gang is: the lanes that run a kernel in lock step, and the type of each element in them.
//!
//! Generated code is generic over [`Gang`]; it never names an instruction set or a register type.

use super::lanes::{FloatLanes, IntLanes, Lanes, Mask};

/// A gang of lanes on one instruction set.
///
/// The value itself has no size: it proves that the instruction set is there, and gives splats and
/// loads a place to start from.
pub trait Gang: Copy + core::fmt::Debug + Send + Sync + 'static {
    /// Lanes that run in lock step.
    const LANES: usize;
    /// `bool` in every lane, and the mask under which statements run.
    type Mask: Mask<Self>;
    /// `f32` in every lane.
    type F32: FloatLanes<Self, Elem = f32, Bits = Self::U32>;
    /// `f64` in every lane.
    type F64: FloatLanes<Self, Elem = f64, Bits = Self::U64>;
    /// `i32` in every lane.
    type I32: IntLanes<Self, Elem = i32, Unsigned = Self::U32>;
    /// `i64` in every lane.
    type I64: IntLanes<Self, Elem = i64, Unsigned = Self::U64>;
    /// `u32` in every lane.
    type U32: IntLanes<Self, Elem = u32, Unsigned = Self::U32>;
    /// `u64` in every lane.
    type U64: IntLanes<Self, Elem = u64, Unsigned = Self::U64>;

    /// The mask with every lane on.
    #[inline(always)]
    fn all(self) -> Self::Mask {
        Self::Mask::splat(self, true)
    }

    /// The mask with every lane off.
    #[inline(always)]
    fn none(self) -> Self::Mask {
        Self::Mask::splat(self, false)
    }
}

/// A scalar type that has lanes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no lanes",
    label = "this is no number of a kernel",
    note = "the types that have lanes are f32, f64, i32, i64, u32, u64 and bool"
)]
pub trait Element: Copy + PartialEq + core::fmt::Debug + Default + Send + Sync + 'static {
    /// This type in every lane of a gang.
    type Lanes<G: Gang>: Lanes<G, Elem = Self>;
    /// Rust's name of the type.
    const NAME: &'static str;
}

macro_rules! elements {
    ($($scalar:ident => $lanes:ident),+ $(,)?) => {$(
        impl Element for $scalar {
            type Lanes<G: Gang> = G::$lanes;
            const NAME: &'static str = stringify!($scalar);
        }
    )+};
}

elements!(f32 => F32, f64 => F64, i32 => I32, i64 => I64, u32 => U32, u64 => U64, bool => Mask);

/// The lanes of a `usize`, which kernels use for indices.
#[cfg(target_pointer_width = "64")]
pub type UsizeLanes<G> = <G as Gang>::U64;
/// The lanes of an `isize`.
#[cfg(target_pointer_width = "64")]
pub type IsizeLanes<G> = <G as Gang>::I64;
/// The lanes of a `usize`, which kernels use for indices.
#[cfg(not(target_pointer_width = "64"))]
pub type UsizeLanes<G> = <G as Gang>::U32;
/// The lanes of an `isize`.
#[cfg(not(target_pointer_width = "64"))]
pub type IsizeLanes<G> = <G as Gang>::I32;
