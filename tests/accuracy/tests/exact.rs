//! Functions whose results are exact or rounded once: the bits of scalar functions, at every level.

#![allow(unused_comparisons, reason = "the same text for signed and unsigned integers")]

use ufunc::{Level, math};
use ufunc_accuracy::float_type::Type;
use ufunc_accuracy::levels;
use ufunc_accuracy::random::Random;

/// Random lists of each kind.
const COUNT: usize = 6_000;

/// Special numbers, as both arguments of a pair.
const SPECIAL: [f64; 14] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -2.5,
    3.5,
    f64::INFINITY,
    -f64::INFINITY,
    f64::NAN,
    f64::MAX,
    -f64::MAX,
    f64::MIN_POSITIVE,
    -4.9e-324,
];

/// Pairs of numbers of a type: special, of all sizes, of like size, halves of integers.
fn pairs(ty: Type) -> [Vec<f64>; 2] {
    let own = |x: f64| match ty {
        Type::F32 if x.is_finite() && x.abs() > 1.0 && x.abs() > 1e30 => ty.largest().copysign(x),
        Type::F32 if x != 0.0 && x.abs() < 1e-30 => ty.smallest().copysign(x),
        _ => x,
    };
    let mut columns = [Vec::new(), Vec::new()];
    let mut push = |x, y| {
        columns[0].push(x);
        columns[1].push(y);
    };
    for x in SPECIAL {
        for y in SPECIAL {
            push(own(x), own(y));
        }
    }
    let mut random = Random::new(0xe8ac);
    for _ in 0..COUNT {
        let x = random.sign() * random.positive(ty);
        push(x, random.sign() * random.positive(ty));
        push(x, ty.round(x * random.spread(-12.0, 3.0)));
        push(
            ty.round(random.uniform(-40.0, 40.0).round() / 2.0),
            ty.round(random.uniform(-9.0, 9.0).round() / 2.0),
        );
        push(ty.round(random.uniform(-100.0, 100.0)), ty.round(random.uniform(-10.0, 10.0)));
    }
    columns
}

/// A float as it is compared: its bits, any NaN being one.
trait Bits: Copy {
    fn bits(self) -> u64;
}

impl Bits for f32 {
    fn bits(self) -> u64 {
        if self.is_nan() { u64::MAX } else { u64::from(self.to_bits()) }
    }
}

impl Bits for f64 {
    fn bits(self) -> u64 {
        if self.is_nan() { u64::MAX } else { self.to_bits() }
    }
}

/// Compares one result of a ufunc with that of a scalar function.
fn assert_same(what: &str, args: &[&dyn std::fmt::Debug], got: &[u64], expected: &[u64]) {
    assert_eq!(got, expected, "{what} of {args:?}, in bits");
}

/// A function of pairs in both types, at every level, against scalar functions.
macro_rules! check_pairs {
    ($path:path as $name:ident, $single:expr, $double:expr) => {{
        use $path as $name;
        check_pairs!(@ $name, f32, Type::F32, $single);
        check_pairs!(@ $name, f64, Type::F64, $double);
    }};
    (@ $name:ident, $t:ident, $ty:expr, $scalar:expr) => {{
        let [xs, ys] = pairs($ty).map(|column| column.into_iter().map(|x| x as $t).collect::<Vec<$t>>());
        let scalar: fn($t, $t) -> $t = $scalar;
        for level in Level::available() {
            let out: Vec<$t> = $name::call_with(&levels::options(level), &xs, &ys);
            for ((x, y), got) in xs.iter().zip(&ys).zip(out) {
                let what = format!("{} at {level}", stringify!($name));
                assert_same(&what, &[x, y], &[got.bits()], &[scalar(*x, *y).bits()]);
            }
        }
    }};
}

/// A function of one number, likewise.
macro_rules! check_numbers {
    ($path:path as $name:ident, $single:expr, $double:expr) => {{
        use $path as $name;
        check_numbers!(@ $name, f32, Type::F32, $single);
        check_numbers!(@ $name, f64, Type::F64, $double);
    }};
    (@ $name:ident, $t:ident, $ty:expr, $scalar:expr) => {{
        let xs: Vec<$t> = pairs($ty)[0].iter().map(|&x| x as $t).collect();
        let scalar: fn($t) -> $t = $scalar;
        for level in Level::available() {
            let out: Vec<$t> = $name::call_with(&levels::options(level), &xs);
            for (x, got) in xs.iter().zip(out) {
                assert_same(&format!("{} at {level}", stringify!($name)), &[x], &[got.bits()], &[scalar(*x).bits()]);
            }
        }
    }};
}

#[test]
fn rounding() {
    check_numbers!(math::rint as rint, f32::round_ties_even, f64::round_ties_even);
    check_numbers!(math::trunc as trunc, f32::trunc, f64::trunc);
    check_numbers!(math::floor as floor, f32::floor, f64::floor);
    check_numbers!(math::ceil as ceil, f32::ceil, f64::ceil);
    check_numbers!(math::round as round, f32::round, f64::round);
    check_numbers!(math::fract as fract, f32::fract, f64::fract);
}

#[test]
fn remainders() {
    check_pairs!(math::fmod as fmod, |x, y| x % y, |x, y| x % y);
    check_pairs!(math::rem_euclid as rem_euclid, f32::rem_euclid, f64::rem_euclid);
    check_pairs!(math::remainder as remainder, libm::remainderf, libm::remainder);
}

/// The distance to the neighbour further from zero.
macro_rules! spacing {
    ($t:ident) => {
        |x: $t| {
            if x == 0.0 {
                $t::from_bits(1)
            } else if x.is_infinite() {
                $t::NAN
            } else {
                (x.abs().next_up() - x.abs()).copysign(x)
            }
        }
    };
}

#[test]
fn neighbours_and_signs() {
    check_numbers!(math::next_up as next_up, f32::next_up, f64::next_up);
    check_numbers!(math::next_down as next_down, f32::next_down, f64::next_down);
    check_numbers!(math::spacing as spacing, spacing!(f32), spacing!(f64));
    check_pairs!(math::nextafter as nextafter, libm::nextafterf, libm::nextafter);
    check_pairs!(math::copysign as copysign, f32::copysign, f64::copysign);
}

/// IEEE 754's maximumNumber: of zeros the positive one.
macro_rules! greater {
    () => {
        |x, y| match (x.is_nan(), y.is_nan()) {
            (true, _) => y,
            (_, true) => x,
            _ if x > y || x == y && !x.is_sign_negative() => x,
            _ => y,
        }
    };
}

/// And minimumNumber.
macro_rules! lesser {
    () => {
        |x, y| match (x.is_nan(), y.is_nan()) {
            (true, _) => y,
            (_, true) => x,
            _ if x < y || x == y && x.is_sign_negative() => x,
            _ => y,
        }
    };
}

macro_rules! step {
    () => {
        |x, at_zero| {
            if x.is_nan() {
                x
            } else if x == 0.0 {
                at_zero
            } else if x > 0.0 {
                1.0
            } else {
                0.0
            }
        }
    };
}

#[test]
fn extremes_and_steps() {
    check_pairs!(math::fmax as fmax, greater!(), greater!());
    check_pairs!(math::fmin as fmin, lesser!(), lesser!());
    check_pairs!(math::fdim as fdim, libm::fdimf, libm::fdim);
    check_pairs!(math::heaviside as heaviside, step!(), step!());
}

/// `frexp`, `ldexp` and `modf` in one type.
macro_rules! check_parts {
    ($t:ident, $ty:expr, $frexp:path, $ldexp:path, $exponents:expr) => {{
        let xs: Vec<$t> = pairs($ty)[0].iter().map(|&x| x as $t).collect();
        let mut random = Random::new(0x1de9);
        let special = [0, 1, -1, i32::MAX, i32::MIN];
        let any = |index: usize| special.get(index % 40).copied();
        let ns: Vec<i32> = (0..xs.len())
            .map(|index| any(index).unwrap_or_else(|| random.uniform(-$exponents, $exponents) as i32))
            .collect();
        for level in Level::available() {
            let options = levels::options(level);
            let (significands, exponents): (Vec<$t>, Vec<i32>) = math::frexp::call_with(&options, &xs);
            let scaled: Vec<$t> = math::ldexp::call_with(&options, &xs, &ns);
            let (fractions, wholes): (Vec<$t>, Vec<$t>) = math::modf::call_with(&options, &xs);
            for (i, &x) in xs.iter().enumerate() {
                let (significand, exponent) = if x.is_finite() && x != 0.0 { $frexp(x) } else { (x, 0) };
                let got = [significands[i].bits(), exponents[i] as u64];
                assert_same(
                    &format!("frexp at {level}"),
                    &[&x],
                    &got,
                    &[significand.bits(), exponent as u64],
                );
                let expected = $ldexp(x, ns[i]).bits();
                assert_same(&format!("ldexp at {level}"), &[&x, &ns[i]], &[scaled[i].bits()], &[expected]);
                let fraction = if x.is_infinite() { 0.0 } else { x - x.trunc() };
                let expected = [fraction.copysign(x).bits(), x.trunc().bits()];
                assert_same(
                    &format!("modf at {level}"),
                    &[&x],
                    &[fractions[i].bits(), wholes[i].bits()],
                    &expected,
                );
            }
        }
    }};
}

#[test]
fn parts_of_floats() {
    check_parts!(f32, Type::F32, libm::frexpf, libm::ldexpf, 320.0);
    check_parts!(f64, Type::F64, libm::frexp, libm::ldexp, 2300.0);
}

/// Euclid's algorithm, on magnitudes.
fn gcd(mut x: u64, mut y: u64) -> u64 {
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x
}

macro_rules! check_integers {
    ($($t:ident)+) => {$({
        let mut random = Random::new(0x6cd);
        let mut xs: Vec<$t> = vec![0, 0, 1, $t::MIN, $t::MAX, $t::MIN, $t::MAX, 12];
        let mut ys: Vec<$t> = vec![0, 7, 0, $t::MIN, $t::MAX, 1, 2, 18];
        for _ in 0..COUNT {
            let shifts = random.bits();
            let (x, y) = (random.bits() >> (shifts % 64), random.bits() >> (shifts / 64 % 64));
            let common = random.bits() >> (40 + shifts / 4096 % 24);
            xs.extend([x as $t, (x as $t).wrapping_mul(common as $t)]);
            ys.extend([y as $t, (y as $t).wrapping_mul(common as $t)]);
        }
        // Squares and the numbers before them; what is negative has no root.
        let roots: Vec<$t> = xs.iter().flat_map(|&x| {
            let root = (x as u64 % (1 << ($t::BITS / 2 - 1))) as $t;
            [root * root, (root * root).saturating_sub(1).max(0), x.max(0)]
        }).collect();
        for level in Level::available() {
            let options = levels::options(level);
            let divisors: Vec<$t> = math::gcd::call_with(&options, &xs, &ys);
            let multiples: Vec<$t> = math::lcm::call_with(&options, &xs, &ys);
            for (i, (&x, &y)) in xs.iter().zip(&ys).enumerate() {
                let magnitude = |x: $t| if x < 0 as $t { (x as i64).unsigned_abs() } else { x as u64 };
                let (x, y) = (magnitude(x), magnitude(y));
                let divisor = gcd(x, y);
                assert_eq!(divisors[i], divisor as $t, "gcd({x}, {y}) at {level}");
                let multiple = (x / divisor.max(1)).wrapping_mul(y) as $t;
                assert_eq!(multiples[i], multiple, "lcm({x}, {y}) at {level}");
            }
            let found: Vec<$t> = math::isqrt::call_with(&options, &roots);
            for (&x, root) in roots.iter().zip(found) {
                assert_eq!(root, x.isqrt(), "isqrt({x}) at {level}");
            }
        }
    })+};
}

#[test]
fn integers() {
    check_integers!(i32 i64 u32 u64);
}
