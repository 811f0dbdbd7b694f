//! Every function: where its arguments lie, the standard library's way to compute it, its name in C.

use crate::case::Case;

/// What the standard library's functions may be away from the truth, in units of the last place, where nothing else is
/// said.
const STD_BOUND: f64 = 2.0;

/// One function: its path in `ufunc`, its arguments with their ranges, then what of `std` and `c` there is; `within` is
/// the error of the standard library's where its formula is worse than usual in that range.
macro_rules! case {
    ($T:ident, $module:ident::$name:ident($x:ident: $low:literal..$high:literal)
        $(, std $std:expr $(, within $bound:literal)?)? $(, c $c:literal)?) => {
        Case::<$T> {
            name: concat!(stringify!($module), "::", stringify!($name)),
            ranges: [($low, $high); 2],
            ours: |options, xs, _, out| {
                ufunc::$module::$name::into_with(options, xs, out).expect("one shape");
            },
            std: case!(@last None $(, Some((
                |xs, _, out| {
                    for (out, $x) in out.iter_mut().zip(xs) {
                        *out = $std;
                    }
                },
                case!(@last STD_BOUND $(, $bound)?),
            )))?),
            c_name: case!(@last None $(, Some($c))?),
        }
    };
    ($T:ident, $module:ident::$name:ident($x:ident: $low:literal..$high:literal, $y:ident: $low_y:literal..$high_y:literal)
        $(, std $std:expr $(, within $bound:literal)?)? $(, c $c:literal)?) => {
        Case::<$T> {
            name: concat!(stringify!($module), "::", stringify!($name)),
            ranges: [($low, $high), ($low_y, $high_y)],
            ours: |options, xs, ys, out| {
                ufunc::$module::$name::into_with(options, xs, ys, out).expect("one shape");
            },
            std: case!(@last None $(, Some((
                |xs, ys, out| {
                    for ((out, $x), $y) in out.iter_mut().zip(xs).zip(ys) {
                        *out = $std;
                    }
                },
                case!(@last STD_BOUND $(, $bound)?),
            )))?),
            c_name: case!(@last None $(, Some($c))?),
        }
    };
    (@last $default:expr) => { $default };
    (@last $default:expr, $value:expr) => { $value };
}

macro_rules! cases {
    ($cases:ident, $T:ident) => {
        pub(crate) fn $cases() -> Vec<Case<$T>> {
            vec![
                case!($T, math::exp(x: -80.0..80.0), std x.exp(), c "exp"),
                case!($T, math::exp2(x: -120.0..120.0), std x.exp2(), c "exp2"),
                case!($T, math::exp10(x: -36.0..36.0), c "exp10"),
                case!($T, math::exp_m1(x: -8.0..8.0), std x.exp_m1(), c "expm1"),
                case!($T, math::ln(x: 0.0001..1000.0), std x.ln(), c "log"),
                case!($T, math::log2(x: 0.0001..1000.0), std x.log2(), c "log2"),
                case!($T, math::log10(x: 0.0001..1000.0), std x.log10(), c "log10"),
                case!($T, math::ln_1p(x: -0.9..100.0), std x.ln_1p(), c "log1p"),
                case!($T, math::pow(x: 0.001..100.0, y: -10.0..10.0), std x.powf(*y), c "pow"),
                case!($T, math::cbrt(x: -1000.0..1000.0), std x.cbrt(), c "cbrt"),
                case!($T, math::rsqrt(x: 0.001..1000.0)),
                case!($T, math::hypot(x: -100.0..100.0, y: -100.0..100.0), std x.hypot(*y), c "hypot"),
                case!($T, math::sin(x: -10.0..10.0), std x.sin(), c "sin"),
                case!($T, math::cos(x: -10.0..10.0), std x.cos(), c "cos"),
                case!($T, math::tan(x: -10.0..10.0), std x.tan(), c "tan"),
                case!($T, math::sin_pi(x: -10.0..10.0), c "sinpi"),
                case!($T, math::cos_pi(x: -10.0..10.0), c "cospi"),
                case!($T, math::tan_pi(x: -10.0..10.0)),
                case!($T, math::sinc(x: -10.0..10.0)),
                case!($T, math::asin(x: -1.0..1.0), std x.asin(), c "asin"),
                case!($T, math::acos(x: -1.0..1.0), std x.acos(), c "acos"),
                case!($T, math::atan(x: -10.0..10.0), std x.atan(), c "atan"),
                case!($T, math::atan2(y: -10.0..10.0, x: -10.0..10.0), std y.atan2(*x), c "atan2"),
                case!($T, math::sinh(x: -8.0..8.0), std x.sinh(), c "sinh"),
                case!($T, math::cosh(x: -8.0..8.0), std x.cosh(), c "cosh"),
                case!($T, math::tanh(x: -8.0..8.0), std x.tanh(), c "tanh"),
                case!($T, math::asinh(x: -100.0..100.0), std x.asinh(), within 4.0, c "asinh"),
                case!($T, math::acosh(x: 1.1..100.0), std x.acosh(), within 16.0, c "acosh"),
                case!($T, math::atanh(x: -0.99..0.99), std x.atanh(), within 32.0, c "atanh"),
                case!($T, math::sigmoid(x: -20.0..20.0)),
                case!($T, math::logit(x: 0.001..0.999)),
                case!($T, math::softplus(x: -20.0..20.0)),
                case!($T, math::log_add_exp(x: -20.0..20.0, y: -20.0..20.0)),
                case!($T, special::erf(x: -3.0..3.0), c "erf"),
                case!($T, special::erfc(x: -3.0..6.0), c "erfc"),
                case!($T, special::gamma(x: -3.5..20.0), c "tgamma"),
                case!($T, special::ln_gamma(x: 0.1..100.0), c "lgamma"),
            ]
        }
    };
}

cases!(f64_cases, f64);
cases!(f32_cases, f32);
