//! What the tests of kernels share: the same source compiled twice, run at every level, length, thread count and
//! schedule, and compared.

mod case;
mod inputs;
mod loops;
mod row;

pub use case::{Case, SMALL_LENGTHS, schedules};
pub use inputs::{f32s, f64s, i32s, i64s, u32s, u64s, values};
pub use loops::{Flat, compare_loops, settings};
pub use row::{Columns, Component, Row, Tolerance};

/// Elements of a large call: more than a block of every kind, and no multiple of anything.
pub const LARGE: usize = 100_003;

/// Emits the functions twice: in a module `plain` as they are, and in a module `lanes` under `#[ufunc]`.
///
/// Constants and other items that the functions share stand outside.
#[macro_export]
macro_rules! both {
    ($($(#[$attr:meta])* fn $name:ident $params:tt -> $ret:tt $body:tt)+) => {
        #[allow(clippy::all, dead_code, reason = "the functions stand as their users write them")]
        mod plain {
            #[allow(unused_imports, reason = "not every family shares constants")]
            use super::*;
            $($(#[$attr])* pub(crate) fn $name $params -> $ret $body)+
        }

        #[allow(clippy::all, dead_code, reason = "the functions stand as their users write them")]
        mod lanes {
            #[allow(unused_imports, reason = "not every family shares constants")]
            use super::*;
            use ::ufunc::prelude::*;
            $($(#[$attr])* #[ufunc] pub(crate) fn $name $params -> $ret $body)+
        }
    };
}

/// Compares a kernel with its plain function: `check!(f(a, b))` bit for bit, `check!(f(a, b), tolerance)` within a
/// [`Tolerance`]. The arguments are names of vectors of [`LARGE`] elements.
#[macro_export]
macro_rules! check {
    ($name:ident($($arg:ident),+)) => {
        $crate::check!($name($($arg),+), $crate::Tolerance::EXACT)
    };
    ($name:ident($($arg:ident),+), $tolerance:expr) => {
        $crate::Case {
            name: ::core::stringify!($name),
            tolerance: $tolerance,
            plain: &|i: usize| plain::$name($($arg[i]),+),
            scalar: &|i: usize| lanes::$name($($arg[i]),+),
            array: &|options: &::ufunc::Options, range: ::core::ops::Range<usize>| {
                lanes::$name::call_with(options, $(&$arg[range.clone()]),+)
            },
        }
        .run()
    };
}

/// Emits functions with loops twice: in a module `plain` as they are, and in a module `regions` with their `#[parallel]`.
///
/// What the functions share stands outside.
#[macro_export]
macro_rules! loops {
    ($($functions:tt)+) => {
        #[allow(
            clippy::all, dead_code, unused_variables,
            reason = "the functions stand as their users write them, without their clauses"
        )]
        mod plain {
            #[allow(unused_imports, reason = "not every family shares something")]
            use super::*;
            use ::ufunc_plain::parallel;
            $($functions)+
        }

        #[allow(clippy::all, dead_code, reason = "the functions stand as their users write them")]
        mod regions {
            #[allow(unused_imports, reason = "not every family shares something")]
            use super::*;
            use ::ufunc::prelude::*;
            $($functions)+
        }
    };
}

/// Compares a function of [`loops!`] with its plain form: `check_loops!(f(a, b; c, d))` calls `f(a, b, &mut c, &mut d)`
/// on copies of `c` and `d` and compares what it returns and leaves in them, bit for bit or within a [`Tolerance`].
#[macro_export]
macro_rules! check_loops {
    ($name:ident($($arg:expr),* $(; $($out:ident),+)?)) => {
        $crate::check_loops!($name($($arg),* $(; $($out),+)?), $crate::Tolerance::EXACT)
    };
    ($name:ident($($arg:expr),* $(; $($out:ident),+)?), $tolerance:expr) => {
        $crate::compare_loops(
            ::core::stringify!($name),
            $tolerance,
            &|| $crate::check_loops!(@call plain $name($($arg),* $(; $($out),+)?)),
            &|| $crate::check_loops!(@call regions $name($($arg),* $(; $($out),+)?)),
        )
    };
    (@call $form:ident $name:ident($($arg:expr),* $(; $($out:ident),+)?)) => {{
        let mut values = ::std::vec::Vec::new();
        $($(let mut $out = $out.clone();)+)?
        $crate::Flat::flatten(&$form::$name($($arg,)* $($(&mut $out),+)?), &mut values);
        $($($crate::Flat::flatten(&$out, &mut values);)+)?
        values
    }};
}
