//! The numbers that matrices are made of.

use fearless_simd::Simd;
use ndarray::NdFloat;

use super::backend::{Backend, Routines};
use super::level1::{Registers, sum_in_registers};

/// `f32` and `f64`, the elements of vectors and matrices. No other type can implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an element of matrices",
    label = "neither `f32` nor `f64`",
    note = "linear algebra is compiled for `f32` and `f64`"
)]
pub trait Element: NdFloat + Default + sealed::Backed {}

impl Element for f32 {}
impl Element for f64 {}

pub(super) use sealed::Backed;

mod sealed {
    use super::{Backend, Registers, Routines, Simd};

    /// What the module needs to know of an element type and users do not.
    #[allow(unnameable_types, reason = "seals `Element`")]
    pub trait Backed: Sized + 'static {
        /// The unit roundoff times two: the distance from 1 to the next number.
        const EPSILON: Self;
        /// The least positive normal number.
        const TINY: Self;
        /// The greatest finite number.
        const HUGE: Self;
        /// A sum of terms, in native registers.
        #[doc(hidden)]
        #[allow(private_bounds, reason = "only this crate can call it")]
        fn sum<S: Simd, K: Registers>(s: S, x: &[Self], y: &[Self]) -> Self;
        /// What a backend computes for this type.
        #[doc(hidden)]
        #[allow(private_interfaces, reason = "only this crate can call it")]
        fn routines(backend: Backend) -> &'static dyn Routines<Self>;
    }
}

macro_rules! backed {
    ($($t:ident $register:ident)+) => {$(
        impl sealed::Backed for $t {
            const EPSILON: $t = $t::EPSILON;
            const TINY: $t = $t::MIN_POSITIVE;
            const HUGE: $t = $t::MAX;

            #[inline(always)]
            #[allow(private_bounds, reason = "only this crate can call it")]
            fn sum<S: Simd, K: Registers>(s: S, x: &[$t], y: &[$t]) -> $t {
                sum_in_registers::<S, $t, S::$register, K>(s, x, y)
            }

            #[allow(private_interfaces, reason = "only this crate can call it")]
            fn routines(backend: Backend) -> &'static dyn Routines<$t> {
                match backend {
                    #[cfg(feature = "linalg")]
                    Backend::Embedded => &super::backend::embedded::Embedded,
                    #[cfg(feature = "openblas")]
                    Backend::OpenBlas => &super::backend::openblas::OpenBlas,
                    #[cfg(not(all(feature = "linalg", feature = "openblas")))]
                    other => unreachable!("`{other}` was refused when it was chosen"),
                }
            }
        }
    )+};
}

backed!(f32 f32s f64 f64s);
