//! Vector and vector.

use ndarray::{Array2, array, s};
use ufunc::linalg::{
    Element, Rotation, asum, axpy, copy, dot, dsdot, iamax, nrm2, rot, rotg, scal, sdsdot, swap, vdot,
};

use super::support::{Random, both, number, roundings};

const LENGTHS: [usize; 14] = [0, 1, 2, 7, 31, 32, 33, 63, 64, 65, 100, 4095, 4097, 20_001];

both! {
    dot_is_the_sum_of_products = check_dot;
    strides_do_not_change_a_bit = check_strides;
    axpy_scal_copy_swap_do_what_they_say = check_element_wise;
    norms_are_right_for_all_sizes_of_numbers = check_norms;
    iamax_finds_the_first_largest = check_iamax;
    rotations_turn_onto_the_axis = check_rotations;
}

fn check_dot<T: Element>() {
    let mut random = Random::new(1);
    for len in LENGTHS {
        let (x, y) = (random.vector::<T>(len), random.vector::<T>(len));
        let wide = |value: T| value.to_f64().unwrap();
        let products = || x.iter().zip(&y).map(|(x, y)| wide(*x) * wide(*y));
        let (expected, size): (f64, f64) = (products().sum(), products().map(f64::abs).sum());
        let found = wide(dot(&x, &y).unwrap());
        // The oracle's own error too, where it has no more digits.
        let bound = size * ((260.0 + 15.0) * wide(T::epsilon()) + len as f64 * f64::EPSILON);
        assert!((found - expected).abs() <= bound, "{len}: {found} for {expected}");
        assert_eq!(asum(&x), asum(&x.mapv(|x| -x)), "{len}");
        let sum: f64 = x.iter().map(|x| wide(*x).abs()).sum();
        assert!(
            (wide(asum(&x)) - sum).abs()
                <= sum * 275.0 * wide(T::epsilon()) + f64::EPSILON * sum * len as f64
        );
    }
}

fn check_strides<T: Element>() {
    let mut random = Random::new(2);
    for len in LENGTHS {
        let (x, y) = (random.vector::<T>(len), random.vector::<T>(len));
        let expected = dot(&x, &y).unwrap();
        let mut grid = Array2::from_elem((len, 3), T::nan());
        grid.column_mut(1).assign(&x);
        let backwards: Vec<T> = y.iter().rev().copied().collect();
        let backwards = ndarray::ArrayView1::from(&backwards);
        let reversed = backwards.slice(s![..;-1]);
        assert_eq!(dot(&grid.column(1), &reversed).unwrap(), expected, "{len}");
        assert_eq!(dot(&x.to_vec(), y.as_slice().unwrap()).unwrap(), expected, "{len}");
        assert_eq!(nrm2(&grid.column(1)), nrm2(&x), "{len}");
        assert_eq!(asum(&reversed), asum(&y), "{len}");
    }
}

fn check_element_wise<T: Element>() {
    let mut random = Random::new(3);
    for len in LENGTHS {
        let (x, y) = (random.vector::<T>(len), random.vector::<T>(len));
        let alpha = number::<T>(0.75);
        let expected = &y + &(&x * alpha);
        let mut plain = y.to_vec();
        axpy(alpha, &x, &mut plain).unwrap();
        assert_eq!(plain, expected.to_vec(), "{len}");
        let mut grid = Array2::from_elem((len, 2), T::zero());
        copy(&y, &mut grid.slice_mut(s![..;-1, 1])).unwrap();
        axpy(alpha, &x, &mut grid.slice_mut(s![..;-1, 1])).unwrap();
        assert_eq!(grid.slice(s![..;-1, 1]), expected, "{len}");
        scal(alpha, &mut grid.column_mut(1));
        assert_eq!(grid.slice(s![..;-1, 1]), &expected * alpha, "{len}");
        assert!(grid.column(0).iter().all(|value| *value == T::zero()));
        let (mut left, mut right) = (x.clone(), y.to_vec());
        swap(&mut left, &mut right).unwrap();
        assert_eq!((left.to_vec(), right), (y.to_vec(), x.to_vec()), "{len}");
        let mut strided = Array2::from_elem((len, 2), T::one());
        let mut other = x.clone();
        swap(&mut strided.column_mut(0), &mut other).unwrap();
        assert_eq!((strided.column(0), other), (x.view(), ndarray::Array1::ones(len)), "{len}");
    }
}

fn check_norms<T: Element>() {
    let mut random = Random::new(4);
    for len in LENGTHS {
        let x = random.vector::<T>(len);
        let wide: f64 = x.iter().map(|x| x.to_f64().unwrap().powi(2)).sum::<f64>().sqrt();
        let bound = wide * 275.0 * T::epsilon().to_f64().unwrap() + wide * len as f64 * f64::EPSILON;
        assert!((nrm2(&x).to_f64().unwrap() - wide).abs() <= bound, "{len}");
    }
    let (tiny, huge) = (T::min_positive_value(), T::max_value());
    let near = |found: T, expected: T| (found - expected).abs() <= expected.abs() * roundings(8);
    let two = T::one() + T::one();
    let (three, four, five) = (number::<T>(3.0), number::<T>(4.0), number::<T>(5.0));
    for scale in [tiny, tiny * four, tiny.sqrt(), T::one(), huge.sqrt(), huge / number(8.0)] {
        assert!(near(nrm2(&[three * scale, four * scale]), five * scale), "{scale:e}");
        assert!(near(nrm2(&[three * scale, T::zero(), -four * scale]), five * scale), "{scale:e}");
    }
    // Numbers below the normal ones lose digits themselves, but not their norm.
    let least = tiny * T::epsilon();
    assert_eq!(nrm2(&[least]), least);
    assert_eq!(nrm2(&[huge]), huge);
    assert_eq!(nrm2(&[huge, huge]), T::infinity());
    assert!(near(nrm2(&vec![tiny / two; 400]), tiny * number(10.0)));
    assert_eq!(nrm2(&[T::one(), T::neg_infinity()]), T::infinity());
    assert!(nrm2(&[T::infinity(), T::nan()]).is_nan());
    assert_eq!(nrm2::<[T]>(&[]), T::zero());
    assert_eq!(nrm2(&[T::zero(), -T::zero()]), T::zero());
}

fn check_iamax<T: Element>() {
    assert_eq!(iamax::<[T]>(&[]), None);
    let of = |values: &[f64]| iamax(&values.iter().map(|value| number::<T>(*value)).collect::<Vec<T>>());
    assert_eq!(of(&[1.0, -3.0, 3.0, 2.0]), Some(1));
    assert_eq!(of(&[0.0, 0.0]), Some(0));
    assert_eq!(of(&[1.0, f64::NEG_INFINITY, f64::INFINITY]), Some(1));
    assert_eq!(of(&[f64::INFINITY, f64::NAN, f64::NAN]), Some(1));
    let mut random = Random::new(5);
    for len in LENGTHS.into_iter().filter(|len| *len > 0) {
        let mut x = random.vector::<T>(len);
        let at = len * 2 / 3;
        x[at] = number(-2.0);
        assert_eq!(iamax(&x), Some(at));
        assert_eq!(iamax(&x.slice(s![..;-1])), Some(len - 1 - at));
        x[len - 1] = T::nan();
        assert_eq!(iamax(&x), Some(len - 1));
    }
}

fn check_rotations<T: Element>() {
    let (tiny, huge) = (T::min_positive_value(), T::max_value() / number(2.0));
    let values = [0.0, 1.0, -1.0, 3.0, -4.0, 1e-10, 1e10].map(number::<T>);
    let pairs = values.iter().flat_map(|a| values.iter().map(move |b| (*a, *b)));
    for (a, b) in pairs.chain([(huge, huge), (tiny, -tiny), (huge, tiny), (tiny, huge)]) {
        let Rotation { r, z, c, s } = rotg(a, b);
        let size = a.abs().max(b.abs());
        assert!((c * c + s * s - T::one()).abs() <= roundings(8), "{a} {b}");
        assert!((c * a + s * b - r).abs() <= size * roundings(8), "{a} {b}");
        assert!((c * b - s * a).abs() <= size * roundings(8), "{a} {b}");
        // c and s come back from z (Lawson et al., 1979).
        let (c_again, s_again) = if z == T::one() {
            (T::zero(), T::one())
        } else if z.abs() < T::one() {
            ((T::one() - z * z).sqrt(), z)
        } else {
            (z.recip(), (T::one() - z.recip() * z.recip()).sqrt())
        };
        let near = |x: T, y: T| (x.abs() - y.abs()).abs() <= roundings::<T>(8).sqrt();
        assert!(near(c, c_again) && near(s, s_again), "{a} {b}: {c} {s} from {z}");
    }
    let (c, s) = (number::<T>(0.6), number::<T>(0.8));
    let (mut x, mut y) = (array![T::one(), T::zero()], [T::zero(), T::one()]);
    rot(&mut x, &mut y, c, s).unwrap();
    assert_eq!((x.to_vec(), y.to_vec()), (vec![c, s], vec![-s, c]));
}

#[test]
fn sums_in_double_precision_keep_what_single_precision_loses() {
    let (x, y) = ([1e8_f32, 1.0, -1e8], [1.0_f32, 0.5, 1.0]);
    assert_eq!(dsdot(&x, &y).unwrap(), 0.5);
    assert_eq!(sdsdot(0.25, &x, &y).unwrap(), 0.75);
    let mut random = Random::new(6);
    for len in LENGTHS {
        let (x, y) = (random.vector::<f32>(len), random.vector::<f32>(len));
        let products = || x.iter().zip(&y).map(|(x, y)| f64::from(*x) * f64::from(*y));
        let (expected, size): (f64, f64) = (products().sum(), products().map(f64::abs).sum());
        let bound = size * f64::EPSILON * (275.0 + len as f64);
        assert!((dsdot(&x, &y).unwrap() - expected).abs() <= bound);
        let rounded = sdsdot(1.0, &x, &y).unwrap();
        assert!(
            (f64::from(rounded) - 1.0 - expected).abs() <= bound + f64::from(f32::EPSILON) * (1.0 + size)
        );
    }
}

#[test]
fn vdot_takes_arrays_of_any_shape() {
    let a = array![[1.0, 2.0], [3.0, 4.0]];
    assert_eq!(vdot(&a, &a).unwrap(), 30.0);
    assert_eq!(vdot(&a.t(), &a).unwrap(), 1.0 + 6.0 + 6.0 + 16.0);
    assert!(vdot(&a, &array![[1.0, 2.0]]).is_err());
}
