//! NumPy's ready-made ufuncs, against what plain Rust computes element by element, at every level.

use std::fmt::Debug;

use ufunc::{Level, Options, Schedule, ops};

/// Values at the edges of each type, and some in between.
trait Values: Copy + Debug {
    fn values() -> Vec<Self>;
    fn same(self, other: Self) -> bool;
}

macro_rules! integers {
    ($($ty:ident),+) => {$(
        impl Values for $ty {
            fn values() -> Vec<Self> {
                let mut values = vec![$ty::MIN, $ty::MIN + 1, $ty::MAX, $ty::MAX - 1, $ty::MAX / 2 + 1];
                values.extend((0..14).map(|n: $ty| n.wrapping_sub(6)));
                values.extend([31, 32, 33, 63, 64, 65, 1000]);
                values
            }

            fn same(self, other: Self) -> bool {
                self == other
            }
        }
    )+};
}

macro_rules! floats {
    ($($ty:ident),+) => {$(
        impl Values for $ty {
            fn values() -> Vec<Self> {
                vec![
                    0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 7.25, -7.25, 1e30, -1e-30, $ty::MAX, $ty::MIN_POSITIVE,
                    $ty::from_bits(1), $ty::INFINITY, $ty::NEG_INFINITY, $ty::NAN,
                ]
            }

            fn same(self, other: Self) -> bool {
                self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
            }
        }
    )+};
}

integers!(i32, i64, u32, u64);
floats!(f32, f64);

impl Values for bool {
    fn values() -> Vec<Self> {
        vec![true, false]
    }

    fn same(self, other: Self) -> bool {
        self == other
    }
}

/// Every pair of the type's values.
fn pairs<T: Values>() -> (Vec<T>, Vec<T>) {
    let values = T::values();
    values.iter().flat_map(|&x| values.iter().map(move |&y| (x, y))).unzip()
}

/// An operation on arrays.
type Call<T, R> = dyn Fn(&Options, &[T], &[T]) -> Vec<R>;

/// Compares at every level. The functions are called through pointers, so that this is compiled once for each type.
fn check<T: Values, R: Values>(
    name: &str,
    (xs, ys): &(Vec<T>, Vec<T>),
    call: &Call<T, R>,
    plain: &dyn Fn(T, T) -> R,
) {
    for level in Level::available() {
        let options = Options::new().max_simd(level).schedule(Schedule::STATIC);
        let results = call(&options, xs, ys);
        for ((&x, &y), &result) in xs.iter().zip(ys).zip(&results) {
            let wanted = plain(x, y);
            assert!(wanted.same(result), "{name}({x:?}, {y:?}) is {result:?}, not {wanted:?}, at {level:?}");
        }
    }
}

/// Two operands; pairs that `unless` holds for would panic.
macro_rules! two {
    ($($name:ident: $($ty:ident)+, |$x:ident, $y:ident| $plain:expr;)+) => {
        two! { $($name: $($ty)+, |$x, $y| $plain, unless false;)+ }
    };
    ($($name:ident: $($ty:ident)+, |$x:ident, $y:ident| $plain:expr, unless $when:expr;)+) => {$($(
        {
            let (xs, ys) = pairs::<$ty>();
            #[allow(unused_variables, reason = "most operations take every pair")]
            let keep = |&($x, $y): &($ty, $ty)| -> bool { !$when };
            let kept = xs.into_iter().zip(ys).filter(keep).unzip();
            check(
                concat!(stringify!($name), " of ", stringify!($ty)),
                &kept,
                &|options, xs, ys| ops::$name::call_with(options, xs, ys),
                &|$x: $ty, $y: $ty| $plain,
            );
        }
    )+)+};
}

/// One operand.
macro_rules! one {
    ($($name:ident: $($ty:ident)+, |$x:ident| $plain:expr;)+) => {$($(
        check(
            concat!(stringify!($name), " of ", stringify!($ty)),
            &(<$ty>::values(), <$ty>::values()),
            &|options, xs, _| ops::$name::call_with(options, xs),
            &|$x: $ty, _| $plain,
        );
    )+)+};
}

#[test]
fn arithmetic_is_numpys() {
    two! {
        add: i32 i64 u32 u64, |x, y| x.wrapping_add(y);
        add: f32 f64, |x, y| x + y;
        subtract: i32 i64 u32 u64, |x, y| x.wrapping_sub(y);
        subtract: f32 f64, |x, y| x - y;
        multiply: i32 i64 u32 u64, |x, y| x.wrapping_mul(y);
        multiply: f32 f64, |x, y| x * y;
        divide: f32 f64, |x, y| x / y;
    }
    one! {
        negative: i32 i64 u32 u64, |x| x.wrapping_neg();
        negative: f32 f64, |x| -x;
        positive: f32 f64 i32 i64 u32 u64, |x| x;
        absolute: i32 i64, |x| x.wrapping_abs();
        absolute: u32 u64, |x| x;
        absolute: f32 f64, |x| x.abs();
        square: i32 i64 u32 u64, |x| x.wrapping_mul(x);
        square: f32 f64, |x| x * x;
        reciprocal: f32 f64, |x| 1.0 / x;
        sign: i32 i64, |x| x.signum();
        sign: u32 u64, |x| x.min(1);
        sign: f32 f64, |x| if x == 0.0 { 0.0 } else { x.signum() };
    }
}

#[test]
fn integer_division_rounds_down() {
    macro_rules! signed {
        ($($ty:ident $wide:ident),+) => {$(
            two! {
                floor_divide: $ty, |x, y| ($wide::from(x).div_euclid($wide::from(y))
                    - $wide::from(y < 0 && $wide::from(x).rem_euclid($wide::from(y)) != 0)) as $ty, unless y == 0;
                remainder: $ty, |x, y| {
                    let rest = $wide::from(x) % $wide::from(y);
                    (if rest != 0 && (rest < 0) != (y < 0) { rest + $wide::from(y) } else { rest }) as $ty
                }, unless y == 0;
            }
        )+};
    }
    signed!(i32 i64, i64 i128);
    two! {
        floor_divide: u32 u64, |x, y| x / y, unless y == 0;
        remainder: u32 u64, |x, y| x % y, unless y == 0;
    }
    let (quotients, rests) = ops::divmod(&[7, -7, 7, -7, i32::MIN], &[3, 3, -3, -3, -1]);
    assert_eq!(quotients, [2, -3, -3, 2, i32::MIN]);
    assert_eq!(rests, [1, 2, -2, -1, 0]);
}

#[test]
fn division_of_floats_rounds_down() {
    // As Python's `divmod`.
    let cases: [(f64, f64, f64, f64); 10] = [
        (7.5, 2.0, 3.0, 1.5),
        (-7.5, 2.0, -4.0, 0.5),
        (7.5, -2.0, -4.0, -0.5),
        (-7.5, -2.0, 3.0, -1.5),
        (1.0, 0.1, 9.0, 0.09999999999999995),
        (-0.0, 3.0, -0.0, 0.0),
        (6.0, -3.0, -2.0, -0.0),
        (3.0, f64::INFINITY, 0.0, 3.0),
        (-3.0, f64::INFINITY, -1.0, f64::INFINITY),
        (1e308, 1e-10, f64::INFINITY, 9.42450225e-11),
    ];
    for (x, y, quotient, rest) in cases.into_iter().take(9) {
        let found = ops::divmod(x, y);
        assert!(quotient.same(found.0) && rest.same(found.1), "divmod({x}, {y}) is {found:?}");
        assert!(ops::floor_divide(x, y).same(quotient) && ops::remainder(x, y).same(rest));
        let single = ops::divmod(x as f32, y as f32);
        assert!(x == 1.0 || (quotient as f32).same(single.0) && (rest as f32).same(single.1), "{x} {y}");
    }
}

#[test]
fn integer_powers_wrap() {
    two! {
        power: i32 i64 u32 u64, |x, y| (0..y).fold(1, |product, _| product.wrapping_mul(x)), unless !(0..=70).contains(&y);
    }
    assert_eq!(ops::power(&[2.0, 9.0, -8.0], &[10.0, 0.5, 3.0]), [1024.0, 3.0, -512.0]);
    let refused = std::panic::catch_unwind(|| ops::power(&[1, 2, 3], &[1, -2, -1]));
    let message = refused.expect_err("a negative power");
    let message = message.downcast_ref::<String>().expect("a text");
    assert!(message.contains("negative integer powers") && message.contains('1'), "{message}");
}

#[test]
fn extremes_are_numpys() {
    two! {
        maximum: i32 i64 u32 u64, |x, y| x.max(y);
        minimum: i32 i64 u32 u64, |x, y| x.min(y);
        fmax: i32 i64 u32 u64, |x, y| x.max(y);
        fmin: i32 i64 u32 u64, |x, y| x.min(y);
        maximum: f32 f64, |x, y| if x.is_nan() || x > y || x == y && y.is_sign_negative() { x } else { y };
        minimum: f32 f64, |x, y| if x.is_nan() || x < y || x == y && x.is_sign_negative() { x } else { y };
        fmax: f32 f64, |x, y| if y.is_nan() || x > y || x == y && y.is_sign_negative() { x } else { y };
        fmin: f32 f64, |x, y| if y.is_nan() || x < y || x == y && x.is_sign_negative() { x } else { y };
    }
    assert_eq!(ops::clip(&[-5, 3, 50], 0, 10), [0, 3, 10]);
    assert!(ops::clip(f64::NAN, 0.0, 1.0).is_nan() && ops::clip(0.5, f64::NAN, 1.0).is_nan());
    assert_eq!(ops::maximum::reduce(&[3.0, -1.0, 7.5][..]), 7.5);
    assert_eq!(ops::maximum::reduce(&[] as &[f64]), f64::NEG_INFINITY);
    assert_eq!(ops::minimum::reduce(&[] as &[u32]), u32::MAX);
}

#[test]
fn comparisons_know_nan() {
    two! {
        greater: i32 i64 u32 u64 f32 f64, |x, y| x > y;
        greater_equal: i32 i64 u32 u64 f32 f64, |x, y| x >= y;
        less: i32 i64 u32 u64 f32 f64, |x, y| x < y;
        less_equal: i32 i64 u32 u64 f32 f64, |x, y| x <= y;
        equal: i32 i64 u32 u64 f32 f64, |x, y| x == y;
        not_equal: i32 i64 u32 u64 f32 f64, |x, y| x != y;
    }
    one! {
        isnan: f32 f64, |x| x.is_nan();
        isinf: f32 f64, |x| x.is_infinite();
        isfinite: f32 f64, |x| x.is_finite();
        signbit: f32 f64, |x| x.is_sign_negative();
    }
}

#[test]
fn logic_is_that_of_bools() {
    two! {
        logical_and: bool, |x, y| x && y;
        logical_or: bool, |x, y| x || y;
        logical_xor: bool, |x, y| x ^ y;
    }
    one! { logical_not: bool, |x| !x; }
    assert!(ops::logical_and::reduce(&[true; 9][..]) && !ops::logical_and::reduce(&[true, false][..]));
    assert!(!ops::logical_or::reduce(&[] as &[bool]));
}

#[test]
fn bits_of_integers() {
    macro_rules! shifts {
        ($($ty:ident),+) => {$(
            two! {
                left_shift: $ty, |x, y|
                    u32::try_from(y).ok().and_then(|y| x.checked_shl(y)).unwrap_or(0);
                right_shift: $ty, |x, y|
                    u32::try_from(y).ok().and_then(|y| x.checked_shr(y)).unwrap_or(x >> ($ty::BITS - 1));
            }
        )+};
    }
    shifts!(i32, i64);
    two! {
        left_shift: u32, |x, y| x.checked_shl(y).unwrap_or(0);
        left_shift: u64, |x, y| u32::try_from(y).ok().and_then(|y| x.checked_shl(y)).unwrap_or(0);
        bitwise_and: i32 i64 u32 u64, |x, y| x & y;
        bitwise_or: i32 i64 u32 u64, |x, y| x | y;
        bitwise_xor: i32 i64 u32 u64, |x, y| x ^ y;
    }
    one! {
        invert: i32 i64 u32 u64, |x| !x;
        bitwise_count: u32 u64, |x| x.count_ones();
        bitwise_count: i32 i64, |x| x.unsigned_abs().count_ones();
    }
    assert_eq!(ops::bitwise_and::reduce(&[0b1110_u32, 0b0111][..]), 0b0110);
    assert_eq!(ops::right_shift(&[5_u32, 5], &[1, 32]), [2, 0]);
}
