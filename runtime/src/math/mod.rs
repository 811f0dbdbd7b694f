//! Elementary functions, written as kernels under `#[ufunc]`.
#![allow(
    clippy::neg_cmp_op_on_partial_ord,
    clippy::manual_range_contains,
    clippy::unnecessary_cast,
    reason = "a NaN must take the rare branch; kernels have no ranges; casts of `T` are casts in one of its copies"
)]

pub(crate) mod angle_units;
pub(crate) mod arcsine;
pub(crate) mod arctangent;
pub(crate) mod cardinal_sine;
pub(crate) mod cube_root;
pub(crate) mod double_double;
pub(crate) mod exponential;
pub(crate) mod exponential_bases;
pub(crate) mod exponential_minus_one;
pub(crate) mod exponential_sum;
pub(crate) mod exponential_sum_f32;
pub(crate) mod extremes;
pub(crate) mod float_parts;
pub(crate) mod hyperbolic;
pub(crate) mod hypotenuse;
pub(crate) mod integer_power;
pub(crate) mod integers;
pub(crate) mod inverse_hyperbolic;
pub(crate) mod log_base;
pub(crate) mod log_odds;
pub(crate) mod logarithm;
pub(crate) mod logarithm_base_10;
pub(crate) mod logarithm_base_2;
pub(crate) mod logarithm_extended;
pub(crate) mod logarithm_one_plus;
pub(crate) mod logarithm_product;
pub(crate) mod logistic;
pub(crate) mod neighbours;
pub(crate) mod pi_multiples;
pub(crate) mod poly;
pub(crate) mod power;
pub(crate) mod remainders;
pub(crate) mod rounding;
pub(crate) mod square_root;
pub mod table;
pub(crate) mod tangent;
pub(crate) mod trigonometric;
pub(crate) mod trigonometric_f32;

pub use crate::special::{erf, erfc, gamma, ln_gamma};
pub use angle_units::{degrees, radians};
pub use arcsine::{acos, asin};
pub use arctangent::{atan, atan2};
pub use cardinal_sine::sinc;
pub use cube_root::cbrt;
pub use exponential::exp;
pub use exponential_bases::{exp2, exp10};
pub use exponential_minus_one::exp_m1;
pub use exponential_sum::{log_add_exp, log_add_exp2};
pub use extremes::{copysign, fdim, fmax, fmin, heaviside};
pub use float_parts::{frexp, ldexp, modf};
pub use hyperbolic::{cosh, sinh, tanh};
pub use hypotenuse::hypot;
pub use integer_power::powi;
pub use integers::{gcd, isqrt, lcm};
pub use inverse_hyperbolic::{acosh, asinh, atanh};
pub use log_base::log;
pub use log_odds::logit;
pub use logarithm::ln;
pub use logarithm_base_2::log2;
pub use logarithm_base_10::log10;
pub use logarithm_one_plus::ln_1p;
pub use logarithm_product::{xlog1py, xlogy};
pub use logistic::{sigmoid, softplus};
pub use neighbours::{next_down, next_up, nextafter, spacing};
pub use pi_multiples::{cos_pi, sin_pi, tan_pi};
pub use power::pow;
pub use remainders::{fmod, rem_euclid, remainder};
pub use rounding::{ceil, floor, fract, rint, round, trunc};
pub use square_root::{rsqrt, sqrt};
pub use tangent::tan;
pub use trigonometric::{cos, sin, sin_cos};
