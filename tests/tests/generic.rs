//! Kernels for several types by one source, and integers that wrap in every build.

use ufunc::prelude::*;
use ufunc::{Level, Options};

/// Of floats the sum, of integers the sum that wraps, less one where it is large.
#[ufunc(wrapping)]
fn limited_sum<T: Number>(x: T, y: T, limit: T) -> T {
    let sum = x + y;
    if sum > limit { sum - 1 as T } else { sum }
}

#[ufunc]
fn low_bits<T: Int>(x: T, mask: T) -> T {
    (x & mask) ^ (x >> 1 as T)
}

#[lane_fn(wrapping)]
fn mixed<T: Number>(x: T, y: T) -> T {
    x * y - x
}

#[ufunc]
fn by_kind<T: Number>(x: T, y: T) -> T {
    if T::IS_FLOAT { mixed(x, y) / 2 as T } else { mixed(x, y) % 7 as T }
}

/// Uniform counters wrap like lanes.
#[ufunc(wrapping)]
fn hash(x: u32) -> u32 {
    let mut h = x;
    let mut salt: u32 = 0x9e37_79b9;
    for round in 0..4_u32 {
        salt = salt * 0x85eb_ca6b + round - 1000;
        h = (h ^ salt) * 0xc2b2_ae35;
        h = h + (h << 13);
    }
    h
}

#[ufunc(wrapping)]
fn magnitude(x: i32) -> i32 {
    -(-x.abs())
}

fn at_every_level(check: impl Fn(&Options)) {
    for level in Level::available() {
        for threads in [1, 3] {
            check(&Options::new().max_simd(level).threads(threads).min_parallel_len(16));
        }
    }
}

macro_rules! integers {
    ($options:ident: $($ty:ident),+) => {$(
        let xs: Vec<$ty> = (0..200).map(|n: u8| ($ty::MAX / 150).wrapping_mul(n as $ty)).collect();
        let ys: Vec<$ty> = xs.iter().rev().map(|x| x ^ 0x55).collect();
        let pairs = || xs.iter().zip(&ys);
        let limit = $ty::MAX / 3;
        let wanted: Vec<$ty> = pairs()
            .map(|(x, y)| x.wrapping_add(*y))
            .map(|sum| if sum > limit { sum - 1 } else { sum })
            .collect();
        assert_eq!(limited_sum::call_with($options, &xs, &ys, limit), wanted);
        let wanted: Vec<$ty> = pairs().map(|(x, y)| (x & y) ^ (x >> 1)).collect();
        assert_eq!(low_bits::call_with($options, &xs, &ys), wanted);
        let wanted: Vec<$ty> = pairs().map(|(x, y)| x.wrapping_mul(*y).wrapping_sub(*x) % 7).collect();
        assert_eq!(by_kind::call_with($options, &xs, &ys), wanted);
    )+};
}

macro_rules! floats {
    ($options:ident: $($ty:ident),+) => {$(
        let xs: Vec<$ty> = (0..200).map(|n: u8| <$ty>::from(n) * 0.37 - 21.0).collect();
        let ys: Vec<$ty> = xs.iter().rev().copied().collect();
        let pairs = || xs.iter().zip(&ys);
        let wanted: Vec<$ty> =
            pairs().map(|(x, y)| x + y).map(|sum| if sum > 0.5 { sum - 1.0 } else { sum }).collect();
        assert_eq!(limited_sum::call_with($options, &xs, &ys, 0.5), wanted);
        let wanted: Vec<$ty> = pairs().map(|(x, y)| (x * y - x) / 2.0).collect();
        assert_eq!(by_kind::call_with($options, &xs, &ys), wanted);
    )+};
}

#[test]
fn one_source_serves_every_number() {
    at_every_level(|options| {
        integers!(options: i32, i64, u32, u64);
        floats!(options: f32, f64);
    });
}

#[test]
fn wrapping_kernels_wrap_where_others_panic() {
    fn plain(x: u32) -> u32 {
        let (mut h, mut salt) = (x, 0x9e37_79b9_u32);
        for round in 0..4_u32 {
            salt = salt.wrapping_mul(0x85eb_ca6b).wrapping_add(round).wrapping_sub(1000);
            h = (h ^ salt).wrapping_mul(0xc2b2_ae35);
            h = h.wrapping_add(h << 13);
        }
        h
    }
    let xs: Vec<u32> = (0..300).map(|n: u32| n.wrapping_mul(0x0123_4567)).collect();
    let wanted: Vec<u32> = xs.iter().map(|x| plain(*x)).collect();
    at_every_level(|options| {
        assert_eq!(hash::call_with(options, &xs), wanted);
        assert_eq!(magnitude::call_with(options, &[i32::MIN, -5, 7]), [i32::MIN, 5, 7]);
    });
}

/// Scalars choose the type as `f32` and `f64` do.
#[test]
fn a_scalar_call_knows_its_type() {
    assert_eq!(limited_sum(2_u64, 3, 4), 4);
    assert_eq!(limited_sum(2.5_f32, 3.0, 4.0), 4.5);
    assert_eq!(low_bits(6_i64, 3), 1);
}
