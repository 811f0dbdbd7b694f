//! Kernels written by hand, as the macro would write them.
#![allow(dead_code, missing_docs, non_camel_case_types, reason = "each test uses some of them")]

use ufunc::__private as p;
use ufunc::__private::{FloatLanes, Gang, NumLanes};

const fn report(name: &'static str, widest: u32, cost: u32) -> p::Report {
    p::Report { name, file: file!(), line: 1, widest, cost, remarks: &[] }
}

/// What the macro emits besides the kernel: the function and the associated functions.
#[macro_export]
macro_rules! face {
    ($name:ident($($arg:ident $a:ident: $t:ty),+) -> ($($o:ident: $r:ty),+)) => {
        impl $name {
            #[track_caller]
            pub fn into<$($a: ::ufunc::__private::Operand<$t>,)+ $($o: ::ufunc::__private::OutputOperand<$r>),+>(
                $($arg: $a,)+ out: ($($o,)+)
            ) -> ::core::result::Result<(), ::ufunc::__private::ShapeError>
            where ($($a,)+): ::ufunc::__private::Operands<($($t,)+)> {
                ::ufunc::__private::into::<Self, (), _, _>(($($arg,)+), out)
            }

            #[track_caller]
            pub fn into_with<$($a: ::ufunc::__private::Operand<$t>,)+ $($o: ::ufunc::__private::OutputOperand<$r>),+>(
                options: &::ufunc::Options, $($arg: $a,)+ out: ($($o,)+)
            ) -> ::core::result::Result<(), ::ufunc::__private::ShapeError>
            where ($($a,)+): ::ufunc::__private::Operands<($($t,)+)> {
                ::ufunc::__private::into_with::<Self, (), _, _>(options, ($($arg,)+), out)
            }

            #[track_caller]
            pub fn try_call<$($a: ::ufunc::__private::Operand<$t>),+>($($arg: $a),+) -> ::core::result::Result<
                ::ufunc::__private::Output<($($a,)+), ($($t,)+), ($($r,)+)>, ::ufunc::__private::ShapeError>
            where ($($a,)+): ::ufunc::__private::Operands<($($t,)+)> {
                ::ufunc::__private::try_call::<Self, (), _>(($($arg,)+))
            }

            #[track_caller]
            pub fn call_with<$($a: ::ufunc::__private::Operand<$t>),+>(options: &::ufunc::Options, $($arg: $a),+)
                -> ::ufunc::__private::Output<($($a,)+), ($($t,)+), ($($r,)+)>
            where ($($a,)+): ::ufunc::__private::Operands<($($t,)+)> {
                ::ufunc::__private::call_with::<Self, (), _>(options, ($($arg,)+))
            }
        }

        #[track_caller]
        pub fn $name<$($a: ::ufunc::__private::Operand<$t>),+>($($arg: $a),+)
            -> ::ufunc::__private::Output<($($a,)+), ($($t,)+), ($($r,)+)>
        where ($($a,)+): ::ufunc::__private::Operands<($($t,)+)> {
            ::ufunc::__private::call::<$name, (), _>(($($arg,)+))
        }
    };
}

/// `x + y`.
#[derive(Debug)]
pub enum add {}

impl p::Kernel<()> for add {
    type Args = (f64, f64);
    type Ret = (f64,);
    type Width = p::W64;
    const REPORT: p::Report = report("add", 64, 1);

    #[inline(always)]
    fn lanes<G: Gang>(_g: G, m: G::Mask, (x, y): (G::F64, G::F64)) -> (G::F64,) {
        (x.add::<false>(y, m),)
    }
}

face!(add(x A0: f64, y A1: f64) -> (O0: f64));

/// A few hundred operations on `x` and `y`, which show every difference in the bits.
#[derive(Debug)]
pub enum busy {}

impl p::Kernel<()> for busy {
    type Args = (f64, f64);
    type Ret = (f64,);
    type Width = p::W64;
    const REPORT: p::Report = report("busy", 64, 200);

    #[inline(always)]
    fn lanes<G: Gang>(_g: G, m: G::Mask, (x, y): (G::F64, G::F64)) -> (G::F64,) {
        let mut z = x;
        for _ in 0..50 {
            z = z.mul_add(y, x).sqrt().add::<false>(y, m);
            z = z.div(x.add::<false>(z, m), m);
        }
        (z,)
    }
}

face!(busy(x A0: f64, y A1: f64) -> (O0: f64));

/// The scalar function that `busy` was.
pub fn busy_scalar(x: f64, y: f64) -> f64 {
    let mut z = x;
    for _ in 0..50 {
        z = z.mul_add(y, x).sqrt() + y;
        z /= x + z;
    }
    z
}

/// `x - 2 y + 3 z`, of three types; and whether `x < y as f64`.
#[derive(Debug)]
pub enum mixed {}

impl p::Kernel<()> for mixed {
    type Args = (f64, i32, f32);
    type Ret = (f64, bool);
    type Width = p::W64;
    const REPORT: p::Report = report("mixed", 64, 6);

    #[inline(always)]
    fn lanes<G: Gang>(g: G, m: G::Mask, (x, y, z): (G::F64, G::I32, G::F32)) -> (G::F64, G::Mask) {
        use p::Lanes;
        let (y, z) = (y.to_f64(), z.to_f64());
        let sum = x
            .sub::<false>(G::F64::splat(g, 2.0).mul::<false>(y, m), m)
            .add::<false>(G::F64::splat(g, 3.0).mul::<false>(z, m), m);
        (sum, x.lt(y))
    }
}

face!(mixed(x A0: f64, y A1: i32, z A2: f32) -> (O0: f64, O1: bool));

/// The scalar function that `mixed` was.
pub fn mixed_scalar(x: f64, y: i32, z: f32) -> (f64, bool) {
    (x - 2.0 * f64::from(y) + 3.0 * f64::from(z), x < f64::from(y))
}

/// `x / y` of integers.
#[derive(Debug)]
pub enum quotient {}

impl p::Kernel<()> for quotient {
    type Args = (i32, i32);
    type Ret = (i32,);
    type Width = p::W32;
    const REPORT: p::Report = report("quotient", 32, 8);

    #[inline(always)]
    fn lanes<G: Gang>(_g: G, m: G::Mask, (x, y): (G::I32, G::I32)) -> (G::I32,) {
        (x.div(y, m),)
    }
}

face!(quotient(x A0: i32, y A1: i32) -> (O0: i32));

/// `!x`.
#[derive(Debug)]
pub enum negate {}

impl p::Kernel<()> for negate {
    type Args = (bool,);
    type Ret = (bool,);
    type Width = p::W32;
    const REPORT: p::Report = report("negate", 32, 1);

    #[inline(always)]
    fn lanes<G: Gang>(_g: G, _m: G::Mask, (x,): (G::Mask,)) -> (G::Mask,) {
        (p::Mask::not(x),)
    }
}

face!(negate(x A0: bool) -> (O0: bool));

/// `x * y + x`, of either float.
#[derive(Debug)]
pub enum generic {}

macro_rules! generic {
    ($($float:ident $lanes:ident $width:ident $bits:literal),+) => {$(
        impl p::Kernel<$float> for generic {
            type Args = ($float, $float);
            type Ret = ($float,);
            type Width = p::$width;
            const REPORT: p::Report = report(concat!("generic<", stringify!($float), ">"), $bits, 2);

            #[inline(always)]
            fn lanes<G: Gang>(_g: G, m: G::Mask, (x, y): (G::$lanes, G::$lanes)) -> (G::$lanes,) {
                (x.mul::<false>(y, m).add::<false>(x, m),)
            }
        }
    )+};
}

generic!(f32 F32 W32 32, f64 F64 W64 64);

#[track_caller]
pub fn generic<T: p::Float, A0: p::Operand<T>, A1: p::Operand<T>>(
    x: A0,
    y: A1,
) -> p::Output<(A0, A1), (T, T), (T,)>
where
    generic: p::Kernel<T, Args = (T, T), Ret = (T,)>,
    (A0, A1): p::Operands<(T, T)>,
{
    p::call::<generic, T, _>((x, y))
}

impl p::Associative<()> for add {
    type Elem = f64;
    const IDENTITY: f64 = 0.0;
}

/// `x + y` of integers, which panics when it overflows.
#[derive(Debug)]
pub enum checked {}

impl p::Kernel<()> for checked {
    type Args = (i32, i32);
    type Ret = (i32,);
    type Width = p::W32;
    const REPORT: p::Report = report("checked", 32, 1);

    #[inline(always)]
    fn lanes<G: Gang>(_g: G, m: G::Mask, (x, y): (G::I32, G::I32)) -> (G::I32,) {
        (x.add::<true>(y, m),)
    }
}

impl p::Associative<()> for checked {
    type Elem = i32;
    const IDENTITY: i32 = 0;
}

face!(checked(x A0: i32, y A1: i32) -> (O0: i32));

/// Settings for every instruction set, 1, 2 and 5 threads and every schedule, for calls of any length.
pub fn all_options() -> Vec<ufunc::Options> {
    use ufunc::Schedule;
    let schedules = [
        Schedule::STATIC,
        Schedule::STATIC.with_chunk(100),
        Schedule::DYNAMIC,
        Schedule::DYNAMIC.with_chunk(1),
        Schedule::GUIDED,
        Schedule::Auto,
        Schedule::Runtime,
    ];
    let mut all = Vec::new();
    for level in ufunc::Level::available() {
        for threads in [1, 2, 5] {
            for schedule in schedules {
                let options = ufunc::Options::new().max_simd(level).min_parallel_len(0);
                all.push(options.threads(threads).schedule(schedule));
            }
        }
    }
    all
}
