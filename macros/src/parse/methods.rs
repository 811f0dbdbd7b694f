//! The methods of Rust's numbers that have a meaning per lane.

use crate::ir::{Class, Code, Method, Role};

use Class::{Float, Int, Num};
use Code::{Checked, Kernel, Lanes, Masked};
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
    row("exp", Float, &[], Same, Kernel, 22),
    row("ln", Float, &[], Same, Kernel, 30),
    row("sin", Float, &[], Same, Kernel, 40),
    row("cos", Float, &[], Same, Kernel, 40),
    row("powi", Float, &[Role::I32], Same, Kernel, 100),
    row("hypot", Float, &[Same], Same, Kernel, 20),
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

/// Whether Rust's floats have this method, though lanes have not.
pub(crate) fn is_std(name: &str) -> bool {
    [
        "acos",
        "acosh",
        "asin",
        "asinh",
        "atan",
        "atan2",
        "atanh",
        "cbrt",
        "cosh",
        "erf",
        "erfc",
        "exp2",
        "exp_m1",
        "gamma",
        "ln_1p",
        "ln_gamma",
        "log",
        "log10",
        "log2",
        "powf",
        "sin_cos",
        "sinh",
        "tan",
        "tanh",
        "next_up",
        "next_down",
        "midpoint",
        "total_cmp",
    ]
    .contains(&name)
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
