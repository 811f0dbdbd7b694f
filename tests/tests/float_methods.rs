//! Rust's float methods in kernels: the bits of the ufunc of the same name, at every level, in both types.

use ufunc::{Level, Options, math};

/// Of numbers that each function takes, and some that it does not.
fn arguments() -> Vec<f64> {
    let mut values =
        vec![0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 1e-310, 1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    values.extend((0..200).map(|n: i32| f64::from(n - 100) * 0.097));
    values.extend((0..50).map(|n: i32| f64::from(n + 1) * 13.7));
    values
}

trait Bits: Copy {
    fn same(self, other: Self) -> bool;
}

macro_rules! bits {
    ($($ty:ident),+) => {$(
        impl Bits for $ty {
            fn same(self, other: Self) -> bool {
                self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
            }
        }
    )+};
}

bits!(f32, f64);

fn assert_same<T: Bits + std::fmt::Debug>(name: &str, level: Level, by_method: &[T], by_function: &[T]) {
    for (at, (x, y)) in by_method.iter().zip(by_function).enumerate() {
        assert!(x.same(*y), "{name} of argument {at}: {x:?} as a method, {y:?} as a function, at {level:?}");
    }
}

/// `name(x)` against `x.name()` in a kernel for each type.
macro_rules! unary {
    ($($name:ident = $function:ident),+ $(,)?) => {
        mod unary {
            use ufunc::prelude::*;
            $(#[ufunc] pub(crate) fn $name<T: Float>(x: T) -> T { x.$name() })+
        }

        #[test]
        fn methods_of_one_number() {
            let xs = arguments();
            let singles: Vec<f32> = xs.iter().map(|&x| x as f32).collect();
            for level in Level::available() {
                let options = Options::new().max_simd(level).threads(1);
                $(
                    let name = stringify!($name);
                    let by_method: Vec<f64> = unary::$name::call_with(&options, &xs);
                    assert_same(name, level, &by_method, &math::$function::call_with(&options, &xs));
                    let by_method: Vec<f32> = unary::$name::call_with(&options, &singles);
                    assert_same(name, level, &by_method, &math::$function::call_with(&options, &singles));
                )+
            }
        }
    };
}

unary! {
    exp = exp, exp2 = exp2, exp_m1 = exp_m1, ln = ln, log2 = log2, log10 = log10, ln_1p = ln_1p, cbrt = cbrt, sin = sin,
    cos = cos, tan = tan, asin = asin, acos = acos, atan = atan, sinh = sinh, cosh = cosh, tanh = tanh, asinh = asinh,
    acosh = acosh, atanh = atanh, next_up = next_up, next_down = next_down, sqrt = sqrt, floor = floor, ceil = ceil,
    trunc = trunc, round_ties_even = rint, round = round,
}

/// As `unary`, of two numbers.
macro_rules! binary {
    ($($name:ident = $function:ident),+ $(,)?) => {
        mod binary {
            use ufunc::prelude::*;
            $(#[ufunc] pub(crate) fn $name<T: Float>(x: T, y: T) -> T { x.$name(y) })+
        }

        #[test]
        fn methods_of_two_numbers() {
            let xs = arguments();
            let ys: Vec<f64> = xs.iter().rev().map(|y| y * 0.25).collect();
            let single = |xs: &[f64]| xs.iter().map(|&x| x as f32).collect::<Vec<f32>>();
            let (xs32, ys32) = (single(&xs), single(&ys));
            for level in Level::available() {
                let options = Options::new().max_simd(level).threads(1);
                $(
                    let name = stringify!($name);
                    let by_method: Vec<f64> = binary::$name::call_with(&options, &xs, &ys);
                    assert_same(name, level, &by_method, &math::$function::call_with(&options, &xs, &ys));
                    let by_method: Vec<f32> = binary::$name::call_with(&options, &xs32, &ys32);
                    assert_same(name, level, &by_method, &math::$function::call_with(&options, &xs32, &ys32));
                )+
            }
        }
    };
}

binary! { powf = pow, log = log, atan2 = atan2, hypot = hypot, rem_euclid = rem_euclid, copysign = copysign }

mod several {
    use ufunc::prelude::*;

    #[ufunc]
    pub(crate) fn on_the_circle(angle: f64, radius: f32) -> (f64, f64, f32) {
        let (s, c) = angle.sin_cos();
        let narrow;
        (narrow, _) = radius.sin_cos();
        (s, c, narrow)
    }
}

#[test]
fn sin_cos_has_two_results() {
    let xs = arguments();
    let radii: Vec<f32> = xs.iter().map(|&x| x as f32).collect();
    for level in Level::available() {
        let options = Options::new().max_simd(level).threads(1);
        let (s, c, narrow) = several::on_the_circle::call_with(&options, &xs, &radii);
        assert_same("sin", level, &s, &math::sin::call_with(&options, &xs));
        assert_same("cos", level, &c, &math::cos::call_with(&options, &xs));
        assert_same("sin", level, &narrow, &math::sin::call_with(&options, &radii));
    }
}
