//! The methods of Rust's numbers that have a meaning per lane.

use crate::ir::{Class, Code, Method, Role};

use Class::{Float, Int, Num};
use Code::{Checked, Lanes, Masked};
use Role::{Same, U32, Unsigned};

const fn row(
    name: &'static str,
    on: Class,
    args: &'static [Role],
    result: Role,
    code: Code,
    cost: u32,
) -> Method {
    Method { name, on, args, result, code, cost }
}

/// A method of floats that is a kernel of the same name.
const fn kernel(name: &'static str, args: &'static [Role], cost: u32) -> Method {
    row(name, Float, args, Same, Code::Kernel { name, wide: false }, cost)
}

/// One that computes `f32` in `f64`.
const fn wide(name: &'static str, args: &'static [Role], cost: u32) -> Method {
    row(name, Float, args, Same, Code::Kernel { name, wide: true }, cost)
}

/// All of them; a name may stand twice, for floats and for integers.
pub(crate) const METHODS: &[Method] = &[
    row("abs", Num, &[], Same, Checked, 1),
    row("signum", Num, &[], Same, Lanes, 2),
    row("min", Num, &[Same], Same, Lanes, 2),
    row("max", Num, &[Same], Same, Lanes, 2),
    row("clamp", Num, &[Same, Same], Same, Masked, 4),
    row("rem_euclid", Num, &[Same], Same, Masked, 20),
    row("div_euclid", Num, &[Same], Same, Masked, 20),
    row("sqrt", Float, &[], Same, Lanes, 4),
    row("mul_add", Float, &[Same, Same], Same, Lanes, 1),
    row("floor", Float, &[], Same, Lanes, 1),
    row("ceil", Float, &[], Same, Lanes, 1),
    row("trunc", Float, &[], Same, Lanes, 1),
    row("round", Float, &[], Same, Lanes, 3),
    row("round_ties_even", Float, &[], Same, Lanes, 1),
    row("fract", Float, &[], Same, Lanes, 2),
    row("copysign", Float, &[Same], Same, Lanes, 2),
    row("recip", Float, &[], Same, Lanes, 4),
    row("to_degrees", Float, &[], Same, Lanes, 1),
    row("to_radians", Float, &[], Same, Lanes, 1),
    row("is_nan", Float, &[], Role::Bool, Lanes, 1),
    row("is_finite", Float, &[], Role::Bool, Lanes, 1),
    row("is_infinite", Float, &[], Role::Bool, Lanes, 1),
    row("is_normal", Float, &[], Role::Bool, Lanes, 2),
    row("is_subnormal", Float, &[], Role::Bool, Lanes, 2),
    row("is_sign_negative", Float, &[], Role::Bool, Lanes, 1),
    row("is_sign_positive", Float, &[], Role::Bool, Lanes, 1),
    row("to_bits", Float, &[], Unsigned, Lanes, 0),
    kernel("next_up", &[], 6),
    kernel("next_down", &[], 6),
    kernel("exp", &[], 22),
    wide("exp2", &[], 22),
    wide("exp_m1", &[], 30),
    kernel("ln", &[], 30),
    wide("log2", &[], 30),
    wide("log10", &[], 30),
    wide("ln_1p", &[], 38),
    wide("log", &[Same], 80),
    wide("cbrt", &[], 30),
    kernel("sin", &[], 40),
    kernel("cos", &[], 40),
    wide("tan", &[], 60),
    wide("asin", &[], 50),
    wide("acos", &[], 50),
    wide("atan", &[], 40),
    wide("atan2", &[Same], 50),
    wide("sinh", &[], 50),
    wide("cosh", &[], 50),
    wide("tanh", &[], 50),
    wide("asinh", &[], 70),
    wide("acosh", &[], 70),
    wide("atanh", &[], 70),
    wide("hypot", &[Same], 20),
    wide("powi", &[Role::I32], 100),
    row("powf", Float, &[Same], Same, Code::Kernel { name: "pow", wide: true }, 130),
    row("wrapping_add", Int, &[Same], Same, Lanes, 1),
    row("wrapping_sub", Int, &[Same], Same, Lanes, 1),
    row("wrapping_mul", Int, &[Same], Same, Lanes, 1),
    row("wrapping_div", Int, &[Same], Same, Masked, 20),
    row("wrapping_rem", Int, &[Same], Same, Masked, 20),
    row("wrapping_neg", Int, &[], Same, Lanes, 1),
    row("wrapping_abs", Int, &[], Same, Lanes, 1),
    row("wrapping_shl", Int, &[U32], Same, Lanes, 1),
    row("wrapping_shr", Int, &[U32], Same, Lanes, 1),
    row("wrapping_pow", Int, &[U32], Same, Lanes, 30),
    row("saturating_add", Int, &[Same], Same, Lanes, 3),
    row("saturating_sub", Int, &[Same], Same, Lanes, 3),
    row("saturating_mul", Int, &[Same], Same, Lanes, 20),
    row("abs_diff", Int, &[Same], Unsigned, Lanes, 3),
    row("unsigned_abs", Int, &[], Unsigned, Lanes, 1),
    row("pow", Int, &[U32], Same, Checked, 30),
    row("isqrt", Int, &[], Same, Masked, 20),
    row("ilog2", Int, &[], U32, Masked, 4),
    row("ilog10", Int, &[], U32, Masked, 20),
    row("is_power_of_two", Int, &[], Role::Bool, Lanes, 2),
    row("is_positive", Int, &[], Role::Bool, Lanes, 1),
    row("is_negative", Int, &[], Role::Bool, Lanes, 1),
    row("count_ones", Int, &[], U32, Lanes, 4),
    row("count_zeros", Int, &[], U32, Lanes, 4),
    row("leading_zeros", Int, &[], U32, Lanes, 4),
    row("trailing_zeros", Int, &[], U32, Lanes, 4),
    row("leading_ones", Int, &[], U32, Lanes, 4),
    row("trailing_ones", Int, &[], U32, Lanes, 4),
    row("rotate_left", Int, &[U32], Same, Lanes, 3),
    row("rotate_right", Int, &[U32], Same, Lanes, 3),
    row("swap_bytes", Int, &[], Same, Lanes, 4),
    row("reverse_bits", Int, &[], Same, Lanes, 12),
];

/// The method of this name.
pub(crate) fn find(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}

/// The function of `ufunc` that computes what this method of Rust's floats does, where the method is not stable.
pub(crate) fn function_for(name: &str) -> Option<&'static str> {
    match name {
        "erf" => Some("special::erf"),
        "erfc" => Some("special::erfc"),
        "gamma" => Some("special::gamma"),
        "ln_gamma" => Some("special::ln_gamma"),
        _ => None,
    }
}

/// Whether Rust's floats have this method, though lanes have not.
pub(crate) fn is_std(name: &str) -> bool {
    ["midpoint", "total_cmp", "to_int_unchecked"].contains(&name)
}

/// The method whose name is nearest, for a suggestion.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    METHODS
        .iter()
        .map(|method| (distance(name, method.name), method.name))
        .min()
        .filter(|(distance, _)| 2 * distance <= name.len())
        .map(|(_, near)| near)
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
